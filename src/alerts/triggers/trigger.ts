// What makes an alert: a function that listens, and says what is wrong and when it is over.

import type { Clock } from '../../kernel/clock.ts';
import type { Events, Unsubscribe } from '../../kernel/events.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { AlertReport } from '../../model/alert.ts';
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

export interface TriggerPorts {
  readonly clock: Clock;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly providers: () => readonly Pick<ProviderSettings, 'enabled' | 'id' | 'name'>[];
  /** What the provider says of its account; null when it has not said anything. */
  readonly accountOf: (id: ProviderId) => ProviderAccount | null;
  readonly channelName: (id: ChannelId) => string;
  readonly streamSums: () => Promise<StreamSums>;
  readonly isOpen: (key: string) => boolean;
  readonly raise: (report: AlertReport) => void;
  readonly resolve: (key: string) => void;
}

export type Trigger = (ports: TriggerPorts) => Unsubscribe;

export const NETWORK_KEY = 'network';

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
