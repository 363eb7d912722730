import { atOnce } from '../../src/kernel/slices.ts';
import { expect, test } from 'vitest';
import { changesOf as sliced } from '../../src/app/audit.ts';
import { namedLineup } from '../../src/app/audit-names.ts';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { parseChannelId, printChannelId, type ChannelId } from '../../src/model/ids.ts';
import { sectionsOf, type Decided } from '../../src/app/transfer.ts';

const changesOf = (...given: Parameters<typeof sliced>) => atOnce(sliced(...given));

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

test('of many changes only those that are kept are named and have their values', () => {
  const channels = Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [printChannelId((at + 1) as ChannelId), { group: 'Mine' }]),
  );
  const after = { ...noDecisions, channels };
  const changes = changesOf(sectionOf('lineup'), noDecisions, after);
  expect(changes).toHaveLength(200); // counted they are, all
  const asked: ChannelId[] = [];
  const channelName = (id: ChannelId): string => `Channel ${asked.push(id)}`;
  const named = namedLineup(changes, { before: noDecisions, after, channelName });
  expect(asked).toHaveLength(50);
  expect(named.filter(({ name }) => name !== '')).toHaveLength(50);
  expect(named.filter((change) => change.after !== null)).toHaveLength(50);
});
