import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildKnowledge, type Knowledge } from '../../src/matching/knowledge.ts';
import { assort, type AssortOptions } from '../../src/matching/assort.ts';
import { nameKey } from '../../src/formats/names/key.ts';
import { NameTable } from '../../src/matching/name-table.ts';
import { keptMemory } from './kept-memory.ts';

interface NameToMerge {
  readonly name: string;
  readonly market: string;
  readonly provider: string;
}

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

/** For each name the first name of its channel. */
function update(names: readonly NameToMerge[], options: AssortOptions = {}): Int32Array {
  const table = new NameTable();
  const nameOf = names.map(({ name, market, provider }) => table.add(name, market, { provider }));
  const { channelOf } = assort(table, options);
  return Int32Array.from(nameOf, (name) => nameOf.indexOf(channelOf[name]!));
}

/** Channels as sorted lists of `market name`. */
function channelsOf(names: readonly NameToMerge[], channelOf: Int32Array): string[] {
  const channels = new Map<number, string[]>();
  for (const [index, { name, market }] of names.entries()) {
    const channel = channelOf[index] ?? -1;
    channels.set(channel, [...(channels.get(channel) ?? []), `${market} ${name}`]);
  }
  return [...channels.values()].map((members) => members.toSorted().join(' | ')).toSorted();
}

const merge = (names: readonly NameToMerge[], options?: AssortOptions): string[] =>
  channelsOf(names, update(names, options));

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

test('of a name in capitals and in small letters the same one is read, whichever comes first', () => {
  const names = ['Nova III', 'nova iii', 'NOVA III', 'Nova 3'].map((name, at) => ({
    name,
    market: 'de',
    provider: `${at}`,
  }));
  for (const list of [names, names.toReversed()]) expect(new Set(update(list)).size).toBe(1);
});

test('a provider that goes and comes back leaves the channels as they were', () => {
  const memory = keptMemory();
  const before = merge(LIST, { memory });
  const rest = LIST.filter(({ provider }) => provider !== 'b');
  expect(merge(rest, { memory })).toEqual(merge(rest));
  expect(merge(LIST, { memory })).toEqual(before);
});

test('an unchanged market is not compared again, whatever order it comes in', () => {
  const memory = keptMemory();
  const before = merge(LIST, { memory });
  expect(memory.written.toSorted()).toEqual(['de', 'uk', 'us']);
  expect(merge([...LIST].toReversed(), { memory })).toEqual(before);
  expect(merge([...LIST, { name: 'Vega', market: 'uk', provider: 'a' }], { memory })).toContain('uk Vega');
  expect(memory.written.slice(3)).toEqual(['uk']);
});

test('only new names are compared with the others; in the end all are done', () => {
  const told: string[] = [];
  const many = Array.from({ length: 2_000 }, (_, at) => ({ name: `Kanalo ${at} Vera`, market: 'de', provider: 'a' }));
  const options = {
    memory: keptMemory(),
    checkpoint: (done: number, all: number) => void told.push(`${done} of ${all}`),
  };
  update(many, options);
  expect(told.splice(0)).toEqual(['1000 of 2000', '2000 of 2000', '2000 of 2000']);
  const three = ['Bergland', 'Ostsee', 'Vega'].map((name) => ({ name, market: 'de', provider: 'a' }));
  update([...many, ...three], options);
  expect(told).toEqual(['2003 of 2003']);
});

test('a lower threshold merges what the default proposes', () => {
  const names = ['Bergland Heimat', 'Heimat'].map((name, at) => ({ name, market: 'de', provider: String(at) }));
  const isMerged = (threshold: number): boolean => update(names, { threshold })[1] === 0;
  expect(isMerged(99)).toBe(false);
  expect(isMerged(5)).toBe(true);
  const table = new NameTable();
  for (const { name, provider } of names) table.add(name, 'de', { provider });
  const { suggestions } = assort(table, { threshold: 99, groupThreshold: 5 });
  expect(suggestions).toMatchObject([{ a: 0, b: 1 }]);
  const { score } = suggestions[0]!;
  expect(isMerged(Math.floor(score))).toBe(true);
  expect(isMerged(Math.ceil(score))).toBe(false);
});

test('a knowledge base joins names that have nothing in common', () => {
  const names = ['Bergland Kino', 'Studio Vega'].map((name, at) => ({ name, market: 'de', provider: String(at) }));
  const known = [
    { channelId: 'StudioVega.de', name: 'Studio Vega', country: 'de' },
    { channelId: 'StudioVega.de', name: 'Bergland Kino', country: 'de' },
  ];
  expect(update(names)[1]).toBe(1);
  expect(update(names, { knowledge: buildKnowledge(known) })[1]).toBe(0);
});

test('what a person put together stays together, across markets, and what was locked takes nothing in', () => {
  const [berg, nord, uk] = [nameKey('de', 'Bergland Sport 2'), nameKey('de', 'Nordkanal'), nameKey('uk', 'Nordkanal')];
  const pins = new Map([berg, nord, uk].map((key) => [key, 7]));
  expect(merge(LIST, { pins })).toContain(
    'de Bergland Sport 2 | de Bergland Sport 2 HD | de Nordkanal | de Nordkanal TV | uk Nordkanal',
  );
  expect(merge(LIST, { pins, locked: new Set([7]) })).toContain(
    'de Bergland Sport 2 | de Bergland Sport 2 HD | de Nordkanal | uk Nordkanal',
  );
});

test('what a person split or refused stays apart', () => {
  const apart = [[nameKey('de', 'Nordkanal'), nameKey('de', 'Nordkanal TV')]] as const;
  expect(merge(LIST, { apart })).toEqual(expect.arrayContaining(['de Nordkanal', 'de Nordkanal TV']));
  const pins = new Map([
    [nameKey('de', 'Bergland Sport 2'), 1],
    [nameKey('de', 'Bergland Sport 2 HD'), 2],
  ]);
  expect(merge(LIST, { pins })).toEqual(expect.arrayContaining(['de Bergland Sport 2', 'de Bergland Sport 2 HD']));
});

test('two channels of which a person has refused one pair of names are not proposed under other names', () => {
  const table = new NameTable();
  for (const name of ['Datel History', 'Matel History', 'Datel History Channel', 'Matel History Channel'])
    table.add(name, 'de', { provider: name.startsWith('D') ? 'a' : 'b' });
  const proposed = (apart: AssortOptions['apart']): number =>
    assort(table, { apart: apart ?? [], threshold: 75, groupThreshold: 1 }).suggestions.length;
  expect(proposed([])).toBe(1);
  expect(proposed([[nameKey('de', 'Datel History'), nameKey('de', 'Matel History')]])).toBe(0);
});

/** 0 to 100, or 0 for names that were not worth comparing. */
function scoreOf(a: string, b: string, tvgId: string): number {
  const table = new NameTable();
  table.add(a, 'de', { provider: 'a', tvgId });
  table.add(b, 'de', { provider: 'b', tvgId });
  return assort(table, { threshold: 99, groupThreshold: 1 }).suggestions[0]?.score ?? 0;
}

test('an equal tvg-id lifts names that are alike, and does not make one channel of unlike ones', () => {
  expect(scoreOf('Bergland Heimat', 'Heimat', 'heimat.de')).toBeGreaterThan(
    scoreOf('Bergland Heimat', 'Heimat', '') + 5,
  );
  expect(scoreOf('Bergland', 'Ostsee Kino', 'heimat.de')).toBeLessThan(50);
});

const scoreWith = (ids: readonly string[], providers: readonly string[]): number => {
  const table = new NameTable();
  for (const [at, name] of ['Bergland Heimat', 'Heimat'].entries())
    table.add(name, 'de', { provider: providers[at]!, tvgId: ids[at]! });
  return assort(table, { threshold: 99, groupThreshold: 1 }).suggestions[0]?.score ?? 0;
};

const reasonsFor = (names: readonly NameToMerge[]): string[] => {
  const table = new NameTable();
  for (const { name, market, provider } of names) table.add(name, market, { provider });
  const { suggestions } = assort(table, { threshold: 99, groupThreshold: 1 });
  const found = suggestions.find(({ a, b }) => [a, b].includes(names.length - 1));
  return found?.reasons.map(({ feature }) => feature) ?? [];
};

test('a name with an article is the one that is written as a word', () => {
  const names = ['La Otra', 'LaOtra HD'].map((name, at) => ({ name, market: 'es', provider: String(at) }));
  expect(reasonsFor(names)).toContain('equalStrong');
});

test('different tvg-ids of one provider speak against one channel, those of two say nothing', () => {
  const plain = scoreWith(['', ''], ['a', 'a']);
  expect(scoreWith(['heimat.de', 'berglandheimat.de'], ['a', 'a'])).toBeLessThan(plain - 5);
  expect(scoreWith(['heimat.de', ''], ['a', 'a'])).toBe(plain);
  expect(scoreWith(['heimat.de', 'x1'], ['a', 'b'])).toBe(scoreWith(['', ''], ['a', 'b']));
});

test('a place in brackets behind a name of many places is no name of its own', () => {
  const places = ['Aberg', 'Bedorf', 'Cehausen', 'Deheim'];
  const windows = places.map((place) => ({ name: `Nova 1 (${place})`, market: 'de', provider: 'a' }));
  const own = { name: 'Aberg', market: 'de', provider: 'b' };
  expect(reasonsFor([...windows, own])).not.toContain('equalAlternative');
  expect(reasonsFor([{ name: 'Senderverbund West (Aberg)', market: 'de', provider: 'a' }, own])).toContain(
    'equalAlternative',
  );
});

test('names of unknown origin join the one market that has them, and take their provider’s others along', () => {
  const known = Array.from({ length: 8 }, (_, at) => ({ name: `Sender Nord${at}`, market: 'de', provider: 'a' }));
  const bare = known.map(({ name }) => ({ name: `${name} HD`, market: '', provider: 'b' }));
  const spelt = { name: 'SenderNord 3 TV', market: '', provider: 'b' };
  const channelOf = update([...known, ...bare, spelt]);
  expect(channelOf.slice(8, 16)).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7));
  expect(channelOf[16]).toBe(3);
});

test('a market too large for the memory is done in parts, and what is written alike stays one channel', () => {
  const names = Array.from(
    { length: 60 },
    (_, at) => `Sender ${String.fromCharCode(97 + (at % 26))}${Math.trunc(at / 26)}`,
  );
  const list = names.flatMap((name) => [
    { name: `DE: ${name} HD`, market: 'de', provider: 'a' },
    { name: `${name} (1080p)`, market: 'de', provider: 'b' },
  ]);
  const written = keptMemory();
  const channelOf = update(list, { namesAtOnce: 25, memory: written });
  expect(written.written.length).toBeGreaterThan(3);
  for (let at = 0; at < list.length; at += 2) expect(channelOf[at]).toBe(channelOf[at + 1]);
});

test('two networks on one call sign stay apart, with a knowledge base as without', () => {
  const table = new NameTable();
  const names = ['ABC (WXYZ) Springfield, AZ', 'Telemundo (WXYZ) Springfield, AZ'];
  const [a, b] = names.map((name, at) => table.add(name, 'us', { provider: String(at) }));
  for (const knowledge of [undefined, buildKnowledge([])]) {
    const { channelOf } = assort(table, { knowledge });
    expect(channelOf[a!]).not.toBe(channelOf[b!]);
  }
});

test('a list that has lost its accented letters joins whatever else lacks the accents', () => {
  const table = new NameTable();
  for (const name of ['Óčko Nov', 'Ocko Nov', 'ko Nov']) table.add(name, 'cz', { provider: name });
  expect(new Set(assort(table).channelOf).size).toBe(1);
});

/** Whether two lists' names become one channel. */
function becomeOne(market: string, [one, other]: readonly [string, string], knowledge?: Knowledge): boolean {
  const table = new NameTable();
  const [a, b] = [table.add(one, market, { provider: 'a' }), table.add(other, market, { provider: 'b' })];
  const { channelOf } = assort(table, { knowledge });
  return channelOf[a] === channelOf[b];
}

test.each([
  ['Berg 1', 'Berg Sport 1'],
  ['Berg 2', 'Berg News 2 HD'],
  ['QFL Network', 'QFL Channel'],
  ['Bergland Tierwelt', 'Bergland Tierwelt Wild'],
  ['B6', 'B6 Music'],
  ['JOQX-DTV', 'JOZX-DTV'],
] as const)('%s and %s of two lists stay two channels', (one, other) => {
  for (const market of ['us', 'jp', '']) {
    if (one.startsWith('JO') && market === 'us') continue;
    expect(becomeOne(market, [one, other])).toBe(false);
  }
});

test.each([
  ['Berg Sport Liga 1', 'Berg Liga 1'],
  ['Berg Sport 1 Premium', 'Berg 1 Premium'],
  ['Bergland', 'Bergland Channel'],
  ['QFL', 'QFL Network'],
  ['Berg', 'Berg HD'],
  ['Berg TV (JOQX-DTV)', 'Berg TV'],
] as const)('%s and %s of two lists become one channel', (one, other) => {
  expect(becomeOne(one.includes('JO') ? 'jp' : 'de', [one, other])).toBe(true);
});

test('a Japanese sign is what the knowledge base calls the station', () => {
  const knowledge = buildKnowledge([
    { channelId: 'JOQXDTV.jp', name: 'JOQX-DTV', country: 'jp' },
    { channelId: 'JOQXDTV.jp', name: 'Bergland', country: 'jp' },
    { channelId: 'JOZXDTV.jp', name: 'JOZX-DTV', country: 'jp' },
  ]);
  expect(becomeOne('jp', ['JOQX-DTV', 'Bergland'])).toBe(false);
  expect(becomeOne('jp', ['JOQX-DTV', 'Bergland'], knowledge)).toBe(true);
  expect(becomeOne('jp', ['JOZX-DTV', 'Bergland'], knowledge)).toBe(false);
});
