import type { DatabaseSync } from 'node:sqlite';
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  boolean as truth,
} from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { atOnce } from '../../src/kernel/slices.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { buildLineup, settleLineup } from '../../src/lineup/build.ts';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { LineupMemory } from '../../src/lineup/memory.ts';
import { noGuide } from '../../src/lineup/merge.ts';
import type { ChannelDecision, ChannelPatch } from '../../src/lineup/query.ts';
import { openLineupDatabase } from '../../src/lineup/schema.ts';
import { settleSome } from '../../src/lineup/settle-some.ts';
import { regroupedIds } from '../../src/lineup/targets.ts';
import { touchedBy as touching } from '../../src/lineup/touched.ts';
import { changeSnapshot, channelCountOf, hasSameStreams, readSnapshot } from '../../src/lineup/snapshot.ts';
import { wholeNumber, type LineupSnapshot } from '../../src/model/channel.ts';
import { parseChannelId, printChannelId, type ChannelId, type ProviderId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { nameStreams } from '../../src/sync/naming.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { applyPatches } from './apply-patches.ts';

const touchedBy = (...given: Parameters<typeof touching>) => atOnce(touching(...given));
const streams = Array.from({ length: 12 }, (_, at) =>
  storedStream(at % 2 ? 'one' : 'two', { name: `Name ${at}`, group: `G${at % 3}`, url: `http://tv/${at}` }),
);

/** Two of a kind: one is settled in part, the other as a whole. */
function houses() {
  const folder = temporaryFolder();
  const memory = new LineupMemory();
  const rules = { settings: defaultSettings.lineup, schemes: [], decisions: noDecisions };
  const open = (name: string) => {
    const database = openLineupDatabase(`${folder}/${name}.sqlite`, silentLog, 'write');
    onTestFinished(() => database.close());
    const { naming } = nameStreams(streams, {
      settings: defaultSettings.matching,
      constraints: { pins: new Map(), locked: new Set(), apart: [], refs: [] },
      checkpoint: () => undefined,
    });
    buildLineup({ ...rules, database, memory, streams, naming, guide: noGuide, builtFrom: 'x' });
    return database;
  };
  return { some: open('some'), whole: open('whole'), memory, rules };
}

const set = record<ChannelDecision>({
  enabled: option(truth()),
  group: constantFrom('A', 'G1', null),
  logo: constantFrom('http://logos/a.png', null),
  guide_shift_minutes: constantFrom(60, null),
});

const toGroup = record<ChannelPatch>({
  where: record(
    { group: constantFrom('G0', 'G1', 'A', 'B'), provider_id: constantFrom('one' as ProviderId, 'two' as ProviderId) },
    { requiredKeys: [] },
  ),
  set: record<ChannelDecision>(
    { enabled: option(truth()), group: constantFrom('A', 'B', 'G2', null) },
    { requiredKeys: [] },
  ),
});

/** As the worker does it: what differs between two states of the decisions, and nothing else. */
function settled(database: DatabaseSync, [before, decisions]: readonly [Decisions, Decisions], isDryRun = false) {
  const { keys, groups } = touchedBy(before, decisions, false)!;
  const found = groups && (groups.size === 0 ? [] : regroupedIds(database, [...groups]));
  const ids = found && [...keys.map((key) => parseChannelId(key)!), ...found];
  const own = new Map(Object.entries(decisions.channels).map(([key, said]) => [parseChannelId(key)!, said]));
  return settleSome(database, { ids, own, rules: decisions.rules, isDryRun });
}

/** What a snapshot says of all channels that there ever were, by their ids and by their numbers. */
function plain({ byId, byNumber, ...rest }: LineupSnapshot, ids: readonly ChannelId[]) {
  const numbers = Array.from({ length: 2 * ids.length }, (_, at) => wholeNumber(at + 1));
  return {
    ...rest,
    byId: ids.map((id) => [byId.has(id), byId.get(id)]),
    byNumber: numbers.map((number) => [byNumber.has(number), byNumber.get(number)]),
  };
}

test('what is settled in part is what is settled as a whole, in the tables and in memory', async () => {
  const { some, whole, memory, rules } = houses();
  const all = some
    .prepare('SELECT id FROM channel ORDER BY id')
    .all()
    .map((row) => row['id'] as ChannelId);
  const rows = (database: typeof some) => database.prepare('SELECT * FROM channel ORDER BY id').all();
  const revision = (database: typeof some) => database.prepare('SELECT * FROM revision').all();
  let decisions = noDecisions;
  let snapshot = (await readSnapshot(some, 0))!;
  const ofSome = array(integer({ min: 0, max: 11 }), { minLength: 1 });
  const toSome = record({ ids: ofSome.map((ats) => ats.map((at) => all[at]!)), set });
  const edits = array<ChannelPatch>(oneof(toSome, toGroup), { minLength: 1 });
  await assert(
    asyncProperty(edits, async (patches) => {
      const before = decisions;
      for (const patch of patches) decisions = applyPatches(some, decisions, [patch]);
      const dry = settled(some, [before, decisions], true)!;
      const outcome = settled(some, [before, decisions])!;
      const summary = settleLineup({ ...rules, decisions, database: whole, memory });
      expect(rows(some)).toEqual(rows(whole));
      expect(revision(some)).toEqual(revision(whole));
      expect([dry.changed.length, dry.isOther]).toEqual([outcome.changed.length, false]);
      expect([outcome.changed.length, outcome.isOther]).toEqual([summary.changedCount, summary.changed]);
      snapshot = await changeSnapshot(some, snapshot, { ids: outcome.changed, shown: outcome.shown, publishedAt: 0 });
      expect(plain(snapshot, all)).toEqual(plain((await readSnapshot(whole, 0))!, all));
    }),
    { numRuns: 150 },
  );
});

test('edit after edit in which nobody moves, the list is what is stored, whether the ones before were looked at or not', async () => {
  const { some } = houses();
  const all = some
    .prepare('SELECT id FROM channel ORDER BY number')
    .all()
    .map((row) => row['id'] as ChannelId);
  let decisions = noDecisions;
  let snapshot = (await readSnapshot(some, 0))!;
  const edit = record({ ats: array(integer({ min: 0, max: 11 })), group: constantFrom('A', 'B', 'C') });
  const untilRead = array(edit, { minLength: 1, maxLength: 4 });
  await assert(
    asyncProperty(array(untilRead), async (rounds) => {
      for (const edits of rounds) {
        for (const { ats, group } of edits) {
          const before = decisions;
          decisions = applyPatches(some, decisions, [{ ids: ats.map((at) => all[at]!), set: { group } }]);
          const { changed, shown } = settled(some, [before, decisions])!;
          snapshot = await changeSnapshot(some, snapshot, { ids: changed, shown, publishedAt: 0 });
        }
        expect(channelCountOf(snapshot)).toBe(12);
        expect(plain(snapshot, all)).toEqual(plain((await readSnapshot(some, 0))!, all));
      }
    }),
  );
});

test('a dry run of a whole lineup says what would differ, and writes nothing', () => {
  const { whole, memory, rules } = houses();
  const before = whole.prepare('SELECT * FROM channel').all();
  const decisions = applyPatches(whole, noDecisions, [{ where: {}, set: { enabled: false } }]);
  expect(settleLineup({ ...rules, decisions, database: whole, memory }, { isDryRun: true }).changedCount).toBe(12);
  expect(whole.prepare('SELECT * FROM channel').all()).toEqual(before);
  expect(settleLineup({ ...rules, decisions, database: whole, memory }).changedCount).toBe(12);
});

test('numbers, and groups that are numbered by, are for the whole lineup; so is what older versions have built', () => {
  const { some } = houses();
  const id = some.prepare('SELECT id FROM channel').get()!['id'] as ChannelId;
  const touched = (said: ChannelDecision, hasSchemes: boolean, before = noDecisions): unknown =>
    touchedBy(before, applyPatches(some, before, [{ ids: [id], set: said }]), hasSchemes);
  const alone = { keys: [printChannelId(id)], groups: new Set() };
  expect(touched({ enabled: true }, true)).toEqual(alone);
  expect(touched({ group: 'A' }, false)).toEqual(alone);
  expect(touched({ group: 'A' }, true)).toBeNull();
  expect(touched({ number: '7' }, false)).toBeNull();
  const numbered = applyPatches(some, noDecisions, [{ ids: [id], set: { number: '7' } }]);
  expect(touched({ number: null }, false, numbered)).toBeNull();
  expect(touched({ enabled: null }, true, numbered)).toEqual(alone);
  expect(touchedBy(numbered, numbered, true)).toEqual({ keys: [], groups: new Set() });
  const ruled = applyPatches(some, noDecisions, [{ where: { group: 'G1' }, set: { enabled: false } }]);
  expect(touchedBy(noDecisions, ruled, true)).toBeNull();
  some.exec('UPDATE revision SET published = -1');
  expect(settled(some, [noDecisions, noDecisions])).toBeUndefined();
});

test('names and groups leave the published streams as they are; switches and numbers do not', async () => {
  const { some } = houses();
  const ids = some.prepare('SELECT id FROM channel ORDER BY number').all();
  const id = ids[0]!['id'] as ChannelId;
  const before = (await readSnapshot(some, 0))!;
  const edited = async (said: ChannelDecision) => {
    const decisions = applyPatches(some, noDecisions, [{ ids: [id], set: said }]);
    const { changed, shown } = settled(some, [noDecisions, decisions])!;
    return changeSnapshot(some, before, { ids: changed, shown, publishedAt: 0 });
  };
  expect(hasSameStreams(before, await edited({ name: 'Other', group: 'A' }))).toBe(true);
  expect(hasSameStreams(before, await edited({ enabled: false }))).toBe(false);
  expect(hasSameStreams(before, { ...before, channels: before.channels.toReversed() })).toBe(false);
  const [first, ...rest] = before.channels;
  expect(hasSameStreams(before, { ...before, channels: [{ ...first!, streamIds: [] }, ...rest] })).toBe(false);
});

test('an edit writes the columns that it changes, and a name is found by its words, new and old', () => {
  const { some } = houses();
  const id = some.prepare('SELECT id FROM channel ORDER BY id').get()!['id'] as ChannelId;
  const rest = (some.prepare('PRAGMA table_info(channel)').all() as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => !['group_title', 'decided', 'digest'].includes(name));
  some.exec(`CREATE TEMP TABLE written (id INTEGER);
    CREATE TEMP TRIGGER is_written AFTER UPDATE OF ${rest.join(', ')} ON channel BEGIN
      INSERT INTO written VALUES (new.id);
    END`);
  const written = (): number => some.prepare('SELECT count(*) AS count FROM written').get()!['count'] as number;
  const found = (word: string): unknown =>
    some.prepare('SELECT rowid FROM channel_words WHERE channel_words MATCH ?').get(word)?.['rowid'];
  let decisions = noDecisions;
  const decide = (said: ChannelDecision): number => {
    const before = decisions;
    decisions = applyPatches(some, decisions, [{ ids: [id], set: said }]);
    return settled(some, [before, decisions])!.changed.length;
  };

  expect([decide({ group: 'Other' }), written()]).toEqual([1, 0]);
  expect([decide({ name: 'Kino' }), written(), found('kino')]).toEqual([1, 1, id]);
  expect([decide({ name: 'Sport' }), found('kino'), found('sport')]).toEqual([1, undefined, id]);
});

test('a rule for a group is settled for those that come to it, by other rules or by a person', () => {
  const { some } = houses();
  const all = some
    .prepare("SELECT id FROM channel WHERE base_group = 'G0' ORDER BY id")
    .all()
    .map((row) => row['id'] as ChannelId);
  let decisions = noDecisions;
  const decide = (patch: ChannelPatch): number => {
    const before = decisions;
    decisions = applyPatches(some, decisions, [patch]);
    return settled(some, [before, decisions])!.changed.length;
  };
  expect(decide({ where: { group: 'G1' }, set: { group: 'B' } })).toBe(4);
  expect(decide({ where: { group: 'B' }, set: { enabled: false } })).toBe(4); // by way of the rule before
  expect(decide({ ids: all.slice(0, 2), set: { group: 'B' } })).toBe(2);
  // As when it is taken back from the audit: what is decided of each stays the very same.
  const without = { ...decisions, rules: decisions.rules.filter(({ set: said }) => said.enabled === undefined) };
  expect(settled(some, [decisions, without])!.changed).toHaveLength(6);
  decisions = without;
  expect(decide({ where: { provider_id: 'one' as ProviderId }, set: { enabled: false } })).toBe(6);
});

test('however many edits there were, a snapshot holds on to none before', async () => {
  const { some } = houses();
  let snapshot = (await readSnapshot(some, 0))!;
  const [{ id, number: first }, other] = [snapshot.channels[0]!, snapshot.channels[1]!];
  const far = wholeNumber(1_000);
  for (let turn = 0; turn < 8_000; turn += 1) {
    const number = turn % 2 === 0 ? far : first;
    for (const shown of [{ name: `Name ${turn}` }, { number }])
      snapshot = await changeSnapshot(some, snapshot, {
        ids: [id],
        shown: [{ ids: [id], change: shown }],
        publishedAt: 0,
      });
  }
  expect(snapshot.byNumber.get(first)).toMatchObject({ id, name: 'Name 7999' });
  expect(snapshot.byNumber.has(far)).toBe(false);
  expect(snapshot.byNumber.get(other.number)).toBe(other); // asked of one after the other, they would be too many
});
