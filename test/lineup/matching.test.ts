import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinNames, keepApart, lockChannel } from '../../src/lineup/match-edits.ts';
import { noDecisions } from '../../src/lineup/decisions.ts';
import { parseChannelId, printChannelId } from '../../src/model/ids.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import type { Stream } from '../../src/model/stream.ts';
import { nameRefOf } from '../../src/sync/naming.ts';
import { readName } from '../../src/formats/names/read.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { lineupFixture, type LineupFixture } from './lineup-of-lists.ts';

/** Names that are alike, some of them of one channel. */
const names = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('DE: ', 'DE| ', 'UK: ', ''),
      fc.constantFrom('Brio', 'Brio Sport', 'BrioSport', 'BRIOSPORT', 'Bergland', 'Berg Land TV', 'Sport Brio'),
      fc.constantFrom('', ' 1', ' 2', ' +1', ' HD', ' FHD'),
    )
    .map((parts) => parts.join('')),
  { maxLength: 12 },
);
/** Ids as lists give them: mostly none, some right, some wrong. */
const tvgIds = fc.array(fc.constantFrom('', '', '', 'brio.de', 'bergland.de'), { minLength: 12, maxLength: 12 });
const listOf = (provider: string): fc.Arbitrary<Stream[]> =>
  fc
    .tuple(names, tvgIds)
    .map(([list, ids]) =>
      list.map((name, at) => storedStream(provider, { name, tvgId: ids[at]!, url: `http://${provider}.test/${at}` })),
    );
/** A list, and the same in another order. */
const ordersOf = (provider: string): fc.Arbitrary<readonly [Stream[], Stream[]]> =>
  listOf(provider).chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

/** Which channel each stream is in: `[stream, channel]`. */
async function places(fixture: LineupFixture): Promise<Map<number, string>> {
  const { channels } = (await fixture.snapshot())!;
  return new Map(
    channels.flatMap(({ id, streamIds }) => streamIds.map((stream) => [stream, printChannelId(id)] as const)),
  );
}

const faces = (fixture: LineupFixture): string[] => fixture.rows().map(({ id, number }) => `${id} ${number}`);

test('the order of a list does not decide what is one channel', async () => {
  await fc.assert(
    fc.asyncProperty(ordersOf('one'), ordersOf('two'), async ([one, ownOrder], [two, otherOrder]) => {
      const [listed, shuffled] = [lineupFixture(), lineupFixture()];
      listed.build(one, two);
      shuffled.build(ownOrder, otherOrder);
      expect(await places(listed)).toEqual(await places(shuffled));
    }),
    { numRuns: 12 },
  );
});

test('ids and numbers stay when any provider goes and comes back', () => {
  fc.assert(
    fc.property(listOf('one'), listOf('two'), listOf('three'), fc.nat(2), (one, two, three, gone) => {
      const fixture = lineupFixture();
      const all = [one, two, three];
      fixture.build(...all);
      const before = faces(fixture);
      fixture.build(...all.filter((_, index) => index !== gone));
      fixture.build(...all);
      expect(faces(fixture)).toEqual(before);
    }),
    { numRuns: 15 },
  );
});

test('a provider that is added splits no channel that a person locked, and joins it with the same names only', async () => {
  const thresholds = fc.constantFrom(1, 85, 99);
  await fc.assert(
    fc.asyncProperty(listOf('one'), listOf('two'), listOf('three'), thresholds, async (one, two, three, threshold) => {
      const fixture = lineupFixture();
      fixture.build(one, two);
      const before = await places(fixture);
      const own = Map.groupBy([...one, ...two], (stream) => before.get(stream.id)!);
      let { matches } = noDecisions;
      for (const [channel, streams] of own)
        matches = lockChannel(matches, { channel, names: [...new Set(streams.map(nameRefOf))] });
      fixture.decisions = { ...noDecisions, matches };
      fixture.matching = { ...fixture.matching, merge_threshold: threshold };
      fixture.build(three, one, two);
      const after = await places(fixture);
      for (const [stream, channel] of before) expect(after.get(stream)).toBe(channel);
      const returned = three.filter((stream) => own.has(after.get(stream.id)!));
      for (const stream of returned) {
        const known = own.get(after.get(stream.id)!)!;
        expect(known.map(wordsOf)).toContain(wordsOf(stream));
      }
    }),
    { numRuns: 25 },
  );
});

/** What is left of a name without its prefix and quality. */
const wordsOf = ({ name }: Stream): string => readName(name, { market: 'de' }).core.join('') + /\+1/.test(name);

/** Two names that are one channel, and not just written in two ways. */
function joined(streams: readonly Stream[], at: ReadonlyMap<number, string>): [Stream, Stream] | undefined {
  for (const x of streams) {
    const y = streams.find((other) => at.get(other.id) === at.get(x.id) && wordsOf(other) !== wordsOf(x));
    if (y) return [x, y];
  }
  return undefined;
}

test('a refused merge stays refused, whatever comes', async () => {
  await fc.assert(
    fc.asyncProperty(listOf('one'), listOf('two'), async (one, two) => {
      const fixture = lineupFixture();
      fixture.matching = { ...fixture.matching, merge_threshold: 1 };
      fixture.build(one);
      const pair = joined(one, await places(fixture));
      fc.pre(pair !== undefined);
      const [x, y] = pair;
      fixture.decisions = { ...noDecisions, matches: keepApart(noDecisions.matches, nameRefOf(x), nameRefOf(y)) };
      for (const lists of [[one], [one, two], [two, one]]) {
        fixture.build(...lists);
        const after = await places(fixture);
        expect(after.get(x.id)).not.toBe(after.get(y.id));
      }
    }),
    { numRuns: 15 },
  );
});

const KINDS_OF_VARIANTS: readonly [keyof Settings['matching'], string, string][] = [
  ['separate_qualities', 'DE: Nova SD', 'DE: Nova UHD'],
  ['separate_feeds', 'US: Nova', 'US: Nova West'],
  ['separate_time_shifts', 'DE: Nova', 'DE: Nova +1'],
  ['separate_plus', 'DE: Nova', 'DE: Nova Plus'],
  ['separate_plus', 'DE: Nova Drama', 'DE: Nova Drama Extra'],
  ['separate_plus', 'DE: Nova 3', 'DE: Nova 3+'],
  ['separate_kids', 'DE: Nova', 'DE: Nova Kids'],
  ['separate_kids', 'DE: Nova Drama', 'DE: Nova Drama Jr'],
];

test.each(KINDS_OF_VARIANTS)('with %s "%s" and "%s" are two channels, without it one', (setting, ...pair) => {
  for (const isSeparate of [true, false, true]) {
    const fixture = lineupFixture();
    fixture.matching = { ...fixture.matching, merge_threshold: 1, [setting]: isSeparate };
    fixture.build(...pair.map((name, at) => [storedStream(String(at), { name, url: name })]));
    expect(fixture.rows().map(({ stream_count: count }) => count)).toEqual(isSeparate ? [1, 1] : [2]);
  }
});

test('by default only qualities are one channel', () => {
  const kept = Object.entries(defaultSettings.matching).filter(([key]) => key.startsWith('separate_'));
  expect(kept.filter(([, isSeparate]) => !isSeparate)).toEqual([['separate_qualities', false]]);
});

test('an extension keeps its channel apart from the one it extends only', () => {
  const fixture = lineupFixture();
  const lists = [['DE: Nova Plus', 'DE: Plus TV'], ['DE| NOVA+', 'DE| PLUS TV HD'], ['DE: Nova']];
  fixture.build(...lists.map((list, of) => list.map((name) => storedStream(String(of), { name, url: name }))));
  expect(fixture.rows().map(({ name, stream_count: count }) => `${name} ${count}`)).toEqual([
    'DE: Nova Plus 2',
    'DE: Plus TV 2',
    'DE: Nova 1',
  ]);
});

test('a channel made by hand survives lost databases, and its names bring in other providers', async () => {
  const fixture = lineupFixture();
  const [kino, vega] = ['DE: Bergland Kino', 'DE: Studio Vega'].map((name) => storedStream('one', { name, url: name }));
  fixture.build([kino!, vega!]);
  const [first] = fixture.rows();
  const refs = [kino!, vega!].map(nameRefOf);
  fixture.decisions = {
    ...noDecisions,
    matches: joinNames(noDecisions.matches, { channel: first!.id, names: refs }),
  };
  fixture.build([kino!, vega!]);
  expect(fixture.rows()).toMatchObject([{ id: first!.id, stream_count: 2 }]);
  fixture.loseDatabase();
  fixture.memory.channels.clear();
  fixture.memory.keys.clear();
  fixture.memory.members.clear();
  const other = storedStream('two', { name: 'DE| STUDIO VEGA HD', url: 'http://two.test/1' });
  fixture.build([vega!, kino!], [other]);
  expect(fixture.rows()).toMatchObject([{ id: first!.id, stream_count: 3 }]);
  expect(parseChannelId(first!.id)).toBeDefined();
});
