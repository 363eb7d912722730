// Facts that rooms announce to each other through the app.

import type { ChannelId, ProviderId, StreamId } from './ids.ts';

export interface Announcements {
  'lineup.published': { readonly revision: string; readonly channelCount: number };
  'provider.synced': { readonly providerId: ProviderId };
  'provider.failed': { readonly providerId: ProviderId; readonly code: string; readonly message: string };
  'settings.changed': { readonly paths: readonly string[] };
  'session.started': { readonly channelId: ChannelId; readonly streamId: StreamId };
  'session.ended': { readonly channelId: ChannelId };
  'maintenance.started': { readonly endsAt: number };
  'maintenance.ended': object;
  'tuners.exhausted': { readonly channelId: ChannelId };
}
