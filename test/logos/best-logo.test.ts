import { expect, test } from 'vitest';
import { bestLogo } from '../../src/logos/best-logo.ts';
import type { LookRow } from '../../src/logos/looks.ts';

const row = (more: Partial<LookRow>): LookRow => ({
  address: 0,
  state: 'seen',
  seenAt: 0,
  width: 400,
  height: 300,
  onDark: 1,
  onLight: 1,
  isTransparent: true,
  ...more,
});

const best = (rows: Readonly<Record<string, LookRow | undefined>>, on?: 'dark' | 'light'): string | undefined =>
  bestLogo(Object.keys(rows), (url) => rows[url], on);

test('the first one, while nobody has seen any; none of none', () => {
  expect(best({ a: undefined, b: undefined })).toBe('a');
  expect(best({})).toBeUndefined();
});

test('a broken one comes after one that nobody has seen, a good one before', () => {
  expect(best({ a: row({ state: 'broken' }), b: undefined })).toBe('b');
  expect(best({ a: undefined, b: row({}) })).toBe('b');
});

test('large before tiny, clear before boxed, whole before banner', () => {
  expect(best({ a: row({ width: 40, height: 30 }), b: row({}) })).toBe('b');
  expect(best({ a: row({ isTransparent: false }), b: row({}) })).toBe('b');
  expect(best({ a: row({ width: 2_000, height: 200 }), b: row({}) })).toBe('b');
});

test('white goes on dark, black on light, what can be read on both where nobody says', () => {
  const rows = { white: row({ onLight: 0 }), black: row({ onDark: 0 }), both: row({ isTransparent: false }) };
  expect(best({ white: rows.white, black: rows.black }, 'dark')).toBe('white');
  expect(best({ white: rows.white, black: rows.black }, 'light')).toBe('black');
  expect(best(rows)).toBe('both');
});
