// How many watch at once, until it is written down.

import { expect, test } from 'vitest';
import { Peaks } from '../../../src/accounts/viewing/peaks.ts';

const HOUR = { hourAt: 3_600_000, day: 20261126 };
const ada = { item: 'c1', kind: 'live', person: 'ada', provider: 'one' };
const ben = { item: 'c2', kind: 'live', person: 'ben', provider: 'one' };
const nobody = { item: 'c1', kind: 'live', person: '', provider: '' };

const told = (peaks: Peaks): string[] => {
  const batch = peaks.take();
  const parts = batch.partPeaks.map(({ part, key, viewers }) => `${part} ${key} ${viewers}`);
  return [...batch.peaks.map(({ viewers }) => `all ${viewers}`), ...parts.toSorted()];
};

test('each has the most of its own, which need not be at the same moment', () => {
  const peaks = new Peaks();
  peaks.look([ada, nobody], HOUR);
  peaks.look([ada, ben], HOUR);
  peaks.look([], HOUR);
  expect(told(peaks)).toEqual([
    'all 2',
    'item c1 2',
    'item c2 1',
    'kind live 2',
    'person  1',
    'person ada 1',
    'person ben 1',
    'provider  1',
    'provider one 2',
  ]);
  expect(told(peaks)).toEqual([]);
});

test('what could not be written goes with the next, the higher of both', () => {
  const peaks = new Peaks();
  peaks.look([ada, ada], HOUR);
  const unwritten = peaks.take();
  peaks.look([ada], HOUR);
  peaks.putBack(unwritten);
  expect(told(peaks)).toContain('person ada 2');
});

test.each([
  ['ada', ['person  1', 'person ben 1']],
  [null, ['person  1']],
])('%s forgotten is in none that is still to be written', (whom, left) => {
  const peaks = new Peaks();
  peaks.look([ada, ben, nobody], HOUR);
  peaks.forget(whom);
  expect(told(peaks).filter((line) => line.startsWith('person'))).toEqual(left);
});

test('what nobody can write down does not fill the memory', () => {
  const peaks = new Peaks();
  for (let at = 0; at < 6_000; at += 1) peaks.look([{ ...ada, item: `c${at}` }], HOUR);
  expect(peaks.take().partPeaks.length).toBe(5_000);
});
