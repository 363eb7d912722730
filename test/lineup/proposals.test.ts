import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { listProposals } from '../../src/lineup/proposals.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { databaseOf } from './channel-rows.ts';

const COUNT = 6;
const nobody = (): undefined => undefined;

/** Channels 1 to 7, each a proposal with the next one; some of the same effect. */
function opened(): DatabaseSync {
  const database = databaseOf(Array.from({ length: COUNT + 1 }, (_, at) => ({ id: at + 1 })));
  const propose = database.prepare("INSERT INTO proposal VALUES (?, ?, 'x', 'y', 0.5, ?, '[]')");
  for (let a = 1; a <= COUNT; a += 1) propose.run(a, a + 1, Math.floor(a / 2) + 0.25);
  return database;
}

test('a page begins right after the last one, also where what was on that is decided and gone', () => {
  const database = opened();
  const all = listProposals(database, { limit: 10 }, nobody).items.map(({ a }) => a.channel);
  expect(all).toHaveLength(COUNT);
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = listProposals(database, { limit: 2, ...(cursor !== undefined && { cursor }) }, nobody);
    seen.push(...items.map(({ a }) => a.channel));
    for (const { a } of items)
      database.prepare('DELETE FROM proposal WHERE a IN (SELECT id FROM channel WHERE name = ?)').run(a.channel);
    if (next === null) break;
    cursor = next;
  }
  expect(seen).toEqual(all);
});

test('a proposal says what number and group each of the two has', () => {
  const database = databaseOf([{ id: 1 }, { id: 2 }]);
  database.prepare("UPDATE channel SET number = 5001, group_title = 'News' WHERE id = 1").run();
  database.prepare("UPDATE channel SET number = 0, group_title = '' WHERE id = 2").run();
  database.prepare("INSERT INTO proposal VALUES (1, 2, 'x', 'y', 50, 1, '[]')").run();
  const [found] = listProposals(database, { limit: 1 }, nobody).items;
  expect(found!.a).toMatchObject({ number: '5.1', group: 'News' });
  expect(found!.b).toMatchObject({ number: null, group: '' });
});

const streams = (...ids: number[]): Uint8Array => new Uint8Array(new Float64Array(ids).buffer);
const OF: Readonly<Record<number, string>> = { 11: 'north', 12: 'north', 13: 'north', 30: 'south' };
const providerOf = (id: number) => OF[id] as ProviderId | undefined;

test('a proposal says whose the streams of each of the two are, those of the preferred one first', () => {
  const database = databaseOf([
    { id: 1, streams: streams(30, 11, 12) },
    { id: 2, streams: streams(99, 13) },
  ]);
  database.prepare("INSERT INTO proposal VALUES (1, 2, 'x', 'y', 50, 1, '[]')").run();
  const [found] = listProposals(database, { limit: 1 }, providerOf).items;
  expect(found!.a).toMatchObject({
    stream_count: 3,
    providers: [
      { provider_id: 'south', stream_count: 1 },
      { provider_id: 'north', stream_count: 2 },
    ],
  });
  expect(found!.b).toMatchObject({ stream_count: 2, providers: [{ provider_id: 'north', stream_count: 1 }] });
});
