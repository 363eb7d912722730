import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Advance,
  dropPcr,
  pcrOf,
  ticksBetween,
  ticksToMs,
  timestampAt,
  wrapTicks,
} from '../../../src/formats/mpegts/clock.ts';
import { hasPcr } from '../../../src/formats/mpegts/packet.ts';

const ticks = fc.integer({ min: 0, max: 2 ** 33 - 1 });
const HALF = 2 ** 32;

test('the distance between two instants is right across a wrap', () => {
  expect(ticksBetween(2 ** 33 - 90_000, 90_000)).toBe(180_000);
  expect(ticksBetween(90_000, 2 ** 33 - 90_000)).toBe(-180_000);
  expect(ticksToMs(180_000)).toBe(2_000);
});

test('adding a distance and measuring it gives it back', () => {
  fc.assert(
    fc.property(ticks, fc.integer({ min: -HALF, max: HALF - 1 }), (from, distance) => {
      expect(ticksBetween(from, wrapTicks(from + distance))).toBe(distance);
    }),
  );
});

test('a PCR is read in all its 33 bits', () => {
  fc.assert(
    fc.property(ticks, (pcr) => {
      const high = Math.floor(pcr / 2);
      const field = [7, 0x10, high >>> 24, (high >>> 16) & 255, (high >>> 8) & 255, high & 255, (pcr % 2) << 7, 0];
      const packet = Uint8Array.from([0x47, 0, 0x20, 0x30, ...field, ...Array.from({ length: 176 }, () => 0xff)]);
      expect(pcrOf(packet, 0)).toBe(pcr);
    }),
  );
});

test('a packet without a PCR has none', () => {
  expect(pcrOf(new Uint8Array(188).fill(0), 0)).toBe(-1);
});

test('a PTS is read in all its 33 bits', () => {
  fc.assert(
    fc.property(ticks, (pts) => {
      const high = Math.floor(pts / 2 ** 30);
      const low = pts % 2 ** 30;
      const field = [0x21 | (high << 1), (low >> 22) & 255, ((low >> 14) & 254) | 1, (low >> 7) & 255];
      expect(timestampAt(Uint8Array.from([...field, ((low << 1) & 254) | 1]), 0)).toBe(pts);
    }),
  );
});

test('a clock advances by its steps forward, without jumps, repetitions and wraps', () => {
  const advance = new Advance();
  const seconds = [2 ** 33 / 90_000 - 1, 0, 1, 0.5, 1, 1.5, 3_000, 3_001, 7, 8];
  for (const second of seconds) advance.see(Math.round(second * 90_000));
  expect(advance.ms).toBeCloseTo(1_000 + 1_000 + 500 + 1_000 + 1_000, 6);
});

test('a PCR is taken out of a packet that says of its adaptation field more than it can hold: the next packet stays', () => {
  const packets = new Uint8Array(2 * 188).fill(0xd0);
  packets.set([0x47, 0x41, 0x00, 0x31], 0);
  packets.fill(0x47, 188);
  dropPcr(packets, 0);
  expect(hasPcr(packets, 0)).toBe(false);
  expect(packets.subarray(188)).toEqual(new Uint8Array(188).fill(0x47));
});
