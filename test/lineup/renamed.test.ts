// What a person has decided holds when providers write names in another way.

import { expect, test } from 'vitest';
import { noDecisions } from '../../src/lineup/decisions.ts';
import { editGuides } from '../../src/lineup/guide-choices.ts';
import { noGuide } from '../../src/lineup/merge.ts';
import { joinNames, keepApart, splitNames } from '../../src/lineup/match-edits.ts';
import { noMatchDecisions, type MatchDecisions } from '../../src/lineup/match-decisions.ts';
import type { Stream } from '../../src/model/stream.ts';
import { nameRefOf } from '../../src/sync/naming.ts';
import { streamIdOf } from '../../src/catalogue/stream-key.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { lineupFixture, type LineupFixture } from './lineup-of-lists.ts';

const stream = (provider: string, name: string, group = ''): Stream =>
  storedStream(provider, { name, group, url: `http://${provider}.test/${name}` });

const refOf = (provider: string, name: string): string => nameRefOf(stream(provider, name));

function decided(matches: MatchDecisions): LineupFixture {
  const fixture = lineupFixture();
  fixture.decisions = { ...noDecisions, matches };
  return fixture;
}

const counts = (fixture: LineupFixture): number[] =>
  fixture
    .rows()
    .map(({ stream_count: count }) => count)
    .filter((count) => count > 0);

test.each([
  ['|UK| Berg Eins', 'UK: BERG EINS FHD'],
  ['UK: Berg Eins HD', 'Berg Eins'],
  ['UK: Bérg Eins', 'UK - Bérg Eins 4K'],
])('what was put together as %s is one when it becomes %s', (before, after) => {
  const own = stream('one', 'UK: Tal Zwei');
  const fixture = decided(noMatchDecisions);
  fixture.build([own], [stream('two', before)]);
  const { id } = fixture.rows()[0]!;
  const names = [nameRefOf(own), refOf('two', before)];
  fixture.decisions = { ...noDecisions, matches: joinNames(noMatchDecisions, { channel: id, names }) };
  fixture.build([own], [stream('two', before)]);
  expect(counts(fixture)).toEqual([2]);
  fixture.build([own], [stream('two', after, 'UK')]);
  expect(counts(fixture)).toEqual([2]);
});

test('what was kept apart stays so under another quality and prefix', () => {
  const [a, b] = ['DE: Berg Sport', 'DE: Berg Sports'] as const;
  const fixture = decided(keepApart(noMatchDecisions, refOf('one', a), refOf('two', b)));
  fixture.matching = { ...fixture.matching, merge_threshold: 1 };
  fixture.build([stream('one', a)], [stream('two', b)]);
  expect(counts(fixture)).toEqual([1, 1]);
  fixture.build([stream('one', 'DE| BERG SPORT FHD')], [stream('two', '|DE| Berg Sports 4K')]);
  expect(counts(fixture)).toEqual([1, 1]);
  fixture.decisions = noDecisions;
  fixture.build([stream('one', 'DE| BERG SPORT FHD')], [stream('two', '|DE| Berg Sports 4K')]);
  expect(counts(fixture)).toEqual([2]);
});

test('of names that read the same, one that was decided for speaks for the one that is gone', () => {
  const names = ['DE: Berg HD', 'DE: Berg 4K', 'DE: Berg SD'];
  const fixture = lineupFixture();
  fixture.build(names.map((name) => stream('one', name)));
  expect(counts(fixture)).toEqual([3]);
  const { id } = fixture.rows()[0]!;
  const [hd, uhd, sd] = names.map((name) => refOf('one', name)) as [string, string, string];
  const split = splitNames(
    noMatchDecisions,
    { channel: id, names: [hd, sd] },
    { channel: 'c00000000abc', names: [uhd] },
  );
  fixture.decisions = { ...noDecisions, matches: split };
  fixture.build(names.map((name) => stream('one', name)));
  expect(counts(fixture)).toEqual([2, 1]);
  fixture.build(['DE: Berg HD', 'DE: Berg SD', 'DE: Berg FHD'].map((name) => stream('one', name)));
  expect(counts(fixture)).toEqual([3]);
});

test('a channel that was split off and is put back is no longer listed, and comes back as it was', () => {
  const fixture = lineupFixture();
  const names = ['DE: Berg HD', 'DE: Berg 4K', 'DE: Berg SD'];
  const build = () => fixture.build(names.map((name) => stream('one', name)));
  const seen = () => fixture.rows().map(({ id, number, stream_count: count }) => [id, number, count]);
  build();
  const whole = seen();
  const [hd, uhd, sd] = names.map((name) => refOf('one', name)) as [string, string, string];
  for (const [out, rest] of [
    [[hd], [uhd, sd]],
    [[uhd], [hd, sd]],
    [[sd], [hd, uhd]],
  ] as const) {
    const kept = { channel: whole[0]![0] as string, names: rest };
    const split = splitNames(noMatchDecisions, kept, { channel: 'c00000000abc', names: out });
    fixture.decisions = { ...noDecisions, matches: split };
    build();
    const parted = seen();
    expect(parted.map(([, , count]) => count)).toEqual([2, 1]);
    fixture.decisions = noDecisions;
    build();
    expect(seen()).toEqual(whole);
    build();
    expect(seen()).toEqual(whole);
    fixture.decisions = { ...noDecisions, matches: split };
    build();
    expect(seen()).toEqual(parted);
    fixture.decisions = noDecisions;
    build();
  }
});

/** Known by its name, as a stream with a tvg-id and an address of no panel is. */
const tagged = (provider: string, name: string): Stream =>
  storedStream(provider, { name, tvgId: 'berg.de', id: streamIdOf(provider as ProviderId, name) });

test.each([
  ['DE: Berg Eins (720p)', 'DE: Berg Eins (1080p)'],
  ['DE: Berg Eins (720p) [Geo-blocked]', '|DE| BERG EINS ᴴᴰ'],
  ['Berg Eins', 'DE| Berg Eins FHD'],
])('a channel of a list that knows its streams by name stays when %s becomes %s', (before, after) => {
  const fixture = lineupFixture();
  const others = ['DE: Tal Zwei', 'DE: Berg Zwei (720p)', 'DE: Berg Eins +1'].map((name) => stream('one', name));
  fixture.build([tagged('one', before), ...others]);
  const was = fixture.rows().map(({ id, number }) => [id, number]);
  fixture.build([tagged('one', after), ...others]);
  expect(fixture.rows().map(({ id, number }) => [id, number])).toEqual(was);
  fixture.build(others); // gone for a while
  fixture.build([tagged('one', `${before} 4K`), ...others]);
  expect(fixture.rows().map(({ id, number }) => [id, number])).toEqual(was);
});

test('of many channels that are gone the one comes back whose name is read again', () => {
  const fixture = lineupFixture();
  const names = ['DE: Berg Eins (720p)', 'DE: Tal Zwei (720p)', 'DE: Grat Drei (720p)'];
  fixture.build(names.map((name) => tagged('one', name)));
  const was = fixture.rows().find(({ name }) => name === names[1])!;
  fixture.build([]);
  fixture.build([tagged('two', 'DE| TAL ZWEI FHD')]);
  const [now, ...others] = fixture.rows({ present: true });
  expect(others).toEqual([]);
  expect(now).toMatchObject({ id: was.id, number: was.number, name: 'DE| TAL ZWEI FHD' });
});

test('a name that reads otherwise, or belongs to somebody, inherits nothing', () => {
  const fixture = lineupFixture();
  fixture.build([tagged('one', 'DE: Berg Eins (720p)'), stream('one', 'DE: Tal Zwei')]);
  const [first, second] = fixture.rows();
  fixture.build([stream('one', 'DE: Tal Zwei'), stream('one', 'DE: Berg Eins Plus'), stream('one', 'UK: Berg Eins')]);
  const now = fixture.rows({ present: true });
  expect(now).toHaveLength(3);
  expect(now.map(({ id }) => id)).not.toContain(first!.id);
  expect(now.map(({ id }) => id)).toContain(second!.id);
});

test('a guide that was refused stays so under a name that reads the same', () => {
  const asked: unknown[] = [];
  const fixture = lineupFixture();
  fixture.guide = {
    find: (questions) => {
      asked.push(...questions.map(({ choice }) => choice));
      return noGuide.find(questions);
    },
  };
  const guides = editGuides({}, [{ refs: [refOf('one', 'DE: Berg HD')], edit: { kind: 'none' } }]);
  fixture.decisions = { ...noDecisions, guides };
  fixture.build([stream('one', '|DE| BERG 4K', 'DE')]);
  expect(asked).toEqual([{ chosen: null }]);
});
