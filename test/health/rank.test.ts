import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StreamId } from '../../src/model/ids.ts';
import { RANK_PREFERENCES } from '../../src/model/health-settings.ts';
import { isSameLanguage, rankStreams, type RankFacts, type RankPolicy } from '../../src/health/rank.ts';
import { rankCandidates } from '../../src/health/ranking.ts';

const policy: RankPolicy = { prefer: 'balanced', languages: [], providerCount: 2, holdingPoints: 0 };
const stream = (id: number, more: Partial<RankFacts> = {}): RankFacts => ({
  streamId: id as StreamId,
  health: 90,
  trouble: null,
  quality: 560,
  latencyMs: 400,
  languages: [],
  providerPlace: 0,
  cost: 0,
  freeSlots: null,
  isPinned: false,
  place: null,
  isInUse: false,
  ...more,
});
const order = (streams: readonly RankFacts[], more: Partial<RankPolicy> = {}): number[] =>
  rankStreams(streams, { ...policy, ...more }).map(({ streamId }) => streamId);

test.each([
  ['healthy before ailing', { health: 40 }],
  ['full HD before SD', { quality: 300 }],
  ['quick before slow', { latencyMs: 6_000 }],
  ['the preferred provider first', { providerPlace: 1 }],
  ['free before dear', { cost: 8 }],
  ['a provider with a free connection first', { freeSlots: 0 }],
])('%s', (_name, worse) => {
  expect(order([stream(1, worse), stream(2)])).toEqual([2, 1]);
});

test('nothing to choose between them: they stay in the order of the list', () => {
  expect(order([stream(3), stream(1), stream(2)])).toEqual([3, 1, 2]);
});

test('what a person has placed by hand goes first, whatever was measured', () => {
  const poor = { health: 3, quality: 100 };
  const streams = [
    stream(1),
    stream(2, { ...poor, place: 1 }),
    stream(3, { ...poor, place: 0 }),
    stream(4, { ...poor, isPinned: true }),
  ];
  expect(order(streams)).toEqual([4, 3, 2, 1]);
});

test('a preferred language outweighs a class of quality, and its codes are one', () => {
  const streams = [stream(1, { languages: ['eng'], quality: 700 }), stream(2, { languages: ['ger'] })];
  expect(order(streams, { languages: ['de'] })).toEqual([2, 1]);
  expect(['ger', 'deu', 'DE'].every((code) => isSameLanguage(code, 'de'))).toBe(true);
  expect(isSameLanguage('???', 'de')).toBe(false);
});

test('the one in use stays until another is better by enough', () => {
  const streams = [stream(1, { isInUse: true }), stream(2, { quality: 700 })];
  expect(order(streams)).toEqual([2, 1]);
  expect(order(streams, { holdingPoints: 100 })).toEqual([1, 2]);
  expect(order([streams[0]!, stream(2, { quality: 1_000 })], { holdingPoints: 100 })).toEqual([2, 1]);
});

test('who prefers quality gets the sharper picture, who prefers reliability the surer one', () => {
  const streams = [stream(1, { health: 95, quality: 300 }), stream(2, { health: 70, quality: 850 })];
  expect(order(streams, { prefer: 'quality' })).toEqual([2, 1]);
  expect(order(streams, { prefer: 'reliability' })).toEqual([1, 2]);
});

const facts = fc.record({
  streamId: fc.nat().map((id) => id as StreamId),
  health: fc.option(fc.nat(100)),
  trouble: fc.constantFrom(null, 'black'),
  quality: fc.nat(1_000),
  latencyMs: fc.option(fc.nat(60_000)),
  languages: fc.array(fc.constantFrom('deu', 'eng', 'fra', 'xx?')),
  providerPlace: fc.nat(9),
  cost: fc.nat(10),
  freeSlots: fc.option(fc.integer({ min: -2, max: 9 })),
  isPinned: fc.boolean(),
  place: fc.option(fc.nat(99)),
  isInUse: fc.boolean(),
});
const anyPolicy = fc.record({
  prefer: fc.constantFrom(...RANK_PREFERENCES),
  languages: fc.subarray(['de', 'en', 'fr']),
  providerCount: fc.nat(9),
  holdingPoints: fc.nat(300),
});

test('every rank is the sum of its terms, each within its share, and best comes first', () => {
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 12 }), anyPolicy, (streams, chosen) => {
      const ranked = rankStreams(streams, chosen);
      expect(ranked.map(({ streamId }) => streamId).toSorted((a, b) => a - b)).toEqual(
        streams.map(({ streamId }) => streamId).toSorted((a, b) => a - b),
      );
      for (const { total, terms } of ranked) {
        expect(total).toBeCloseTo(
          terms.reduce((sum, { points }) => sum + points, 0),
          1,
        );
        for (const { value, share, points, because } of terms) {
          expect(value >= 0 && value <= 1 && points >= 0 && points <= share && because !== '').toBe(true);
        }
      }
      const totals = ranked.map(({ total }) => total);
      expect(totals).toEqual(totals.toSorted((a, b) => b - a));
    }),
  );
});

test('what is weighed adds up to a thousand', () => {
  for (const prefer of RANK_PREFERENCES) {
    const [{ terms }] = rankStreams([stream(1)], { ...policy, prefer }) as [ReturnType<typeof rankStreams>[number]];
    expect(terms.reduce((sum, { share }) => sum + share, 0)).toBe(1_000);
  }
});

test('a stream of a provider that is down says so, whatever was measured of itself', () => {
  const provider = { place: 0, cost: 0, freeSlots: null, isDown: true };
  const [ranked] = rankCandidates({
    candidates: [{ streamId: 1 as StreamId, record: undefined, provider, decision: null }],
    hand: undefined,
    choice: undefined,
    policy,
    now: 0,
  });
  const because = ranked!.terms.find(({ name }) => name === 'health')!.because;
  expect(because).toBe('health 0 of 100: its provider is down');
});
