// Whatever was merged before: the outcome is that of a merge from nothing.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameKey } from '../../src/formats/names/key.ts';
import { assort, type Assortment } from '../../src/matching/assort.ts';
import { buildKnowledge, type Knowledge } from '../../src/matching/knowledge.ts';
import type { MatchMemory } from '../../src/matching/memory.ts';
import { factsOf } from '../../src/matching/facts.ts';
import { readNodes } from '../../src/matching/nodes.ts';
import { DEFAULT_POLICY } from '../../src/matching/policy.ts';
import { keptMemory } from './kept-memory.ts';
import { NameTable } from '../../src/matching/name-table.ts';

interface Listed {
  readonly name: string;
  readonly provider: string;
  readonly tvgId: string;
}

const words = fc.constantFrom(
  'Nova',
  'Vega',
  'Sport',
  'Sports',
  'Kino',
  'Berg',
  'Bergland',
  'News',
  'TV',
  'WXYZ',
  'Kids',
  'Čas',
  'Cas',
  'As',
  'ABC (WXYZ) Berg',
  'WXYZ-DT2',
  '18:30 Nova - Vega',
  '2',
  '(Nord)',
  '(Ost)',
  '- Vega',
  'NS',
);
const listed: fc.Arbitrary<Listed> = fc.record({
  name: fc
    .tuple(
      fc.array(words, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', ' 1', ' 2', ' +1', ' West', ' HD', ' Plus'),
    )
    .map(([list, end]) => list.join(' ') + end),
  provider: fc.constantFrom('a', 'b', 'c'),
  tvgId: fc.constantFrom('', '', 'nova.de', 'vega.de', 'sport.de'),
});
/** Many names, so that counts go over the steps in which they are looked at. */
const list = fc.array(listed, { minLength: 5, maxLength: 60 });

/** What a person has decided: one channel for all names that have this word. */
const decided = fc.constantFrom('', '', 'Vega', 'Čas');

interface Merge {
  readonly market: string;
  readonly given: string;
  readonly knowledge?: Knowledge | undefined;
  readonly groupThreshold?: number;
}

function merged(
  entries: readonly Listed[],
  { market, given, knowledge, groupThreshold = 20 }: Merge,
  memory?: MatchMemory,
): Assortment {
  const table = new NameTable();
  for (const { name, provider, tvgId } of entries) table.add(name, market, { provider, tvgId });
  const names = entries.filter(({ name }) => given !== '' && name.includes(given) && name.includes('Sport'));
  const pins = new Map(names.map(({ name }) => [nameKey(market, name), 4_711]));
  return assort(table, { memory, groupThreshold, pins, knowledge, knowledgeRevision: knowledge ? 'one' : '' });
}

const KNOWLEDGE = buildKnowledge([
  { channelId: 'nova', name: 'Nova Sport', country: 'de' },
  { channelId: 'nova', name: 'Nova Kino', country: 'de' },
  { channelId: 'vega', name: 'Vega News', country: 'us' },
  { channelId: 'berg', name: 'Bergland', country: 'uk' },
]);

/** From here on it is asked whether two are one: also of two that are unlike. */
const asked = fc.constantFrom(20, 20, 20, 4, 1);

const history = fc.array(fc.tuple(list, decided, asked), { minLength: 2, maxLength: 4 });

test.each([
  { market: 'de', knowledge: undefined },
  { market: 'us', knowledge: undefined },
  { market: 'de', knowledge: KNOWLEDGE },
])('names of $market that come and go change nothing that a merge from nothing would not', ({ market, knowledge }) => {
  fc.assert(
    fc.property(history, (lists) => {
      const memory = keptMemory();
      let all: readonly Listed[] = [];
      for (const [at, [more, given, groupThreshold]] of lists.entries()) {
        all = [...all.filter((_, place) => place % (at + 2) !== 0), ...more]; // some go, some come
        const how = { market, given, knowledge, groupThreshold };
        expect(merged(all, how, memory)).toEqual(merged(all, how));
      }
    }),
    { numRuns: 40, endOnFailure: true }, // a smaller example takes minutes to find,
  );
});

const NAMES = ['DE: Nova Sport HD', 'Nova Sports', 'Vega Kino', 'Vega', 'Bergland 2', 'Čas', 'CAS'];
const LISTED: readonly Listed[] = NAMES.map((name, at) => ({ name, provider: at % 2 ? 'a' : 'b', tvgId: '' }));
const HOW = { market: 'de', given: '' };

test('a name that has not changed is not read again', () => {
  const memory = keptMemory();
  merged(LISTED, HOW, memory);
  const before = memory.readGrounds('de')!.read;
  // Read now, this would have another line.
  const lines = Buffer.from(before.lines).toString().replace('novasport', 'novasporx');
  const read = { ...before, lines: Buffer.from(lines) };
  const tampered = { ...memory, readGrounds: () => ({ ...memory.readGrounds('de')!, read }) };
  merged([...LISTED, { name: 'Ostsee', provider: 'a', tvgId: '' }], HOW, tampered);
  expect(Buffer.from(memory.readGrounds('de')!.read.lines).toString()).toContain('novasporx');
});

test('what was read and written down is not held twice', () => {
  const entries = NAMES.map((name) => ({ name, listing: [0, 1], tvgIds: [], artworks: [], pin: 0 }));
  const { nodes, kept } = readNodes(entries, { market: 'de', policy: DEFAULT_POLICY });
  expect(kept.linesFrom).toHaveLength(nodes.length + 1);
  expect(kept.lines.length).toBeGreaterThan(100);
  for (const { reading } of nodes) {
    expect(reading.line).toBe('');
    expect(reading.facts.buffer).toBe(kept.facts.buffer);
    expect(reading.facts).toEqual(factsOf(reading));
  }
});

const of = (...names: string[]): Listed[] => names.map((name) => ({ name, provider: name, tvgId: '' }));

test('of two ways to write one name another one may stand for both when it comes or goes', () => {
  const memory = keptMemory();
  const plain = of('Cas Berg', 'As Berg');
  const accented = [...plain, ...of('Čas Berg')];
  merged(plain, HOW, memory);
  for (const entries of [accented, plain]) expect(merged(entries, HOW, memory)).toEqual(merged(entries, HOW));
  expect([...merged(accented, HOW).channelOf]).toEqual([0, 0, 0]); // as the accented one stands for both
  expect([...merged(plain, HOW).channelOf]).toEqual([0, 1]);
});

test('what is remembered is made anew where it is cut off, damaged or made by other code', () => {
  const whole = keptMemory();
  merged(LISTED, HOW, whole);
  const changed = [...LISTED, { name: 'Ostsee', provider: 'a', tvgId: '' }];
  for (const spoil of [
    (bytes: Uint8Array) => bytes.slice(0, bytes.length / 2),
    (bytes: Uint8Array) => bytes.with(bytes.length - 9, 77),
    () => new Uint8Array(0),
  ]) {
    const memory = keptMemory();
    memory.outcomes.set('de', spoil(whole.outcomes.get('de')!));
    memory.grounds.set('de', spoil(whole.grounds.get('de')!));
    expect(memory.read('de')).toBeUndefined();
    expect(memory.readGrounds('de')).toBeUndefined();
    expect(merged(changed, HOW, memory)).toEqual(merged(changed, HOW));
  }
  expect(whole.readGrounds('de')).toBeDefined();
  const other = keptMemory(2);
  for (const kept of ['outcomes', 'grounds'] as const) other[kept].set('de', whole[kept].get('de')!);
  expect(other.read('de')).toBeUndefined();
  expect(other.readGrounds('de')).toBeUndefined();
});

interface Somewhere {
  readonly name: string;
  /** Empty where nobody says it. */
  readonly market: string;
}

function assorted(names: readonly Somewhere[], memory?: MatchMemory): number[] {
  const table = new NameTable();
  for (const [at, { name, market }] of names.entries()) table.add(name, market, { provider: `p${at % 2}` });
  return [...assort(table, { memory }).channelOf];
}

const HOMES: readonly Somewhere[] = [
  { name: 'Nova Sport', market: 'de' },
  { name: 'Vega Kino', market: 'it' },
  { name: 'Nova Sport HD', market: '' },
];

test('a name without a market finds its home as it would from nothing, and those that have one are not read again', () => {
  const memory = keptMemory();
  expect(assorted(HOMES, memory)).toEqual([0, 1, 0]);
  const moved = [...HOMES, { name: 'Vega Kino 4K', market: '' }, { name: 'Nova Sports', market: 'exyu' }];
  for (const names of [moved, HOMES, moved.slice(1), moved]) expect(assorted(names, memory)).toEqual(assorted(names));
  const { names, keys } = memory.readSaid()!;
  memory.writeSaid({ names, keys: keys.with(0, 1) }); // as if Nova Sport said something else
  expect(assorted(moved, memory)).not.toEqual(assorted(moved));
});

test('two names that one list had both of are compared when it has them no longer', () => {
  const memory = keptMemory();
  const both: readonly Listed[] = ['Brio Arena 2 Nord', 'Brio Arena Nord'].map((name) => ({
    name,
    provider: 'a',
    tvgId: 'x',
  }));
  const apart = both.map((one, at) => ({ ...one, provider: at === 0 ? 'a' : 'b' }));
  for (const entries of [both, apart, both]) expect(merged(entries, HOW, memory)).toEqual(merged(entries, HOW));
  expect(merged(apart, HOW)).not.toEqual(merged(both, HOW));
});

const AT_MOST = 128;

test('two names that are unlike however rare their words are, are not compared again when a word has become commoner', () => {
  const memory = keptMemory();
  const unlike = of('Brio Sport', 'Kanto Sport Nord');
  merged(unlike, HOW, memory);
  const before = memory.readGrounds('de')!.memory;
  expect([...before.hangsOn].map((bits) => bits & AT_MOST)).toEqual([AT_MOST]);
  const tampered = { ...before, logOdds: before.logOdds.map(() => -77) };
  const more = [...unlike, ...of('Brio Berg', 'Brio Wald', 'Kanto Meer', 'Kanto Tal')];
  const read = { ...memory, readGrounds: () => ({ ...memory.readGrounds('de')!, memory: tampered }) };
  merged(more, HOW, read);
  const after = memory.readGrounds('de')!.memory;
  expect(after.words).not.toEqual(before.words);
  expect([...after.logOdds].filter((logOdds) => logOdds === -77)).toHaveLength(1);
});

test('two names that were too unlike to be asked about are compared when it is asked of the unlike, too', () => {
  const memory = keptMemory();
  const unlike = of('Brio Sport', 'Kanto Sport Nord');
  for (const groupThreshold of [20, 0, 20]) {
    const how = { ...HOW, groupThreshold };
    expect(merged(unlike, how, memory)).toEqual(merged(unlike, how));
    expect(merged(unlike, how).suggestions).toHaveLength(groupThreshold === 0 ? 1 : 0);
  }
});
