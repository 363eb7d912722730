import { array, assert, constantFrom, dictionary, integer, option, property, record, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditChange } from '../../src/accounts/audit/audit.ts';
import { changesOf as sliced } from '../../src/app/audit.ts';
import { namedLineup } from '../../src/app/audit-names.ts';
import { changedRecord } from '../../src/kernel/changed-record.ts';
import { atOnce } from '../../src/kernel/slices.ts';
import { changeBetween } from '../../src/lineup/take-back.ts';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { parseChannelId, printChannelId, type ChannelId } from '../../src/model/ids.ts';
import { sectionsOf, type Decided } from '../../src/app/transfer.ts';

const allOf = (...given: Parameters<typeof sliced>) => atOnce(sliced(...given));
const changesOf = (...given: Parameters<typeof sliced>) => allOf(...given).changes;

const byKey = (one: AuditChange, other: AuditChange): number => (one.key < other.key ? -1 : 1);

const toldOf = (one: Decisions, other: Decisions) => [
  changesOf(sectionOf('lineup'), one, other).toSorted(byKey),
  atOnce(changeBetween(one, other)),
];

/** What is followed, without the rooms behind it. */
const sections = sectionsOf({} as Decided);
const sectionOf = (name: string) => sections.find((one) => one.name === name)!;

const provider = (password: string, name = 'Home') => ({
  providers: [
    { id: 'home', name, source: `xtream://ann:${password}@tv.example`, headers: { 'x-key': password }, options: null },
  ],
});

const settings = (password: string) => ({ access: 'lan', xtream: { username: 'masthead', password } });
const people = (fields: object) => ({ people: [{ id: 'u1', name: 'Ann', ...fields }], tokens: [] });

test('a changed secret is told as changed, and not what it was or is', () => {
  const changes = changesOf(sectionOf('providers'), provider('hunter2'), provider('hunter3'));
  expect(changes).toMatchObject([
    { change: 'changed', key: 'providers.home', name: 'Home', before: { headers: { 'x-key': '***' } } },
  ]);
  expect(Object.keys(changes[0]!.after as object).toSorted()).toEqual(['headers', 'source']);
  const all = [
    ...changes,
    ...changesOf(sectionOf('settings'), settings('hunter2'), settings('hunter3')),
    ...changesOf(
      sectionOf('accounts'),
      people({ password_hash: 'scrypt$hunter2' }),
      people({ password_hash: 'scrypt$hunter3' }),
    ),
    ...changesOf(sectionOf('providers'), { providers: [] }, provider('hunter2')),
    ...changesOf(sectionOf('providers'), provider('hunter2'), { providers: [] }),
  ];
  expect(all.map(({ change, key }) => `${change} ${key}`)).toEqual([
    'changed providers.home',
    'changed xtream.password',
    'changed people.u1',
    'added providers.home',
    'removed providers.home',
  ]);
  expect(JSON.stringify(all)).not.toContain('hunter');
});

test('of what was changed only what differs is told', () => {
  expect(changesOf(sectionOf('accounts'), people({ groups: ['News'] }), people({ groups: [] }))).toEqual([
    { change: 'changed', key: 'people.u1', name: 'Ann', before: { groups: ['News'] }, after: { groups: [] } },
  ]);
  expect(changesOf(sectionOf('accounts'), people({ groups: [] }), people({ groups: [] }))).toEqual([]);
});

test('of a large document only what is another object is looked at', () => {
  const kept = {
    get name() {
      throw new Error('looked at');
    },
  };
  const lineup = (fields: object) => ({ channels: { c1: kept, ...fields }, rules: [] });
  expect(
    changesOf(sectionOf('lineup'), lineup({ c2: { group: 'A' }, c3: {} }), lineup({ c2: { group: 'B' }, c4: {} })),
  ).toEqual([
    { change: 'changed', key: 'channels.c2', name: '', before: { group: 'A' }, after: { group: 'B' } },
    { change: 'added', key: 'channels.c4', name: '', before: null, after: {} },
    { change: 'removed', key: 'channels.c3', name: '', before: {}, after: null },
  ]);
});

test('what a decision about the lineup was about is told by its name', () => {
  const one = 'c0ejtm29h3tc';
  const merge = { id: 4, at: 1, kind: 'merge', channels: [one], called: ['News', 'Sport'], names: {} } as const;
  const journal = [{ ...merge, channels: [one], called: [...merge.called], apart_added: [], apart_removed: [] }];
  const matches = {
    ...noDecisions.matches,
    names: { 'de|sport': one },
    journal: journal.map((entry) => ({ ...entry, locked_added: [], locked_removed: [] })),
  };
  const rules = [{ group: 'Adults', set: { enabled: false } }];
  const decided: Decisions = { channels: { [one]: { number: '7' } }, rules, guides: { 'de|news': {} }, matches };
  const namesOf = (before: Decisions, after: Decisions) =>
    namedLineup(changesOf(sectionOf('lineup'), before, after), {
      before,
      after,
      channelName: (id) => (id === parseChannelId(one) ? 'News' : ''),
    }).map(({ key, name }) => `${key.split('.')[0]} ${name}`);
  const told = ['channels News', 'guides news', 'matches News, Sport', 'rules Adults'];
  expect([...new Set(namesOf(noDecisions, decided))].toSorted()).toEqual(told);
  expect([...new Set(namesOf(decided, noDecisions))].toSorted()).toEqual(told); // taken back
});

test('what was changed is told the same, whether it is known in which entries, or they are all looked at', () => {
  const id = integer({ min: 1, max: 8 }).map((at) => printChannelId(at as ChannelId));
  const said = record({ group: constantFrom('A', 'B') });
  assert(
    property(dictionary(id, said), array(tuple(id, option(said, { nil: undefined }))), (channels, changes) => {
      const before: Decisions = { ...noDecisions, channels };
      const after = { ...before, channels: atOnce(changedRecord(channels, new Map(changes))) };
      const plain = { ...before, channels: { ...after.channels } };
      expect(toldOf(before, after)).toEqual(toldOf(before, plain));
      expect(toldOf(after, before)).toEqual(toldOf(plain, before));
    }),
  );
});

test('of many changes only those that are kept are named and have their values', () => {
  const channels = Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [printChannelId((at + 1) as ChannelId), { group: 'Mine' }]),
  );
  const after = { ...noDecisions, channels };
  const { changes, count } = allOf(sectionOf('lineup'), noDecisions, after);
  expect([changes.length, count]).toEqual([50, 200]); // counted they are, all
  expect(allOf(sectionOf('lineup'), after, noDecisions)).toMatchObject({ changes: { length: 50 }, count: 200 });
  const asked: ChannelId[] = [];
  const channelName = (id: ChannelId): string => `Channel ${asked.push(id)}`;
  const named = namedLineup(changes, { before: noDecisions, after, channelName });
  expect(asked).toHaveLength(50);
  expect(named.filter(({ name }) => name !== '')).toHaveLength(50);
  expect(named.filter((change) => change.after !== null)).toHaveLength(50);
});
