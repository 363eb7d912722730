// An idle Masthead: what is due is asked in bursts, and nothing is read that is known already.

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openBook } from '../../src/health/book.ts';
import { plan } from '../../src/health/plan.ts';
import { openHealthDatabase } from '../../src/health/schema.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { openHealthWorld } from '../fakes/health-world.ts';

const PROVIDER = 'one' as ProviderId;

async function worldOf(count: number) {
  const askedAt: number[] = [];
  const world = await openHealthWorld({
    folder: temporaryFolder(),
    startAt: Date.UTC(2026, 8, 1, 10),
    providers: [{ id: PROVIDER, limit: 8 }],
    streams: Array.from({ length: count }, (_, at) => ({
      id: (at + 1) as StreamId,
      providerId: PROVIDER,
      channelId: (at + 1) as ChannelId,
      place: 0,
      name: `Channel ${at}`,
    })),
    shows: (_stream, at) => {
      askedAt.push(at);
      return { code: null, latencyMs: 400 };
    },
    settings: { health: { ...defaultSettings.health, probe_streams: false } },
    tickMs: SECOND_MS,
  });
  onTestFinished(() => world.health.stop());
  const pass = async (ms: number): Promise<void> => {
    for (let done = 0; done < ms; done += SECOND_MS) {
      world.clock.advance(SECOND_MS);
      for (let turn = 0; turn < 8; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };
  return { ...world, askedAt, pass };
}

test('new channels are asked in bursts with minutes between them, all within two hours', async () => {
  const { askedAt, pass } = await worldOf(120);
  await pass(125 * MINUTE_MS);
  expect(askedAt).toHaveLength(120);
  const pauses = askedAt.slice(1).map((at, index) => at - askedAt[index]!);
  expect(pauses.filter((ms) => ms > 30 * SECOND_MS && ms < 3 * MINUTE_MS - 2 * SECOND_MS)).toEqual([]);
  expect(pauses.filter((ms) => ms >= 3 * MINUTE_MS - 2 * SECOND_MS).length).toBeGreaterThan(10);
});

test('a look that finds nothing due is no burst: what is due next does not wait for another', async () => {
  const { askedAt, pass, book, clock } = await worldOf(1);
  const { nextAt } = book.stream(1 as StreamId)!.standing;
  expect(nextAt - clock.now()).toBeGreaterThan(10 * SECOND_MS); // some looks find nothing
  await pass(125 * MINUTE_MS);
  expect(askedAt[0]! - nextAt).toBeLessThan(10 * SECOND_MS);
});

test('who is asked for by a person does not wait for the next burst', async () => {
  const { health, pass, counts } = await worldOf(1);
  await pass(125 * MINUTE_MS);
  const before = counts.checks;
  const answer = health.check(1 as StreamId);
  await pass(5 * SECOND_MS);
  expect(await answer).toMatchObject({ code: null });
  expect(counts.checks).toBe(before + 1);
});

test('a plan says what it was made from', async () => {
  const database = openHealthDatabase(join(temporaryFolder(), 'health.sqlite'), silentLog);
  onTestFinished(() => database.close());
  const book = openBook(database);
  expect(book.madeFrom()).toBe('');
  const options = { now: 0, quietHours: { startMinute: 180, offsetMs: () => 0 } };
  await plan(database, [], { ...options, madeFrom: 'the first lineup' });
  await plan(database, [], { ...options, madeFrom: 'another lineup' });
  expect(book.madeFrom()).toBe('another lineup');
});
