// Channels that are shown beside each other lie beside each other: what is done to a screenful, or to a group, touches few pages.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { buildLineup } from '../../src/lineup/build.ts';
import { noDecisions } from '../../src/lineup/decisions.ts';
import { listChannels } from '../../src/lineup/list.ts';
import { LineupMemory } from '../../src/lineup/memory.ts';
import { noGuide } from '../../src/lineup/merge.ts';
import { LINEUP_MIGRATIONS, openLineupDatabase } from '../../src/lineup/schema.ts';
import { settleSome } from '../../src/lineup/settle-some.ts';
import { wholeNumber } from '../../src/model/channel.ts';
import type { ChannelId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { nameStreams } from '../../src/sync/naming.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { storedStream } from '../fakes/stream-entries.ts';

const CHANNELS = 2_000;
const NEIGHBOURS = 100;
/** A page, and its head in the log. */
const LOGGED_PAGE_BYTES = 4_096 + 24;

const newFile = (): string => join(temporaryFolder(), 'lineup.sqlite');

function builtLineup(file: string) {
  const database = openLineupDatabase(file, silentLog, 'write');
  onTestFinished(() => database.close());
  const streams = Array.from({ length: CHANNELS }, (_, at) =>
    storedStream('one', { name: `Name ${at}`, group: `G${at % 3}`, url: `http://tv/${at}` }),
  );
  const { naming } = nameStreams(streams, {
    settings: defaultSettings.matching,
    constraints: { pins: new Map(), locked: new Set(), apart: [], refs: [] },
    checkpoint: () => undefined,
  });
  const rules = { settings: defaultSettings.lineup, schemes: [], decisions: noDecisions, memory: new LineupMemory() };
  buildLineup({ ...rules, database, streams, naming, guide: noGuide, builtFrom: 'x' });
  return database;
}

test('an edit of channels that stand beside each other writes few pages', () => {
  const file = newFile();
  const database = builtLineup(file);
  const ids = database
    .prepare('SELECT id FROM channel ORDER BY number LIMIT ?')
    .all(NEIGHBOURS)
    .map((row) => row['id'] as ChannelId);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.exec('BEGIN');
  const outcome = settleSome(database, {
    ids,
    own: new Map(ids.map((id) => [id, { group: 'Together' }])),
    rules: [],
    isDryRun: false,
  });
  database.exec('COMMIT');
  expect(outcome?.changed).toHaveLength(NEIGHBOURS);
  const pages = statSync(`${file}-wal`).size / LOGGED_PAGE_BYTES;
  expect(pages).toBeLessThan(NEIGHBOURS / 4); // as they lay by their ids it was nearly a page for each
});

test('a lineup of an older version, in the order of ids, keeps all that it has', () => {
  const file = newFile();
  const until = LINEUP_MIGRATIONS.findIndex((sql) => sql.includes('channel_in_order'));
  const older = openDatabase({ file, migrations: LINEUP_MIGRATIONS.slice(0, until), log: silentLog });
  const insert =
    older.prepare(`INSERT INTO channel (id, number, name, sort_name, folded_name, group_title, logo_url, is_radio, enabled,
    present, decided, guide_id, guide, guide_shift, catchup_days, providers, base_name, base_group, assigned_number, enabled_at_first,
    streams, digest, event_name, base_digest) VALUES (?, ?, ?, ?, ?, 'News', 'http://logos/a.png', 0, 1, 1, 4, 7,
    '{"by":"likeness","score":80}', 60, 1.5, ',one,', 'Base', 'Group', 5, 1, x'00', 99, 'Event', 12)`);
  for (const [id, number] of [
    [11, 3],
    [12, 1],
    [13, 2],
  ] as const)
    insert.run(id, wholeNumber(number), `Name ${number}`, `name ${number}`, `name ${number}`);
  older.prepare('INSERT INTO family (channel, family) VALUES (12, 1), (13, 1)').run();
  const all = 'SELECT * FROM channel ORDER BY id';
  const before = older.prepare(all).all();
  older.close();
  const database = openLineupDatabase(file, silentLog, 'write');
  onTestFinished(() => database.close());
  expect(database.prepare(all).all()).toEqual(before);
  const lying = database.prepare('SELECT id FROM channel NOT INDEXED ORDER BY rowid').all();
  expect(lying.map((row) => row['id'])).toEqual([12, 13, 11]);
  const found = (search: string) => listChannels(database, { search, limit: 9 }).items.map(({ name }) => name);
  expect(found('name')).toEqual(['Name 1', 'Name 2', 'Name 3']);
  database.prepare(`UPDATE channel SET name = 'Other', folded_name = 'other' WHERE id = 13`).run();
  database.prepare('DELETE FROM channel WHERE id = 11').run();
  expect([found('name'), found('other')]).toEqual([['Name 1'], ['Other']]);
  expect(() => database.exec(`INSERT INTO channel SELECT * FROM channel WHERE id = 12`)).toThrow(/UNIQUE/);
});
