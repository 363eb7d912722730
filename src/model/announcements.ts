// Facts that rooms announce to each other through the app.

import type { ErrorCode } from '../kernel/errors.ts';
import type { PictureFault, RankAspect, WarningFacts } from './alert-facts.ts';
import type { ChannelId, ProviderId, StreamId } from './ids.ts';

export interface Announcements {
  'lineup.published': { readonly revision: string; readonly channelCount: number };
  'provider.synced': { readonly providerId: ProviderId };
  'provider.failed': {
    readonly providerId: ProviderId;
    readonly code: string;
    readonly message: string;
    /** What it is about, in numbers: `status`, `now` and `before`. */
    readonly figures?: Readonly<Record<string, number>> | undefined;
  };
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
    readonly code: ErrorCode;
    readonly message: string;
  };
  /** A viewer got no picture. */
  'session.refused': { readonly channelId: ChannelId; readonly code: string; readonly message: string };
  /** @param message why, as a sentence */
  'session.ended': { readonly channelId: ChannelId; readonly message: string };
  'maintenance.started': { readonly endsAt: number };
  'maintenance.ended': object;
  /** They leave the rotation: so many failures in a row. Those of one provider that died at the same time come together. */
  'streams.died': StreamsChanged;
  'streams.revived': StreamsChanged;
  /** None of its streams works. They keep their places: it is not they who failed. Once for each outage. */
  'provider.went-down': { readonly providerId: ProviderId; readonly code: ErrorCode; readonly since: number };
  'provider.came-back': { readonly providerId: ProviderId; readonly since: number };
  /** No provider can be reached: it is our own network. In place of a word about each of them. */
  'network.lost': { readonly code: ErrorCode; readonly since: number };
  'network.returned': { readonly since: number };
  /** New sessions of the channel begin with a better stream. */
  'channel.upgraded': {
    readonly channelId: ChannelId;
    readonly from: StreamId;
    readonly to: StreamId;
    /** What makes most of the difference, and how much of it both have, of 100. */
    readonly aspect: RankAspect;
    readonly after: number;
    readonly before: number;
    /** Those who watch it are moved, too. */
    readonly isAtOnce: boolean;
  };
  /** What is on air stands still, is black, or is silent; `faults` is empty when it is well again. */
  'picture.judged': {
    readonly channelId: ChannelId;
    readonly streamId: StreamId;
    readonly faults: readonly PictureFault[];
  };
  /** Something about a provider's account or list wants a person; said once, and once more when it is over. */
  'provider.warned': { readonly providerId: ProviderId; readonly facts: WarningFacts };
  'provider.cleared': { readonly providerId: ProviderId; readonly warning: ProviderWarning };
  'tuners.exhausted': { readonly channelId: ChannelId };
}

export interface StreamsChanged {
  readonly providerId: ProviderId;
  readonly streams: readonly {
    readonly streamId: StreamId;
    readonly channelId: ChannelId;
    /** Why; null of one that works. */
    readonly code: string | null;
  }[];
}

export const PROVIDER_WARNINGS: readonly WarningFacts['warning'][] = [
  'login-refused',
  'account-inactive',
  'expires-soon',
  'used-elsewhere',
  'limit-too-high',
  'list-shrunk',
  'guide-old',
];
export type ProviderWarning = WarningFacts['warning'];

/** Moved by hand, excluded, and back to the preferred one: nobody has to be told. */
const PLANNED: ReadonlySet<string> = new Set(['excluded', 'moved', 'returned']);

/** Not what was planned, nor the same stream that came back. */
export const isFailOver = ({ from, to, reason }: Announcements['session.switched']): boolean =>
  from !== to && !PLANNED.has(reason);
