// Keeps what matching has compared, a row for each market. In the cache: it may be lost at any time, and is made again.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { digestOfCode } from './code-digest.ts';
import type { GuideAnswer, GuideMemory } from './guide-memory.ts';
import type { Log } from '../kernel/log.ts';
import {
  decodeGrounds,
  decodeOutcome,
  decodeSaid,
  encodeGrounds,
  encodeOutcome,
  encodeSaid,
  type MatchMemory,
} from '../matching/memory.ts';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase, transact } from '../storage/database.ts';

const MIGRATIONS = [
  'CREATE TABLE market (code TEXT PRIMARY KEY, memory BLOB NOT NULL) STRICT',
  // Guides found by likeness, as JSON.
  'CREATE TABLE guide (market TEXT PRIMARY KEY, digest TEXT NOT NULL, answers TEXT NOT NULL) STRICT',
  // What an outcome is made from is read only where it has to be made again.
  `DROP TABLE market;
   CREATE TABLE outcome (market TEXT PRIMARY KEY, columns BLOB NOT NULL) STRICT;
   CREATE TABLE grounds (market TEXT PRIMARY KEY, columns BLOB NOT NULL) STRICT`,
  // In pieces: SQLite holds a blob twice while it writes it, and a hostile market has ten megabytes.
  `DROP TABLE outcome;
   DROP TABLE grounds;
   CREATE TABLE outcome (market TEXT, place INTEGER, piece BLOB NOT NULL, PRIMARY KEY (market, place)) STRICT;
   CREATE TABLE grounds (market TEXT, place INTEGER, piece BLOB NOT NULL, PRIMARY KEY (market, place)) STRICT`,
];

const PIECE_BYTES = 2 ** 16;

/** No market's code. */
const ALL_MARKETS = '*';

export interface StoredMatchMemory extends MatchMemory {
  readonly guides: GuideMemory;
  close(): void;
}

export function openMatchMemory(file: string, log: Log): StoredMatchMemory {
  mkdirSync(dirname(file), { recursive: true });
  // All that a build writes is written out once, when it is closed: the disk is waited for five times instead of eleven.
  const database = openDatabase({ file, migrations: MIGRATIONS, log, isCache: true, isWrittenOut: true });
  const madeBy = digestOfCode(['formats/names', 'kernel', 'matching', 'model']);
  const [outcomes, grounds] = [columnsIn(database, 'outcome'), columnsIn(database, 'grounds')];
  return {
    read: (market) => outcomes.read(market, (stored) => decodeOutcome(madeBy, stored)),
    readGrounds: (market) => grounds.read(market, (stored) => decodeGrounds(madeBy, stored)),
    write: (market, outcome, madeFrom) =>
      transact(database, () => {
        outcomes.write(market, encodeOutcome(madeBy, outcome));
        grounds.write(market, encodeGrounds(madeBy, madeFrom));
      }),
    readSaid: () => grounds.read(ALL_MARKETS, (stored) => decodeSaid(madeBy, stored)),
    writeSaid: (said) => transact(database, () => grounds.write(ALL_MARKETS, encodeSaid(madeBy, said))),
    guides: guidesIn(database),
    close: () => database.close(),
  };
}

function columnsIn(database: DatabaseSync, table: 'grounds' | 'outcome') {
  const measure = database.prepare(`SELECT sum(length(piece)) AS byteCount FROM ${table} WHERE market = ?`);
  const select = database.prepare(`SELECT piece FROM ${table} WHERE market = ? ORDER BY place`);
  const clear = database.prepare(`DELETE FROM ${table} WHERE market = ?`);
  const insert = database.prepare(`INSERT INTO ${table} (market, place, piece) VALUES (?, ?, ?)`);
  return {
    read<Decoded>(market: string, decode: (stored: Uint8Array) => Decoded | undefined): Decoded | undefined {
      const byteCount = measure.get(market)?.['byteCount'] as number | null | undefined;
      if (!byteCount) return undefined;
      const stored = new Uint8Array(byteCount);
      let at = 0;
      for (const { piece } of select.iterate(market) as Iterable<{ readonly piece: Uint8Array }>) {
        stored.set(piece, at);
        at += piece.length;
      }
      return decode(stored);
    },
    /** In a transaction of the caller's. */
    write(market: string, columns: Uint8Array): void {
      clear.run(market);
      for (let at = 0; at < columns.length; at += PIECE_BYTES)
        insert.run(market, at / PIECE_BYTES, columns.subarray(at, at + PIECE_BYTES));
    },
  };
}

function guidesIn(database: DatabaseSync): GuideMemory {
  const read = database.prepare('SELECT answers FROM guide WHERE market = ? AND digest = ?');
  const write = database.prepare('INSERT OR REPLACE INTO guide (market, digest, answers) VALUES (?, ?, ?)');
  return {
    read: (market, digest) => {
      const stored = read.get(market, digest)?.['answers'] as string | undefined;
      return stored === undefined ? undefined : new Map(JSON.parse(stored) as [number, GuideAnswer][]);
    },
    write: (market, digest, answers) => void write.run(market, digest, JSON.stringify([...answers])),
  };
}
