// Accounts of which nobody has said how many connections they allow: found out without a stream that is blamed for it.

import { expect, onTestFinished, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { openHealthWorld } from '../fakes/health-world.ts';
import { Holder } from '../streaming/slots/holder.ts';

const PROVIDER = 'one' as ProviderId;
const LATENCY_MS = 2 * SECOND_MS;

/** A panel that allows so many, says so to nobody, and counts a closed connection for a while. */
function panel(allowed: number, heldMs: number) {
  let counted: number[] = [];
  const seen = { most: 0, refused: 0 };
  const admits = (at: number): boolean => {
    counted = counted.filter((until) => until > at);
    if (counted.length >= allowed) {
      seen.refused += 1;
      return false;
    }
    counted.push(at + LATENCY_MS + heldMs);
    seen.most = Math.max(seen.most, counted.filter((until) => until - heldMs > at).length);
    return true;
  };
  return { admits, seen };
}

async function worldOf(allowed: number, heldMs: number, hour = 10) {
  const { admits, seen } = panel(allowed, heldMs);
  const world = await openHealthWorld({
    folder: temporaryFolder(),
    startAt: Date.UTC(2026, 8, 1) + hour * HOUR_MS,
    providers: [{ id: PROVIDER, limit: null }],
    streams: Array.from({ length: 60 }, (_, at) => ({
      id: (at + 1) as StreamId,
      providerId: PROVIDER,
      channelId: (at + 1) as ChannelId,
      place: 0,
      name: `Channel ${at}`,
    })),
    shows: (_stream, at) =>
      admits(at) ? { code: null, latencyMs: LATENCY_MS } : { code: 'upstream.refused', latencyMs: 20 },
    tickMs: SECOND_MS,
  });
  onTestFinished(() => world.health.stop());
  const pass = async (ms: number): Promise<void> => {
    for (let done = 0; done < ms; done += 500) {
      world.clock.advance(500);
      for (let turn = 0; turn < 12; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };
  const failures = (): number[] =>
    Array.from({ length: 60 }, (_, at) => world.health.stream((at + 1) as StreamId)!.standing.failures).filter(Boolean);
  return { ...world, seen, pass, failures };
}

test.each([0, 15 * SECOND_MS])(
  'an account that allows one, and counts a closed one for %i ms: two are tried once, and no stream has failed',
  async (heldMs) => {
    const { seen, pass, failures, announced } = await worldOf(1, heldMs);
    await pass(40 * MINUTE_MS);
    expect(seen.most).toBe(1);
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.refused).toBeLessThan(12);
    expect(failures()).toEqual([]);
    expect(announced).toEqual([]);
  },
);

test('an account that allows any number is checked by ever more at once', async () => {
  const { counts, seen, pass, failures } = await worldOf(1_000, 0);
  await pass(2.5 * HOUR_MS);
  expect(seen.most).toBeGreaterThan(1);
  expect(counts.checks).toBe(60); // none twice, though their bytes are looked into for a while
  expect(failures()).toEqual([]);
});

test('nobody is checked beside somebody who watches while only one is known to work', async () => {
  const { counts, ledger, pass } = await worldOf(1_000, 0);
  const slot = ledger.take({ providerId: PROVIDER }, new Holder())!;
  await pass(30 * MINUTE_MS);
  expect(counts.checks).toBe(0);
  slot.release();
  await pass(30 * MINUTE_MS);
  expect(counts.checks).toBeGreaterThan(0);
});
