// An outage goes on over a restart: it is known at once, is one in the log, and its end is announced.

import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/kernel/units.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { openHealthWorld } from '../fakes/health-world.ts';

const [A, B] = ['a' as ProviderId, 'b' as ProviderId];
const START = Date.UTC(2026, 8, 1, 4);

const streams = [A, B].flatMap((providerId, place) =>
  Array.from({ length: 10 }, (_, at) => ({
    id: (100 * place + at + 1) as StreamId,
    providerId,
    channelId: (at + 1) as ChannelId,
    place,
    name: `Channel ${at}`,
  })),
);

test.each<[what: string, broken: readonly ProviderId[], code: ErrorCode, turns: [begin: string, end: string]]>([
  ['a provider', [A], 'upstream.refused', ['provider.went-down', 'provider.came-back']],
  ['our own network', [A, B], 'net.dns', ['network.lost', 'network.returned']],
])('%s', async (_what, broken, code, [begin, end]) => {
  const folder = temporaryFolder();
  let isBroken = true;
  const open = (startAt: number) =>
    openHealthWorld({
      folder,
      startAt,
      providers: [A, B].map((id) => ({ id, limit: 4 })),
      streams,
      shows: ({ providerId }) => ({ code: isBroken && broken.includes(providerId) ? code : null, latencyMs: 100 }),
    });
  const first = await open(START);
  await first.clock.advanceAsync(3 * HOUR_MS);
  expect(first.announced.map(({ name }) => name)).toEqual([begin]);
  const { downs, isCutOff } = first.health.standing;
  await first.health.stop();
  const next = await open(first.clock.now());
  expect(next.health.standing).toMatchObject({ downs, isCutOff });
  await next.clock.advanceAsync(HOUR_MS);
  expect(next.announced).toEqual([]);
  isBroken = false;
  await next.clock.advanceAsync(HOUR_MS);
  expect(next.announced.map(({ name }) => name)).toEqual([end]);
  const history = await next.health.ask('provider', { provider: A, now: next.clock.now() });
  expect(history.outages).toHaveLength(broken.length === 1 ? 1 : 0);
  await next.health.stop();
  const last = await open(next.clock.now());
  expect(last.health.standing).toMatchObject({ downs: [], isCutOff: false });
  await last.health.stop();
});
