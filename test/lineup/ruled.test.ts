import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMemory, encodeMemory } from '../../src/lineup/memory-file.ts';
import { hash53, parseChannelId } from '../../src/model/ids.ts';
import type { Stream } from '../../src/model/stream.ts';
import { schemeKey } from '../../src/rules/action.ts';
import { schemesOf } from '../../src/rules/schemes.ts';
import { rulingOf } from '../../src/sync/ruling.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { rulesOf } from '../rules/rule-fixture.ts';
import { lineupFixture, type LineupFixture } from './lineup-of-lists.ts';

const stream = (provider: string, name: string, said: Partial<Stream> = {}): Stream =>
  storedStream(provider, { name, url: `http://${provider}.test/${name}`, ...said });

type Said = Parameters<typeof rulesOf>[0];

/** Rules as they are from the next build on. */
function setRules(fixture: LineupFixture, said: Said): void {
  const { rules, patterns } = rulesOf(said);
  fixture.ruleStream = rulingOf({ rules, patterns, providerNames: {} });
  fixture.schemes = schemesOf(rules);
}

/** What outputs and people hold on to. */
const faces = (fixture: LineupFixture): string[] =>
  fixture.rows().map(({ id, number, name, enabled, group }) => [id, number, name, enabled, group].join(' '));

const numbers = (fixture: LineupFixture): Record<string, string> =>
  Object.fromEntries(fixture.rows().map(({ name, number }) => [name, number]));

const one = [
  stream('one', 'UK: Brio FHD', { group: 'UK | Sports' }),
  stream('one', 'UK: Largo', { group: 'UK | News', number: '7' }),
  stream('one', 'UK: Presto', { group: 'UK | Sports' }),
  stream('one', 'UK: Lento', { group: 'UK | News' }),
];
const two = [stream('two', 'Brio SD', { group: 'UK' }), stream('two', 'UK: Vivo', { group: 'UK | Sports' })];

const SPORTS = { group: { contains: ['sports'] } };
const tidy = { action: { kind: 'rename', to: '{title}' } };
const sport = { when: SPORTS, action: { kind: 'regroup', to: 'Sport' } };

test('renamed and regrouped channels keep id and number, and are what they were when the rules are gone', () => {
  const fixture = lineupFixture();
  fixture.build(one, two);
  const before = faces(fixture);
  const ids = fixture.rows().map(({ id, number }) => [id, number]);
  setRules(fixture, [tidy, sport]);
  fixture.build(one, two);
  expect(fixture.rows().map(({ id, number }) => [id, number])).toEqual(ids);
  expect(fixture.rows().map(({ name, group }) => `${name} / ${group}`)).toEqual([
    'Brio / Sport',
    'Presto / Sport',
    'Lento / UK | News',
    'Vivo / Sport',
    'Largo / UK | News',
  ]);
  setRules(fixture, []);
  fixture.build(one, two);
  expect(faces(fixture)).toEqual(before);
});

test('a hidden stream is not used; a channel without others is gone, and comes back as the same one', () => {
  const fixture = lineupFixture();
  fixture.build(one, two);
  const before = faces(fixture);
  const counts = Object.fromEntries(fixture.rows().map(({ name, stream_count }) => [name, stream_count]));
  expect(counts).toMatchObject({ 'UK: Brio FHD': 2, 'UK: Presto': 1 });
  setRules(fixture, [{ when: SPORTS, action: { kind: 'hide' } }]);
  const { absentCount } = fixture.build(one, two);
  expect(absentCount).toBe(0);
  expect(fixture.rows().map(({ name, stream_count }) => [name, stream_count])).toEqual([
    ['Brio SD', 1],
    ['UK: Lento', 1],
    ['UK: Largo', 1],
  ]);
  fixture.build([...one.slice(0, 2), { ...one[2]!, name: 'UK: Presto Renamed' }, ...one.slice(3)], two); // while hidden
  setRules(fixture, []);
  fixture.build(one, two);
  expect(faces(fixture)).toEqual(before);
});

test('what a person has decided for a channel or its group wins over rules', () => {
  const fixture = lineupFixture();
  setRules(fixture, [
    tidy,
    { when: SPORTS, action: { kind: 'disable' } },
    sport,
    { action: { kind: 'number', start: 500 } },
  ]);
  fixture.build(one, two);
  const { id } = fixture.row('Brio');
  expect(fixture.row('Brio')).toMatchObject({ enabled: false, number: '500', decided: [] });
  const channel = parseChannelId(id)!;
  fixture.patch({ ids: [channel], set: { name: 'Mine', group: 'Best', number: '3', enabled: true } });
  const row = () => fixture.rows().find((candidate) => candidate.id === id);
  expect(row()).toMatchObject({ name: 'Mine', group: 'Best', number: '3', enabled: true });
  fixture.patch({ where: { group: 'Sport' }, set: { enabled: true } });
  expect(fixture.row('Presto').enabled).toBe(true);
  fixture.build(one, two);
  expect(row()).toMatchObject({ name: 'Mine', group: 'Best', number: '3', enabled: true });
  expect(fixture.row('Presto').enabled).toBe(true);
});

test('a scheme numbers from its start by its step, and whoever had such a number makes room', () => {
  const fixture = lineupFixture();
  fixture.build(one, two);
  expect(numbers(fixture)).toEqual({
    'UK: Brio FHD': '1',
    'UK: Presto': '2',
    'UK: Lento': '3',
    'UK: Vivo': '4',
    'UK: Largo': '7',
  });
  setRules(fixture, [{ when: { group: { contains: ['news'] } }, action: { kind: 'number', start: 1, step: 3 } }]);
  fixture.build(one, two);
  expect(numbers(fixture)).toEqual({
    'UK: Largo': '1',
    'UK: Lento': '4',
    'UK: Presto': '2',
    'UK: Brio FHD': '3',
    'UK: Vivo': '5',
  });
});

test('numbers of a scheme stay: another one comes, one goes and comes back, a title changes', () => {
  const fixture = lineupFixture();
  setRules(fixture, [{ when: SPORTS, action: { kind: 'number', start: 100, end: 102 } }]);
  fixture.build(one);
  expect(numbers(fixture)).toMatchObject({ 'UK: Brio FHD': '100', 'UK: Presto': '101' });
  const early = stream('one', 'UK: Andante', { group: 'UK | Sports' });
  fixture.build([early, ...one.slice(1)]);
  expect(numbers(fixture)).toMatchObject({ 'UK: Brio FHD': '100', 'UK: Presto': '101', 'UK: Andante': '102' });
  setRules(fixture, [tidy, { when: SPORTS, action: { kind: 'number', start: 100, end: 102 } }]);
  fixture.build([...one, early], two);
  expect(numbers(fixture)).toMatchObject({ Brio: '100', Presto: '101', Andante: '102' });
  expect(Number(fixture.row('Vivo').number)).toBeLessThan(100); // no number is left in the scheme
});

test('each group has its own range, or its own block, or the provider’s numbers', () => {
  const fixture = lineupFixture();
  const ranges = [{ group: 'uk | news', start: 300, end: 300 }];
  setRules(fixture, [{ action: { kind: 'number', start: 10, ranges } }]);
  fixture.build(one);
  expect(numbers(fixture)).toMatchObject({
    'UK: Brio FHD': '10',
    'UK: Presto': '11',
    'UK: Largo': '300',
    'UK: Lento': '3',
  });
  setRules(fixture, [{ action: { kind: 'number', start: 1000, block: 100 } }]);
  fixture.build(one);
  const blocks = { 'UK: Brio FHD': '1000', 'UK: Presto': '1001', 'UK: Largo': '1100', 'UK: Lento': '1101' };
  expect(numbers(fixture)).toMatchObject(blocks);
  fixture.build([stream('one', 'UK: Coda', { group: 'UK | Kids' }), ...one.toReversed(), two[1]!]);
  expect(numbers(fixture)).toMatchObject({ ...blocks, 'UK: Coda': '1200', 'UK: Vivo': '1002' });
  setRules(fixture, [{ action: { kind: 'number', start: 50, keep_provider_numbers: true } }]);
  fixture.build(one);
  expect(numbers(fixture)).toMatchObject({ 'UK: Largo': '7', 'UK: Brio FHD': '50' });
});

const sportsOf = (...names: readonly string[]): Stream[] =>
  names.map((name) => stream('one', name, { group: 'UK | Sports' }));
const NEWS = stream('one', 'Largo', { group: 'UK | News' });

test('channels that come later go on after the highest number that was given, also to one that has gone; nobody who has one moves', () => {
  const fixture = lineupFixture();
  const numbered = (more: object): void =>
    setRules(fixture, [{ when: SPORTS, action: { kind: 'number', start: 100, step: 2, ...more } }]);
  numbered({});
  fixture.build(sportsOf('Brio', 'Presto', 'Lento'));
  expect(numbers(fixture)).toEqual({ Brio: '100', Presto: '102', Lento: '104' });
  fixture.patch({ ids: [parseChannelId(fixture.row('Brio').id)!], set: { number: '7' } });
  fixture.patch({ ids: [parseChannelId(fixture.row('Presto').id)!], set: { number: '900' } }); // a person's own: not the scheme's
  numbered({ new_numbers: 'after_highest' });
  fixture.build(sportsOf('Brio', 'Presto', 'Vivo'));
  expect(numbers(fixture)).toMatchObject({ Brio: '7', Presto: '900', Vivo: '106' });
  numbered({});
  fixture.build(sportsOf('Brio', 'Presto', 'Vivo', 'Coda'));
  expect(numbers(fixture)).toMatchObject({ Vivo: '106', Coda: '100' });
  numbered({ new_numbers: 'after_highest', end: 110 });
  fixture.build(sportsOf('Brio', 'Presto', 'Vivo', 'Coda'));
  expect(numbers(fixture)).toMatchObject({ Vivo: '100', Coda: '102' }); // another scheme: numbered anew
});

test('a range or a block is gone on with behind its own highest number, and its gaps are filled when nothing else is left', () => {
  const fixture = lineupFixture();
  const goOn = (more: object): void =>
    setRules(fixture, [{ action: { kind: 'number', new_numbers: 'after_highest', ...more } }]);
  const ranges = [{ group: 'uk | sports', start: 50, end: 53 }];
  goOn({ start: 1, ranges });
  fixture.build([...sportsOf('Brio', 'Presto', 'Lento'), NEWS]);
  expect(numbers(fixture)).toEqual({ Brio: '50', Presto: '51', Lento: '52', Largo: '1' });
  fixture.build([...sportsOf('Lento'), NEWS]);
  fixture.patch({ ids: [parseChannelId(fixture.row('Lento').id)!], set: { number: '800' } });
  fixture.build([...sportsOf('Lento', 'Vivo', 'Coda'), { ...NEWS }, stream('one', 'Adagio', { group: 'UK | News' })]);
  // 50 and 51 are away and stay theirs; nobody has 52 any more; the news know nothing of the numbers of sport
  expect(numbers(fixture)).toMatchObject({ Vivo: '52', Coda: '53', Adagio: '2' });

  const blocks = lineupFixture();
  setRules(blocks, [{ action: { kind: 'number', start: 100, block: 3, new_numbers: 'after_highest' } }]);
  const kids = stream('one', 'Andante', { group: 'UK | Kids' });
  blocks.build([...sportsOf('Brio', 'Presto'), NEWS, kids]);
  expect(numbers(blocks)).toEqual({ Brio: '100', Presto: '101', Largo: '103', Andante: '106' });
  blocks.build([...sportsOf('Presto', 'Vivo', 'Coda'), stream('one', 'Adagio', { group: 'UK | Film' })]);
  // the blocks of those who are away stay theirs, and one that is full is followed by a new one
  expect(numbers(blocks)).toMatchObject({ Presto: '101', Vivo: '102', Coda: '109', Adagio: '112' });
});

test('what a scheme has given is known when the database is lost, too', () => {
  const ranges = [{ group: 'uk | sports', start: 50, end: 59 }];
  for (const more of [
    { start: 1, ranges },
    { start: 1, block: 50 },
  ]) {
    const before = lineupFixture();
    setRules(before, [{ action: { kind: 'number', new_numbers: 'after_highest', ...more } }]);
    before.build([NEWS, ...sportsOf('Brio', 'Presto')]);
    const numbered = numbers(before);
    const after = lineupFixture();
    [after.memory, after.ruleStream, after.schemes] = [before.memory, before.ruleStream!, before.schemes];
    after.build([stream('one', 'Adagio', { group: 'UK | News' }), ...sportsOf('Vivo')]);
    const isBlock = 'block' in more;
    expect([numbered, numbers(after)]).toEqual([
      isBlock ? { Largo: '1', Brio: '51', Presto: '52' } : { Largo: '1', Brio: '50', Presto: '51' },
      isBlock ? { Adagio: '101', Vivo: '151' } : { Adagio: '2', Vivo: '52' },
    ]);
    after.build([NEWS, stream('one', 'Adagio', { group: 'UK | News' }), ...sportsOf('Brio', 'Presto', 'Vivo')]);
    expect(numbers(after)).toMatchObject(numbered);
  }
});

test('the choice of where new numbers are found is no part of what numbers are remembered by', () => {
  const scheme = { kind: 'number' as const, start: 100, step: 1, ranges: [], keep_provider_numbers: false };
  const keys = (['fill_gaps', 'after_highest'] as const).map((choice) => schemeKey({ ...scheme, new_numbers: choice }));
  // as stored by those who have had it before there was a choice
  expect(keys).toEqual([hash53(`number scheme\n${JSON.stringify(scheme)}`), keys[0]]);
});

test('a number that a person gives to another channel moves the one that a scheme gave it', () => {
  const fixture = lineupFixture();
  setRules(fixture, [{ when: SPORTS, action: { kind: 'number', start: 100 } }]);
  fixture.build(one);
  const id = parseChannelId(fixture.row('UK: Largo').id)!;
  fixture.patch({ ids: [id], set: { number: '100' } });
  expect(numbers(fixture)).toMatchObject({ 'UK: Largo': '100', 'UK: Presto': '101', 'UK: Brio FHD': '102' });
});

test('a mended name is what the guide is asked with, besides the provider’s', () => {
  const fixture = lineupFixture();
  const asked: string[][] = [];
  fixture.guide = {
    find: (questions) => ({ guides: questions.map(({ names }) => void asked.push([...names])), near: new Map() }),
  };
  setRules(fixture, [tidy]);
  fixture.build(one.slice(0, 1));
  expect(asked).toEqual([['UK: Brio FHD', 'Brio']]);
});

test('a renamed channel keeps the logo of one’s own that is named like a provider’s name', () => {
  const fixture = lineupFixture();
  fixture.hasOwnLogo = (name) => name === 'UK: Brio FHD';
  setRules(fixture, [{ action: { kind: 'rename', to: 'Other {title}' } }]);
  fixture.build(one);
  expect(fixture.row('Other Brio').logo_url).not.toBe('');
  expect(fixture.row('Other Largo').logo_url).toBe('');
});

test.each([
  ['uk', true],
  ['fr', false],
])('a logo of one’s own for a channel of a country is that of one of %s: %s', (country, isShown) => {
  const fixture = lineupFixture();
  fixture.hasOwnLogo = (_, market) => market === country;
  fixture.build(one);
  const [first] = fixture.rows();
  expect([first!.market, first!.logo_url !== '']).toEqual(['uk', isShown]);
});

test('logo and guide shift reach the published lineup', async () => {
  const fixture = lineupFixture();
  setRules(fixture, [
    { action: { kind: 'logo', url: 'https://logos.test/{title}.png' } },
    { action: { kind: 'guide_shift', minutes: 30 } },
  ]);
  fixture.build(one.slice(0, 1));
  expect((await fixture.snapshot())!.channels).toMatchObject([
    { logoUrl: 'https://logos.test/Brio.png', guideShiftMinutes: 30 },
  ]);
});

const NAMES = ['Brio', 'Largo', 'Presto', 'Lento', 'Vivo', 'Coda'];
const list = fc
  .uniqueArray(fc.nat(NAMES.length - 1))
  .map((indexes) =>
    indexes.map((index) => stream('one', NAMES[index]!, { group: index % 2 ? 'Odd' : 'Even', number: String(index) })),
  );
const rules = fc.subarray([
  { when: { group: { is: ['odd'] } }, action: { kind: 'number', start: 1, step: 2 } },
  { when: { group: { is: ['even'] } }, action: { kind: 'number', start: 2, keep_provider_numbers: true } },
  { when: { name: { contains: ['o'] } }, action: { kind: 'hide' } },
  { action: { kind: 'regroup', to: 'All' } },
  { action: { kind: 'number', start: 3, block: 3 } },
  { when: { name: { contains: ['a'] } }, action: { kind: 'number', start: 4, end: 6, new_numbers: 'after_highest' } },
  { action: { kind: 'number', start: 3, block: 2, end: 8, new_numbers: 'after_highest' } },
]);

test('whatever comes and goes, a number is shown once, memories survive the disk, and without rules all is as before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(list, rules), { maxLength: 5 }), (steps) => {
      const fixture = lineupFixture();
      const all = NAMES.map((name, index) =>
        stream('one', name, { group: index % 2 ? 'Odd' : 'Even', number: String(index) }),
      );
      fixture.build(all);
      const before = faces(fixture);
      for (const [streams, said] of steps) {
        setRules(fixture, said);
        fixture.build(streams);
        const shown = fixture.rows().map(({ number }) => number);
        expect(new Set(shown).size).toBe(shown.length);
        fixture.memory = decodeMemory(encodeMemory(fixture.memory));
        const first = faces(fixture);
        fixture.build(streams.toReversed());
        expect(faces(fixture)).toEqual(first);
      }
      setRules(fixture, []);
      fixture.build(all);
      expect(faces(fixture)).toEqual(before);
    }),
    { numRuns: 25 },
  );
});
