// Accounts with one connection: no check takes it from somebody who watches, or is about to.

import { expect, onTestFinished, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { openHealthWorld } from '../fakes/health-world.ts';
import { Holder } from '../streaming/slots/holder.ts';

const PROVIDER = 'one' as ProviderId;
const DAY = Date.UTC(2026, 8, 1);

/** At an hour of the day; the quiet ones begin at 3. */
async function worldAt(hour: number, limit: number | null, latencyMs: number) {
  const account = { id: PROVIDER, limit };
  const streams = Array.from({ length: 20 }, (_, at) => ({
    id: (at + 1) as StreamId,
    providerId: PROVIDER,
    channelId: (at + 1) as ChannelId,
    place: 0,
    name: `Channel ${at}`,
  }));
  const world = await openHealthWorld({
    folder: temporaryFolder(),
    startAt: DAY + hour * HOUR_MS,
    providers: [account],
    streams,
    shows: () => ({ code: null, latencyMs }),
  });
  onTestFinished(() => world.health.stop());
  const pass = async (minutes: number): Promise<void> => {
    for (let done = 0; done < minutes; done += 1) {
      world.clock.advance(MINUTE_MS);
      for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };
  return { ...world, account, pass };
}

test('checks that are under way when an account turns out to have one connection are ended', async () => {
  const { health, account, pass } = await worldAt(12, 8, HOUR_MS);
  await pass(5);
  expect(health.standing.inFlight).toBeGreaterThan(1);
  account.limit = 1;
  await pass(1);
  expect(health.standing.inFlight).toBe(0);
  await pass(30);
  expect(health.standing.inFlight).toBe(0);
});

test('a check that a person asked for is not ended by that', async () => {
  const { health, pass } = await worldAt(12, 1, 5 * MINUTE_MS);
  const answer = health.check(1 as StreamId);
  await pass(8);
  expect(await answer).toMatchObject({ code: null });
});

test('a provider that was just added is let alone for a while, even in the quiet hours', async () => {
  const { counts, pass } = await worldAt(4, 1, 100);
  await pass(9);
  expect(counts.checks).toBe(0);
  await pass(20);
  expect(counts.checks).toBeGreaterThan(0);
});

test('checks stay away for a while after one gave its connection to a viewer, however short that one watched', async () => {
  const { counts, ledger, health, pass } = await worldAt(4, 1, HOUR_MS);
  await pass(30);
  expect(health.standing.inFlight).toBe(1);
  const slot = ledger.take({ providerId: PROVIDER }, new Holder())!;
  slot.release();
  const before = counts.checks;
  await pass(9);
  expect([counts.checks, health.standing.inFlight]).toEqual([before, 0]);
  await pass(20);
  expect(counts.checks).toBeGreaterThan(before);
});
