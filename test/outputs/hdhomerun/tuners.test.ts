import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tunerCountOf, Tuners, type Lease } from '../../../src/outputs/hdhomerun/tuners.ts';
import { channelOf } from '../../fakes/lineup-of.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

const channels = Array.from({ length: 6 }, (_, place) => channelOf(String(place + 1), `Channel ${place}`));
const [first, second] = channels as [(typeof channels)[0], (typeof channels)[0]];

test('the tuner count is a person’s own, else the sum of the limits, at least four', () => {
  expect(tunerCountOf(7, [1, 1])).toBe(7);
  expect(tunerCountOf(null, [])).toBe(4);
  expect(tunerCountOf(null, [1, 2])).toBe(4);
  expect(tunerCountOf(null, [2, null])).toBe(6);
  expect(tunerCountOf(null, [1_000, null])).toBe(64);
});

test('each viewer takes the lowest free tuner, and gives it back once', () => {
  const tuners = new Tuners(createTurnedClock(), () => 2);
  const one = tuners.take({ channel: first, address: 'a' });
  const two = tuners.take({ channel: second, address: 'b' });
  expect([one.index, two.index]).toEqual([0, 1]);
  one.release();
  one.release();
  expect(tuners.inUse).toBe(1);
  expect(tuners.take({ channel: second, address: 'c' }).index).toBe(0);
});

test('one more viewer than there are tuners is refused', () => {
  const tuners = new Tuners(createTurnedClock(), () => 1);
  tuners.take({ channel: first, address: 'a' });
  expect(() => tuners.take({ channel: second, address: 'b' })).toThrow(
    expect.objectContaining({ code: 'tuner.all-in-use' }),
  );
});

test('a tuner that is asked for by number is that one or none', () => {
  const tuners = new Tuners(createTurnedClock(), () => 2);
  expect(tuners.take({ channel: first, address: 'a', index: 1 }).index).toBe(1);
  expect(() => tuners.take({ channel: second, address: 'b', index: 1 })).toThrow(
    expect.objectContaining({ code: 'tuner.in-use' }),
  );
  expect(() => tuners.take({ channel: second, address: 'b', index: 2 })).toThrow(
    expect.objectContaining({ code: 'channel.unknown' }),
  );
});

test('a probe and the viewer that follows it at once are one viewer', () => {
  const clock = createTurnedClock();
  const tuners = new Tuners(clock, () => 1);
  const probe = tuners.take({ channel: first, address: 'a' });
  clock.advance(500);
  const viewer = tuners.take({ channel: first, address: 'a' });
  probe.release();
  expect(tuners.inUse).toBe(1);
  viewer.release();
  expect(tuners.inUse).toBe(0);
});

test('a second viewer at the same address some time later is a viewer of its own', () => {
  const clock = createTurnedClock();
  const tuners = new Tuners(clock, () => 2);
  tuners.take({ channel: first, address: 'a' });
  clock.advance(2_000);
  expect(tuners.take({ channel: first, address: 'a' }).index).toBe(1);
});

test('a tuner beyond a lowered count is still shown while it is held', () => {
  let count = 2;
  const tuners = new Tuners(createTurnedClock(), () => count);
  const low = tuners.take({ channel: first, address: 'a' });
  tuners.take({ channel: second, address: 'b' });
  low.release();
  count = 1;
  expect(tuners.facts()).toEqual([
    { index: 0 },
    { index: 1, playing: { number: '2', name: 'Channel 1', address: 'b' } },
  ]);
});

function tried(take: () => Lease): Lease | undefined {
  try {
    return take();
  } catch {
    return undefined;
  }
}

test('whatever comes and goes, no two viewers hold one tuner and none is lost', () => {
  const step = fc.record({ channel: fc.nat(5), address: fc.nat(3), isLeaving: fc.boolean(), waitMs: fc.nat(1_500) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const clock = createTurnedClock();
      const tuners = new Tuners(clock, () => 3);
      const held: { lease: Lease; key: string }[] = [];
      for (const { channel, address, isLeaving, waitMs } of steps) {
        clock.advance(waitMs);
        if (isLeaving) held.shift()?.lease.release();
        const wasFull = tuners.inUse === 3;
        const request = { channel: channels[channel] ?? first, address: String(address) };
        const lease = isLeaving ? undefined : tried(() => tuners.take(request));
        if (lease) held.push({ lease, key: `${channel} ${address}` });
        expect(isLeaving || lease !== undefined || wasFull).toBe(true);
        const byTuner = Map.groupBy(held, (holding) => holding.lease.index);
        expect(tuners.inUse).toBe(byTuner.size);
        for (const sharing of byTuner.values()) expect(new Set(sharing.map(({ key }) => key)).size).toBe(1);
      }
      for (const { lease } of held) lease.release();
      expect(tuners.inUse).toBe(0);
    }),
  );
});
