// Facts that rooms announce to each other through the app.

import type { ChannelId, ProviderId, StreamId } from './ids.ts';

export interface Announcements {
  'lineup.published': { readonly revision: string; readonly channelCount: number };
  'provider.synced': { readonly providerId: ProviderId };
  'provider.failed': { readonly providerId: ProviderId; readonly code: string; readonly message: string };
  'settings.changed': { readonly paths: readonly string[] };
  'session.started': { readonly channelId: ChannelId; readonly streamId: StreamId };
  /** It goes on from another stream, or from the same one fetched anew. `reason`: an error's code, `moved`, `returned`. */
  'session.switched': {
    readonly channelId: ChannelId;
    readonly from: StreamId;
    readonly to: StreamId;
    readonly reason: string;
    readonly gapMs: number;
  };
  /** A stream of it was lost, or did not come to be. */
  'session.lost': {
    readonly channelId: ChannelId;
    readonly streamId: StreamId;
    readonly code: string;
    readonly message: string;
  };
  /** A viewer got no picture. */
  'session.refused': { readonly channelId: ChannelId; readonly code: string; readonly message: string };
  'session.ended': { readonly channelId: ChannelId };
  'maintenance.started': { readonly endsAt: number };
  'maintenance.ended': object;
  'tuners.exhausted': { readonly channelId: ChannelId };
}
