import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildKnowledge } from '../../src/matching/knowledge.ts';
import { Merger, type NameToMerge } from '../../src/matching/merge.ts';

const LIST: readonly NameToMerge[] = [
  { name: 'DE: Bergland Sport 1 FHD', market: 'de', provider: 'a' },
  { name: 'Bergland Sport 1 (1080p)', market: 'de', provider: 'b' },
  { name: 'BERGLAND SPORT EINS', market: 'de', provider: 'c' },
  { name: 'Bergland Sport 2', market: 'de', provider: 'a' },
  { name: 'Bergland Sport 2 HD', market: 'de', provider: 'b' },
  { name: 'Nordkanal', market: 'de', provider: 'a' },
  { name: 'Nordkanal TV', market: 'de', provider: 'b' },
  { name: 'Nordkanal +1', market: 'de', provider: 'b' },
  { name: 'Nordkanal', market: 'uk', provider: 'a' },
  { name: 'Kinowelt Premiere', market: 'de', provider: 'a' },
  { name: 'KinoweltPremiere', market: 'de', provider: 'c' },
  { name: 'Ostsee', market: 'de', provider: 'c' },
  { name: 'ABC (WXYZ) Springfield, AZ', market: 'us', provider: 'a' },
  { name: 'WXYZ HDTV', market: 'us', provider: 'b' },
  { name: 'Grit (WXYZ-DT2) Springfield, AZ', market: 'us', provider: 'a' },
];

/** Channels as sorted lists of `market name`. */
function channelsOf(names: readonly NameToMerge[], channelOf: Int32Array): string[] {
  const channels = new Map<number, string[]>();
  for (const [index, { name, market }] of names.entries()) {
    const channel = channelOf[index] ?? -1;
    channels.set(channel, [...(channels.get(channel) ?? []), `${market} ${name}`]);
  }
  return [...channels.values()].map((members) => members.toSorted().join(' | ')).toSorted();
}

const merge = (names: readonly NameToMerge[]): string[] => channelsOf(names, new Merger().update(names));

test('names of one channel become one, other numbers, shifts, markets and stations do not', () => {
  expect(merge(LIST)).toEqual(
    [
      'de BERGLAND SPORT EINS | de Bergland Sport 1 (1080p) | de DE: Bergland Sport 1 FHD',
      'de Bergland Sport 2 | de Bergland Sport 2 HD',
      'de Nordkanal | de Nordkanal TV',
      'de Nordkanal +1',
      'uk Nordkanal',
      'de Kinowelt Premiere | de KinoweltPremiere',
      'de Ostsee',
      'us ABC (WXYZ) Springfield, AZ | us WXYZ HDTV',
      'us Grit (WXYZ-DT2) Springfield, AZ',
    ].toSorted(),
  );
});

test('the order of the list does not matter', () => {
  const expected = merge(LIST);
  fc.assert(
    fc.property(fc.shuffledSubarray([...LIST], { minLength: LIST.length }), (shuffled) => {
      expect(merge(shuffled)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('a channel is told by the index of its first name', () => {
  const channelOf = new Merger().update(LIST);
  for (const [index, channel] of channelOf.entries()) {
    expect(channel).toBeLessThanOrEqual(index);
    expect(channelOf[channel]).toBe(channel);
  }
});

test('a provider that goes and comes back leaves the channels as they were', () => {
  const merger = new Merger();
  const before = channelsOf(LIST, merger.update(LIST));
  const rest = LIST.filter(({ provider }) => provider !== 'b');
  expect(channelsOf(rest, merger.update(rest))).toEqual(merge(rest));
  expect(channelsOf(LIST, merger.update(LIST))).toEqual(before);
});

test('an unchanged list is not compared again', () => {
  let checkedCount = 0;
  const many = Array.from({ length: 1_000 }, (_, at) => ({ name: `Kanalo ${at} Vera`, market: 'de', provider: 'a' }));
  const merger = new Merger({ checkpoint: () => (checkedCount += 1) });
  merger.update(many);
  expect(checkedCount).toBe(1);
  merger.update(many);
  expect(checkedCount).toBe(1);
});

test('a lower threshold merges what the default leaves apart', () => {
  const names = ['Bergland Heimat', 'Heimat'].map((name, at) => ({ name, market: 'de', provider: String(at) }));
  const isMerged = (threshold: number): boolean => new Merger({ threshold }).update(names)[1] === 0;
  expect(isMerged(99)).toBe(false);
  expect(isMerged(5)).toBe(true);
});

test('a knowledge base joins names that have nothing in common', () => {
  const names = ['Bergland Kino', 'Studio Vega'].map((name, at) => ({ name, market: 'de', provider: String(at) }));
  const known = [
    { channelId: 'StudioVega.de', name: 'Studio Vega', country: 'de' },
    { channelId: 'StudioVega.de', name: 'Bergland Kino', country: 'de' },
  ];
  expect(new Merger().update(names)[1]).toBe(1);
  expect(new Merger({ knowledge: buildKnowledge(known) }).update(names)[1]).toBe(0);
});
