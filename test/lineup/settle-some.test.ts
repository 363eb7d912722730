import { array, assert, asyncProperty, constantFrom, integer, option, record, boolean as truth } from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { buildLineup, settleLineup } from '../../src/lineup/build.ts';
import { noDecisions } from '../../src/lineup/decisions.ts';
import { LineupMemory } from '../../src/lineup/memory.ts';
import { noGuide } from '../../src/lineup/merge.ts';
import type { ChannelDecision } from '../../src/lineup/query.ts';
import { openLineupDatabase } from '../../src/lineup/schema.ts';
import { settleSome, touchedBy } from '../../src/lineup/settle-some.ts';
import { changeSnapshot, hasSameStreams, readSnapshot } from '../../src/lineup/snapshot.ts';
import { wholeNumber, type LineupSnapshot } from '../../src/model/channel.ts';
import type { ChannelId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { nameStreams } from '../../src/sync/naming.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { applyPatches } from './apply-patches.ts';

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
  const edits = array(record({ ats: array(integer({ min: 0, max: 11 }), { minLength: 1 }), set }), { minLength: 1 });
  await assert(
    asyncProperty(edits, async (many) => {
      const patches = many.map(({ ats, set: said }) => ({ ids: ats.map((at) => all[at]!), set: said }));
      const before = decisions;
      decisions = applyPatches(some, decisions, patches);
      const ids = touchedBy(before, decisions, false)!;
      const dry = settleSome({ database: some, ids, decisions, isDryRun: true })!;
      const outcome = settleSome({ database: some, ids, decisions, isDryRun: false })!;
      const summary = settleLineup({ ...rules, decisions, database: whole, memory });
      expect(rows(some)).toEqual(rows(whole));
      expect(revision(some)).toEqual(revision(whole));
      expect([dry.changed.length, dry.isOther]).toEqual([outcome.changed.length, false]);
      expect([outcome.changed.length, outcome.isOther]).toEqual([summary.changedCount, summary.changed]);
      snapshot = await changeSnapshot(some, snapshot, { ids: outcome.changed, shown: outcome.shown, publishedAt: 0 });
      expect(plain(snapshot, all)).toEqual(plain((await readSnapshot(whole, 0))!, all));
    }),
    { numRuns: 60 },
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
  const touched = (said: ChannelDecision, hasSchemes: boolean, before = noDecisions) =>
    touchedBy(before, applyPatches(some, before, [{ ids: [id], set: said }]), hasSchemes);
  expect(touched({ enabled: true }, true)).toEqual([id]);
  expect(touched({ group: 'A' }, false)).toEqual([id]);
  expect(touched({ group: 'A' }, true)).toBeNull();
  expect(touched({ number: '7' }, false)).toBeNull();
  const numbered = applyPatches(some, noDecisions, [{ ids: [id], set: { number: '7' } }]);
  expect(touched({ number: null }, false, numbered)).toBeNull();
  expect(touched({ enabled: null }, true, numbered)).toEqual([id]);
  expect(touchedBy(numbered, numbered, true)).toEqual([]);
  expect(
    touchedBy(noDecisions, applyPatches(some, noDecisions, [{ where: {}, set: { enabled: false } }]), false),
  ).toBeNull();
  some.exec('UPDATE revision SET published = -1');
  expect(settleSome({ database: some, ids: [], decisions: noDecisions, isDryRun: false })).toBeUndefined();
});

test('names and groups leave the published streams as they are; switches and numbers do not', async () => {
  const { some } = houses();
  const ids = some.prepare('SELECT id FROM channel ORDER BY number').all();
  const id = ids[0]!['id'] as ChannelId;
  const before = (await readSnapshot(some, 0))!;
  const edited = async (said: ChannelDecision) => {
    const decisions = applyPatches(some, noDecisions, [{ ids: [id], set: said }]);
    const { changed, shown } = settleSome({ database: some, ids: [id], decisions, isDryRun: false })!;
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
    decisions = applyPatches(some, decisions, [{ ids: [id], set: said }]);
    return settleSome({ database: some, ids: [id], decisions, isDryRun: false })!.changed.length;
  };

  expect([decide({ group: 'Other' }), written()]).toEqual([1, 0]);
  expect([decide({ name: 'Kino' }), written(), found('kino')]).toEqual([1, 1, id]);
  expect([decide({ name: 'Sport' }), found('kino'), found('sport')]).toEqual([1, undefined, id]);
});
