import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Loop, type Place } from '../../src/demo/loop.ts';
import { pcrOf, ticksBetween, timestampAt } from '../../src/formats/mpegts/clock.ts';
import {
  PACKET_BYTES,
  continuityOf,
  hasPayload,
  isRandomAccess,
  isUnitStart,
  payloadStart,
  pidOf,
} from '../../src/formats/mpegts/packet.ts';

const SAMPLES = ['harbour', 'lighthouse'];
const sample = (name: string): Buffer =>
  readFileSync(new URL(`../../src/demo/samples/${name}.mpegts`, import.meta.url));

const START: Place = { round: 0, offset: 0 };
const ROUND_MS = 8_000;

const read = (loop: Loop, from: Place, to: Place): Buffer => Buffer.concat([...loop.between(from, to)]);

/** What a decoder would trip over, counted in `bytes`. */
function faultsIn(bytes: Uint8Array): { readonly continuity: number; readonly pcr: number; readonly dts: number } {
  const counters = new Map<number, number>();
  const decoding = new Map<number, number>();
  const faults = { continuity: 0, pcr: 0, dts: 0 };
  let lastPcr = -1;
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
    const pid = pidOf(bytes, at);
    const expected = ((counters.get(pid) ?? -1) + (hasPayload(bytes, at) ? 1 : 0)) & 0x0f;
    if (counters.has(pid) && continuityOf(bytes, at) !== expected) faults.continuity += 1;
    counters.set(pid, continuityOf(bytes, at));
    const pcr = pcrOf(bytes, at);
    if (pcr >= 0 && lastPcr >= 0 && !isStep(lastPcr, pcr)) faults.pcr += 1;
    if (pcr >= 0) lastPcr = pcr;
    const start = payloadStart(bytes, at);
    const flags = bytes[start + 7] ?? 0;
    if (!isUnitStart(bytes, at) || bytes[start + 2] !== 1 || !(flags & 0x80)) continue;
    const dts = timestampAt(bytes, start + (flags & 0x40 ? 14 : 9));
    const before = decoding.get(pid);
    if (before !== undefined && !isStep(before, dts)) faults.dts += 1;
    decoding.set(pid, dts);
  }
  return faults;
}

/** Forwards, and less than a second. */
const isStep = (from: number, to: number): boolean => ticksBetween(from, to) > 0 && ticksBetween(from, to) < 90_000;

test.each(SAMPLES)('%s goes over its end without a jump of any clock or counter', (name) => {
  const loop = new Loop(sample(name));
  expect(faultsIn(read(loop, START, { round: 40, offset: 0 }))).toEqual({ continuity: 0, pcr: 0, dts: 0 });
});

test.each(SAMPLES)('%s goes on across the wrap of the 33-bit clock', (name) => {
  const loop = new Loop(sample(name));
  const wrap = Math.floor(2 ** 33 / (8 * 90_000));
  const bytes = read(loop, { round: wrap - 1, offset: 0 }, { round: wrap + 3, offset: 0 });
  expect(faultsIn(bytes)).toEqual({ continuity: 0, pcr: 0, dts: 0 });
});

test.each(SAMPLES)('a round of %s is the same whoever asked for which round before', (name) => {
  const once = read(new Loop(sample(name)), { round: 9, offset: 0 }, { round: 10, offset: 0 });
  const loop = new Loop(sample(name));
  for (const round of [3, 12, 9, 4]) read(loop, { round, offset: 0 }, { round: round + 1, offset: 0 });
  expect(read(loop, { round: 9, offset: 0 }, { round: 10, offset: 0 }).equals(once)).toBe(true);
});

test.each(SAMPLES)('%s is sent at the pace of its own clock', (name) => {
  const loop = new Loop(sample(name));
  const whole = loop.distance(START, { round: 1, offset: 0 });
  const places = [0, 0.25, 0.5, 0.75, 1, 2.5].map(
    (share) => loop.distance(START, loop.placeAt(share * ROUND_MS)) / whole,
  );
  for (const [index, share] of [0, 0.25, 0.5, 0.75, 1, 2.5].entries()) {
    expect(Math.abs((places[index] ?? -1) - share)).toBeLessThan(0.08);
  }
});

test.each(SAMPLES)('who joins %s gets the tables and then a picture to begin with, without a gap after it', (name) => {
  const loop = new Loop(sample(name));
  const now = loop.placeAt(3 * ROUND_MS + 4_700);
  const { place, tables } = loop.joinBefore(now);
  const rest = read(loop, place, now);
  const [pat, pmt] = tables;
  expect(tables).toHaveLength(2);
  expect(pidOf(pat as Uint8Array, 0)).toBe(0);
  expect(pidOf(pmt as Uint8Array, 0)).toBeGreaterThan(0);
  expect(isRandomAccess(rest, 0)).toBe(true);
  expect(faultsIn(Buffer.concat([...tables, rest]))).toEqual({ continuity: 0, pcr: 0, dts: 0 });
});

test('the samples differ in what a player has to notice: size and PIDs', () => {
  const pids = SAMPLES.map((name) => {
    const bytes = sample(name);
    return new Set(
      Array.from({ length: bytes.length / PACKET_BYTES }, (_, index) => pidOf(bytes, index * PACKET_BYTES)),
    );
  });
  const common = [...(pids[0] ?? [])].filter((pid) => pids[1]?.has(pid));
  expect(common.toSorted((a, b) => a - b)).toEqual([0, 17]);
});

test.each(SAMPLES)('%s is whole packets and small enough to be carried along', (name) => {
  const bytes = sample(name);
  expect(bytes.length % PACKET_BYTES).toBe(0);
  expect(bytes.length).toBeLessThan(400_000);
});
