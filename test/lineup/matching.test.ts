import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinNames, keepApart, lockChannel } from '../../src/lineup/match-edits.ts';
import { noDecisions } from '../../src/lineup/decisions.ts';
import { parseChannelId, printChannelId } from '../../src/model/ids.ts';
import type { Stream } from '../../src/model/stream.ts';
import { nameRefOf } from '../../src/sync/naming.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { lineupFixture, type LineupFixture } from './lineup-of-lists.ts';

/** Names that are alike, some of them of one channel. */
const names = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('DE: ', 'DE| ', 'UK: ', ''),
      fc.constantFrom('Brio', 'Brio Sport', 'BrioSport', 'Bergland', 'Berg Land TV', 'Sport Brio'),
      fc.constantFrom('', ' 1', ' 2', ' +1', ' HD', ' FHD'),
    )
    .map((parts) => parts.join('')),
  { maxLength: 12 },
);
const listOf = (provider: string): fc.Arbitrary<Stream[]> =>
  names.map((list) => list.map((name, at) => storedStream(provider, { name, url: `http://${provider}.test/${at}` })));

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
    fc.asyncProperty(listOf('one'), listOf('two'), async (one, two) => {
      const [forwards, backwards] = [lineupFixture(), lineupFixture()];
      forwards.build(one, two);
      backwards.build(one.toReversed(), two.toReversed());
      expect(await places(forwards)).toEqual(await places(backwards));
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
  await fc.assert(
    fc.asyncProperty(listOf('one'), listOf('two'), listOf('three'), async (one, two, three) => {
      const fixture = lineupFixture();
      fixture.build(one, two);
      const before = await places(fixture);
      const refs = Map.groupBy([...one, ...two], (stream) => before.get(stream.id)!);
      let { matches } = noDecisions;
      for (const [channel, streams] of refs) {
        matches = lockChannel(matches, { channel, names: [...new Set(streams.map(nameRefOf))] });
      }
      fixture.decisions = { ...noDecisions, matches };
      fixture.build(three, one, two);
      const after = await places(fixture);
      for (const [stream, channel] of before) expect(after.get(stream)).toBe(channel);
    }),
    { numRuns: 15 },
  );
});

test('a refused merge stays refused, whatever comes', async () => {
  await fc.assert(
    fc.asyncProperty(listOf('one'), listOf('two'), async (one, two) => {
      const fixture = lineupFixture();
      fixture.build(one);
      const [a, b] = fixture.rows();
      if (!b) return;
      const before = await places(fixture);
      const [x, y] = [a!, b].map(({ id }) => one.find((stream) => before.get(stream.id) === id)!);
      fixture.decisions = { ...noDecisions, matches: keepApart(noDecisions.matches, nameRefOf(x!), nameRefOf(y!)) };
      fixture.matching = { ...fixture.matching, merge_threshold: 1 };
      fixture.build(one, two);
      const after = await places(fixture);
      expect(after.get(x!.id)).not.toBe(after.get(y!.id));
    }),
    { numRuns: 15 },
  );
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
