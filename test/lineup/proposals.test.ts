import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { listProposals } from '../../src/lineup/proposals.ts';
import { openLineupDatabase } from '../../src/lineup/schema.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const COUNT = 6;

/** Channels 1 to 7, each a proposal with the next one; some of the same effect. */
function opened() {
  const database = openLineupDatabase(join(temporaryFolder(), 'lineup.sqlite'), silentLog, 'write');
  onTestFinished(() => database.close());
  const columns = database.prepare('PRAGMA table_info(channel)').all();
  const row = Object.fromEntries(columns.map(({ name, type }) => [name as string, valueOf(type)]));
  for (let id = 1; id <= COUNT + 1; id += 1) {
    const channel = { ...row, id, number: id, name: `Channel ${id}`, enabled: 1, present: 1 };
    const names = Object.keys(channel);
    const insert = `INSERT INTO channel (${names.join()}) VALUES (${names.map(() => '?').join()})`;
    database.prepare(insert).run(...Object.values(channel));
  }
  const propose = database.prepare("INSERT INTO proposal VALUES (?, ?, 'x', 'y', 0.5, ?, '[]')");
  for (let a = 1; a <= COUNT; a += 1) propose.run(a, a + 1, Math.floor(a / 2) + 0.25);
  return database;
}

const valueOf = (type: unknown): string | number | Uint8Array =>
  type === 'TEXT' ? '' : type === 'BLOB' ? new Uint8Array(0) : 0;

test('a page begins right after the last one, also where what was on that is decided and gone', () => {
  const database = opened();
  const all = listProposals(database, { limit: 10 }).items.map(({ a }) => a.channel);
  expect(all).toHaveLength(COUNT);
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = listProposals(database, { limit: 2, ...(cursor !== undefined && { cursor }) });
    seen.push(...items.map(({ a }) => a.channel));
    for (const { a } of items)
      database.prepare('DELETE FROM proposal WHERE a IN (SELECT id FROM channel WHERE name = ?)').run(a.channel);
    if (next === null) break;
    cursor = next;
  }
  expect(seen).toEqual(all);
});
