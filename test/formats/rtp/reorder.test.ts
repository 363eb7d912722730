// The order of packets, and what is done about those that do not come.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReorderWindow } from '../../../src/formats/rtp/reorder.ts';

interface Stream {
  readonly window: ReorderWindow;
  /** The sequence numbers that were handed on, in this order. */
  readonly out: number[];
  readonly send: (sequence: number, nowMs?: number, ssrc?: number) => void;
}

function stream(): Stream {
  const out: number[] = [];
  const window = new ReorderWindow((payload) => out.push(Buffer.from(payload).readUInt16BE()));
  return {
    window,
    out,
    send(sequence, nowMs = 0, ssrc = 1) {
      const payload = Buffer.alloc(2);
      payload.writeUInt16BE(sequence);
      window.push({ sequence, ssrc, payload }, nowMs);
    },
  };
}

test('neighbours that have changed places change back', () => {
  const { window, out, send } = stream();
  for (const sequence of [10, 12, 11, 14, 15, 13]) send(sequence);
  expect(out).toEqual([10, 11, 12, 13, 14, 15]);
  expect(window.lost).toBe(0);
});

test('numbers go on after 65535', () => {
  const { window, out, send } = stream();
  for (const sequence of [65_534, 0, 65_535, 1]) send(sequence);
  expect(out).toEqual([65_534, 65_535, 0, 1]);
  expect(window.lost).toBe(0);
});

test('one that does not come is given up after 100 ms, and counted', () => {
  const { window, out, send } = stream();
  send(1, 0);
  send(3, 10);
  send(4, 60);
  expect(out).toEqual([1]);
  send(5, 115);
  expect(out).toEqual([1, 3, 4, 5]);
  expect(window.lost).toBe(1);
});

test('one that does not come is given up when 64 wait for it', () => {
  const { window, out, send } = stream();
  send(1);
  for (let sequence = 3; sequence < 3 + 65; sequence += 1) send(sequence);
  expect(out).toHaveLength(66);
  expect(window.lost).toBe(1);
});

test('one that comes too late, or twice, is not handed on', () => {
  const { out, send } = stream();
  for (const sequence of [1, 2, 2, 1]) send(sequence);
  expect(out).toEqual([1, 2]);
});

test('a long gap is counted, and what comes after it is not held up', () => {
  const { window, out, send } = stream();
  send(1);
  send(1_001);
  send(1_002);
  expect(out).toEqual([1, 1_001, 1_002]);
  expect(window.lost).toBe(999);
});

test('a sender that starts its numbers anew is followed', () => {
  const { window, out, send } = stream();
  for (const sequence of [30_000, 5, 6]) send(sequence);
  expect(out).toEqual([30_000, 5, 6]);
  expect(window.lost).toBe(0);
});

test('of two senders on one address the first is listened to until it is silent', () => {
  const { out, send } = stream();
  send(1, 0, 1);
  send(700, 10, 2);
  send(2, 20, 1);
  send(701, 30, 2);
  expect(out).toEqual([1, 2]);
  send(800, 1_100, 2);
  send(3, 1_110, 1);
  expect(out).toEqual([1, 2, 800]);
});

test('whatever is lost or swapped, the order is that of the sender, and none is counted twice', () => {
  const shuffledNear = fc
    .array(fc.record({ isLost: fc.boolean(), jitter: fc.integer({ min: 0, max: 20 }) }), {
      minLength: 2,
      maxLength: 300,
    })
    .map((fates) =>
      fates
        .map(({ isLost, jitter }, index) => ({
          isLost: isLost && index > 0,
          index,
          place: index === 0 ? -1 : index + jitter,
        }))
        .filter(({ isLost }) => !isLost)
        .toSorted((a, b) => a.place - b.place)
        .map(({ index }) => index),
    );
  fc.assert(
    fc.property(shuffledNear, fc.integer({ min: 0, max: 65_535 }), (indices, first) => {
      const { window, out, send } = stream();
      for (const index of indices) send((first + index) % 65_536, index);
      const order = out.map((sequence) => (sequence - first + 65_536) % 65_536);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(new Set(order).size).toBe(order.length);
      expect(window.lost + order.length).toBeLessThanOrEqual(Math.max(...indices) + 1);
    }),
  );
});
