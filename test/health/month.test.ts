// A month in seconds: who is dead when, what is announced; reviewed by eye.

import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { openHealthWorld, type FakeStream, type Showing } from '../fakes/health-world.ts';

const START = Date.UTC(2026, 8, 1);
const PROVIDERS = [
  { id: 'alpha' as ProviderId, limit: 2 },
  { id: 'beta' as ProviderId, limit: 1 },
  { id: 'gamma' as ProviderId, limit: null },
] as const;
const CHANNELS = 12;
const QUALITIES = ['HD', 'FHD', 'SD'];

const streams = PROVIDERS.flatMap(({ id: providerId }, provider) =>
  Array.from({ length: CHANNELS }, (_, channel): FakeStream => ({
    id: (1_000 * (provider + 1) + channel) as StreamId,
    providerId,
    channelId: (channel + 1) as ChannelId,
    place: provider,
    name: `Channel ${channel} ${QUALITIES[provider]!}`,
  })),
);
const nameOf = (id: StreamId): string => {
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

function shows(stream: FakeStream, now: number): Showing {
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

const stamp = (instant: number): string => {
  const day = Math.floor((instant - START) / DAY_MS);
  return `day ${String(day).padStart(2)} ${new Date(instant).toISOString().slice(11, 16)}`;
};

function lineOf(name: string, fact: Readonly<Record<string, unknown>>): string {
  if (name === 'streams.died' || name === 'streams.revived') {
    const changes = fact['streams'] as { streamId: StreamId; code: string | null }[];
    return `${name} ${changes.map(({ streamId, code }) => `${nameOf(streamId)}${code ? ` (${code})` : ''}`).join(', ')}`;
  }
  if (name === 'channel.upgraded') {
    return `${name} ${nameOf(fact['from'] as StreamId)} -> ${nameOf(fact['to'] as StreamId)}: ${String(fact['because'])}`;
  }
  return [name, fact['providerId'], fact['code']].filter(Boolean).join(' ');
}

test('a month: nobody dies who should not, whoever is dead comes back, and each outage is told once', async () => {
  const world = await openHealthWorld({
    folder: temporaryFolder(),
    startAt: START,
    providers: PROVIDERS,
    streams,
    shows,
  });
  onTestFinished(() => world.health.stop());
  const dead: string[] = [];
  for (let day = 0; day < 30; day += 1) {
    await world.clock.advanceAsync(DAY_MS);
    const { items } = await world.health.list({ state: 'dead', sort: 'name', limit: 100 });
    const names = items.map(({ stream_id }) => nameOf(Number.parseInt(stream_id.slice(1), 36) as StreamId)).toSorted();
    dead.push(`after day ${String(day).padStart(2)}: ${names.join(' ') || 'none'}`);
  }
  const told = world.announced.map(
    ({ at: instant, name, fact }) => `${stamp(instant)} ${lineOf(name, fact as Record<string, unknown>)}`,
  );
  const scores = await world.health.list({ sort: 'name', limit: 100 });
  const table = scores.items.map(
    ({ name, provider_id, health, uptime }) =>
      `${provider_id} ${name}: ${health}, up ${[uptime.day, uptime.week, uptime.month].map((share) => (share === null ? '-' : `${(100 * share).toFixed(1)} %`)).join(' ')}`,
  );
  const golden = [
    '# Told',
    ...told,
    '',
    '# Dead',
    ...dead,
    '',
    '# Health after the month (24 h, 7 d, 30 d)',
    ...table.toSorted(),
    '',
  ].join('\n');
  expect(world.counts.mostAtOnce).toBeLessThanOrEqual(0); // never more connections than a provider allows
  await expect(golden).toMatchFileSnapshot('../fixtures/health/month.txt');
}, 120_000);
