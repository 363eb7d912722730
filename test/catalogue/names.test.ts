// Names as they are searched lie in chunks: what is found does not depend on where one ends, nor on how whole they are.

import { expect, onTestFinished, test } from 'vitest';
import { CHUNK_ENTRIES } from '../../src/catalogue/ledger-store.ts';
import { listStreams } from '../../src/catalogue/list.ts';
import { openCatalogueDatabase } from '../../src/catalogue/schema.ts';
import { CatalogueWriter } from '../../src/catalogue/writer.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { streamEntry } from '../fakes/stream-entries.ts';

const COUNT = CHUNK_ENTRIES + 3;
const NAMES = Array.from({ length: COUNT }, (_, index) => `Channel ${index} HD`);

function synced() {
  const file = `${temporaryFolder()}/catalogue.sqlite`;
  const database = openCatalogueDatabase(file, silentLog, 'write');
  const writer = new CatalogueWriter(database);
  onTestFinished(() => writer.close());
  const take = (names: readonly string[]): void => {
    writer.begin('one' as ProviderId);
    writer.add(names.map((name, index) => streamEntry({ name, url: `http://one.test/${index}` })));
    writer.commit();
  };
  take(NAMES);
  const found = (search: string, read = file): string[] =>
    listStreams({ database, file: read }, { limit: 50, search }, null).items.map(({ name }) => name);
  return { database, take, found };
}

/** Chunks that are written from now on. */
function written(database: ReturnType<typeof synced>['database']): () => number[] {
  database.exec(`CREATE TEMP TABLE wrote (chunk INTEGER);
    CREATE TEMP TRIGGER wrote_names AFTER INSERT ON names BEGIN INSERT INTO wrote VALUES (new.chunk); END`);
  return () =>
    database
      .prepare('SELECT chunk FROM wrote')
      .all()
      .map(({ chunk }) => chunk as number);
}

test('a name is found on both sides of where a chunk ends', () => {
  const { found } = synced();
  for (const index of [0, CHUNK_ENTRIES - 1, CHUNK_ENTRIES, COUNT - 1])
    expect(found(`hd nnel ${index}`)).toContain(`Channel ${index} HD`);
  expect(found(String(CHUNK_ENTRIES))).toEqual([`Channel ${CHUNK_ENTRIES} HD`]);
});

test('of a list that is synced again those chunks alone are written in which a name has changed', () => {
  const { database, take, found } = synced();
  const chunks = written(database);
  take(NAMES);
  expect(chunks()).toEqual([]);
  take(NAMES.with(COUNT - 1, 'Another'));
  expect(chunks()).toEqual([1]);
  expect(found('another')).toEqual(['Another']);
});

test.each([
  ['spoilt', (names: Uint8Array) => names.with(names.length - 1, names.at(-1)! ^ 1)],
  ['of an older version', () => Buffer.from('0100000003000000', 'hex')],
])('names of which a chunk is %s are found all the same, and the next sync writes it anew', (_, spoil) => {
  const { database, take, found } = synced();
  const [first] = database.prepare('SELECT names FROM names WHERE chunk = 0').all();
  database.prepare('UPDATE names SET names = ? WHERE chunk = 0').run(spoil(first!['names'] as Uint8Array));
  expect(found('77', 'another thread')).toContain('Channel 77 HD');
  expect(found(String(CHUNK_ENTRIES), 'another thread')).toEqual([`Channel ${CHUNK_ENTRIES} HD`]);
  const chunks = written(database);
  take(NAMES);
  expect(chunks()).toEqual([0]);
});
