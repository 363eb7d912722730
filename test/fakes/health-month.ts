// A month of three providers in trouble: streams that die, flap, are slow or show a clip, outages, a network of our own that is
// lost. What each stream shows at an instant, and how instants are printed.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import type { FakeStream, Showing } from './health-world.ts';

export const START = Date.UTC(2026, 8, 1);
export const PROVIDERS = [
  { id: 'alpha' as ProviderId, limit: 2 },
  { id: 'beta' as ProviderId, limit: 1 },
  { id: 'gamma' as ProviderId, limit: null },
] as const;
const CHANNELS = 12;
const QUALITIES = ['HD', 'FHD', 'SD'];

export const streams = PROVIDERS.flatMap(({ id: providerId }, provider) =>
  Array.from({ length: CHANNELS }, (_, channel): FakeStream => ({
    id: (1_000 * (provider + 1) + channel) as StreamId,
    providerId,
    channelId: (channel + 1) as ChannelId,
    place: provider,
    name: `Channel ${channel} ${QUALITIES[provider]!}`,
  })),
);
export const nameOf = (id: StreamId): string => {
  const { providerId, channelId } = streams.find((one) => one.id === id)!;
  return `${providerId}/${channelId - 1}`;
};

interface Trouble {
  readonly of: string;
  readonly from: readonly [day: number, hour: number];
  readonly to: readonly [day: number, hour: number];
  readonly shows: Partial<Showing> | ((at: number) => Partial<Showing>);
}

/** What goes wrong. Days are counted from 0; `*` is every stream. */
const TROUBLES: readonly Trouble[] = [
  { of: '*', from: [9, 14], to: [9, 16], shows: { code: 'net.dns' } }, // our own network
  { of: 'alpha/*', from: [5, 3], to: [5, 11], shows: { code: 'upstream.unavailable' } }, // an outage by day
  { of: 'gamma/*', from: [20, 1], to: [21, 7], shows: { code: 'net.timeout' } }, // a host that is gone for 30 hours
  { of: 'alpha/3', from: [3, 0], to: [99, 0], shows: { code: 'upstream.not-found' } }, // gone for good
  { of: 'beta/7', from: [10, 0], to: [15, 0], shows: { code: 'upstream.empty' } }, // away for five days
  {
    of: 'gamma/2',
    from: [0, 0],
    to: [99, 0],
    shows: (at) => (Math.floor(at / (7 * HOUR_MS)) % 2 ? { code: 'net.reset' } : {}),
  }, // flaps
  { of: 'alpha/1', from: [0, 0], to: [99, 0], shows: { latencyMs: 6_000 } }, // slow
  { of: 'gamma/4', from: [12, 0], to: [18, 0], shows: { mark: 'offline clip' } },
  { of: 'gamma/5', from: [12, 0], to: [18, 0], shows: { mark: 'offline clip' } },
  ...['alpha/9', 'beta/9', 'gamma/9'].map((of): Trouble => ({
    of,
    from: [24, 0],
    to: [26, 0],
    shows: { code: 'upstream.ended' },
  })), // a channel that is closed
];

const at = ([day, hour]: readonly [number, number]): number => START + day * DAY_MS + hour * HOUR_MS;
const concerns = (of: string, name: string): boolean => of === '*' || of === name || of === `${name.split('/')[0]}/*`;

export function shows(stream: FakeStream, now: number): Showing {
  const name = nameOf(stream.id);
  const usual: Showing = {
    code: null,
    latencyMs: 200 + (stream.id % 7) * 60,
    mark: `${name} ${Math.floor(now / MINUTE_MS)}`,
  };
  return TROUBLES.filter(({ of, from, to }) => concerns(of, name) && now >= at(from) && now < at(to)).reduceRight(
    (showing, trouble) => ({
      ...showing,
      ...(typeof trouble.shows === 'function' ? trouble.shows(now) : trouble.shows),
    }),
    usual,
  );
}

export const stamp = (instant: number): string => {
  const day = Math.floor((instant - START) / DAY_MS);
  return `day ${String(day).padStart(2)} ${new Date(instant).toISOString().slice(11, 16)}`;
};
