import { expect, test } from 'vitest';
import { Width } from '../../src/health/width.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import { DAY_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { StreamId } from '../../src/model/ids.ts';

const id = (number: number): StreamId => number as StreamId;
const ok = { code: null, latencyMs: 10 };
const no = (code: ErrorCode) => ({ code, latencyMs: null });

/** Dials those ids at once; each has its first bytes after 10 ms and ends after 20. */
function together(width: Width, ids: readonly number[], atMs: number, refused: readonly number[] = []): boolean[] {
  for (const one of ids) width.dialled(id(one), atMs);
  return ids.map((one) => width.answered(id(one), refused.includes(one) ? no('upstream.refused') : ok, atMs + 20));
}

/** One after the other, until two may be tried. */
function begun(): Width {
  const width = new Width();
  together(width, [1], 0);
  together(width, [2], 100);
  return width;
}

test('one is asked at a time until two have worked, then twice as many as have worked together', () => {
  const width = new Width();
  expect(width.most(0)).toBe(1);
  together(width, [1], 0);
  together(width, [2], 100);
  expect([width.proven, width.most(150)]).toEqual([1, 2]);
  together(width, [3, 4], 200);
  expect([width.proven, width.most(250)]).toEqual([2, 4]);
  together(width, [5, 6, 7, 8], 300);
  expect([width.proven, width.most(350)]).toEqual([4, 8]);
});

test('two that were only open one after the other prove nothing', () => {
  const width = begun();
  width.dialled(id(3), 200);
  width.answered(id(3), ok, 220);
  width.dialled(id(4), 221);
  width.answered(id(4), ok, 240);
  expect(width.proven).toBe(1);
});

test('what is refused beside another says nothing of the stream, and no second is tried for a while', () => {
  const width = begun();
  expect(together(width, [3, 4], 200, [4])).toEqual([false, true]);
  expect([width.proven, width.most(300), width.isSingle(300)]).toEqual([1, 1, true]);
  expect([...width.doubtful]).toEqual([id(4)]);
  expect(width.most(300 + 11 * MINUTE_MS)).toBe(2);
});

test('the older connection that ends when a newer one begins is a refusal, too', () => {
  const width = begun();
  width.dialled(id(3), 200);
  width.dialled(id(4), 210);
  expect(width.answered(id(3), no('upstream.ended'), 215)).toBe(true);
  expect(width.answered(id(4), ok, 240)).toBe(false);
  expect(width.proven).toBe(1);
});

test('a refused one that works by itself was refused for the number: it is longer until two are tried again', () => {
  const width = begun();
  together(width, [3, 4], 200, [4]);
  together(width, [4], MINUTE_MS);
  expect([...width.doubtful]).toEqual([]);
  expect(width.isSingle(20 * MINUTE_MS)).toBe(true);
  let at = MINUTE_MS;
  for (let nth = 0; nth < 10; nth += 1) {
    at += 2 * DAY_MS;
    expect(width.most(at)).toBe(2);
    together(width, [3, 4], at, [4]);
    together(width, [4], at + MINUTE_MS);
  }
  expect([width.isSingle(at + 23 * 60 * MINUTE_MS), width.most(at + 25 * 60 * MINUTE_MS)]).toEqual([true, 2]);
});

test('a refused one that fails by itself was a dead stream: two are tried again at once', () => {
  const width = begun();
  together(width, [3, 4], 200, [4]);
  expect(together(width, [4], MINUTE_MS, [4])).toEqual([false]);
  expect([width.most(MINUTE_MS + 100), width.isSingle(MINUTE_MS + 100)]).toEqual([2, false]);
});

test('what is simply not there is the stream’s own failure, whatever is beside it', () => {
  const width = begun();
  width.dialled(id(3), 200);
  width.dialled(id(4), 200);
  expect(width.answered(id(4), no('upstream.not-found'), 210)).toBe(false);
  expect(width.isSingle(220)).toBe(false);
});

test('viewers on air together prove as much as checks, and one who is refused takes it back', () => {
  const width = begun();
  width.saw(3);
  expect([width.proven, width.most(200)]).toEqual([3, 6]);
  width.refused(300);
  expect([width.proven, width.isSingle(400)]).toEqual([1, true]);
});
