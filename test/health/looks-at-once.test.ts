import { expect, onTestFinished, test } from 'vitest';
import { HOUR_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { openHealthWorld } from '../fakes/health-world.ts';

const PROVIDER = 'one' as ProviderId;

test('however long programs look into bytes, no more than two are at it, and checks go on', async () => {
  let atWork = 0;
  const world = await openHealthWorld({
    folder: temporaryFolder(),
    startAt: Date.UTC(2026, 8, 1, 10),
    providers: [{ id: PROVIDER, limit: 8 }],
    streams: Array.from({ length: 40 }, (_, at) => ({
      id: (at + 1) as StreamId,
      providerId: PROVIDER,
      channelId: (at + 1) as ChannelId,
      place: 0,
      name: `Channel ${at}`,
    })),
    shows: () => ({ code: null, latencyMs: 400 }),
    probe: (signal) => {
      atWork += 1;
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
    },
    tickMs: SECOND_MS,
  });
  onTestFinished(() => world.health.stop());
  for (let done = 0; done < 2 * HOUR_MS; done += SECOND_MS) {
    world.clock.advance(SECOND_MS);
    for (let turn = 0; turn < 8; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  expect(atWork).toBe(2);
  expect(world.counts.checks).toBeGreaterThan(30);
});
