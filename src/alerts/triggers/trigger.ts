// What makes an alert: a function that listens, and says what is wrong and when it is over. It begins with what an earlier
// run has left open: what has ended meanwhile nobody will announce.

import type { Clock } from '../../kernel/clock.ts';
import type { Events, Unsubscribe } from '../../kernel/events.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { Alert, AlertKind, AlertReport } from '../../model/alert.ts';
import type { Announcements } from '../../model/announcements.ts';
import type { ChannelId, ProviderId } from '../../model/ids.ts';
import type { ProviderAccount } from '../../model/provider-account.ts';
import type { ProviderSettings } from '../../model/provider.ts';

/** How the streams of the lineup stand. */
export interface StreamSums {
  readonly providers: Readonly<
    Record<
      string,
      { readonly streams: number; readonly dead: number; readonly channels: number; readonly deadIn: number }
    >
  >;
  /** Printed ids of channels of which no stream lives; the first thousand. */
  readonly deadChannels: readonly string[];
  readonly deadChannelCount: number;
}

/** Who is down now. */
export interface OutagesNow {
  /** It is our own network: nobody else is down then. */
  readonly isCutOff: boolean;
  readonly downs: readonly { readonly providerId: ProviderId; readonly code: string }[];
}

export interface TriggerPorts {
  readonly clock: Clock;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly providers: () => readonly Pick<ProviderSettings, 'enabled' | 'id' | 'name' | 'source'>[];
  /** What the provider says of its account; null where there is none, undefined while it has not said anything. */
  readonly accountOf: (id: ProviderId) => ProviderAccount | null | undefined;
  /** Empty where it is gone. */
  readonly channelName: (id: ChannelId) => string;
  readonly streamSums: () => Promise<StreamSums>;
  readonly outages: () => OutagesNow;
  /** Those of a kind that are open, also since an earlier run. */
  readonly open: (kind: AlertKind) => readonly Alert[];
  /** The newest of a key, also when it is over. */
  readonly last: (key: string) => Alert | undefined;
  readonly raise: (report: AlertReport) => void;
  readonly resolve: (key: string) => void;
  /** It was something else, which is told in its place: nobody hears that it is over. */
  readonly withdraw: (key: string) => void;
}

export type Trigger = (ports: TriggerPorts) => Unsubscribe;

export const nameOf = ({ providers }: Pick<TriggerPorts, 'providers'>, id: ProviderId): string =>
  providers().find((provider) => provider.id === id)?.name ?? id;

export function all(stops: readonly Unsubscribe[]): Unsubscribe {
  return () => {
    for (const stop of stops) stop();
  };
}

/** Soon after the start, when the first sync has told of accounts, and every so often. */
export function looking(clock: Clock, everyMs: number, look: () => void): Unsubscribe {
  const first = clock.after(MINUTE_MS, look);
  const timer = clock.every(everyMs, look);
  return all([() => first.cancel(), () => timer.cancel()]);
}
