// Keeps what matching has compared, a row for each market. In the cache: it may be lost at any time, and is made again.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GuideAnswer, GuideMemory } from './guide-memory.ts';
import type { Log } from '../kernel/log.ts';
import { decodeMarket, encodeMarket, type MatchMemory } from '../matching/memory.ts';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../storage/database.ts';

const MIGRATIONS = [
  'CREATE TABLE market (code TEXT PRIMARY KEY, memory BLOB NOT NULL) STRICT',
  // Guides found by likeness, as JSON.
  'CREATE TABLE guide (market TEXT PRIMARY KEY, digest TEXT NOT NULL, answers TEXT NOT NULL) STRICT',
];

export interface StoredMatchMemory extends MatchMemory {
  readonly guides: GuideMemory;
  close(): void;
}

export function openMatchMemory(file: string, log: Log): StoredMatchMemory {
  mkdirSync(dirname(file), { recursive: true });
  const database = openDatabase({ file, migrations: MIGRATIONS, log });
  const read = database.prepare('SELECT memory FROM market WHERE code = ?');
  const write = database.prepare('INSERT OR REPLACE INTO market (code, memory) VALUES (?, ?)');
  return {
    read: (market) => {
      const stored = read.get(market)?.['memory'] as Uint8Array | undefined;
      return stored && decodeMarket(stored);
    },
    write: (market, memory) => void write.run(market, encodeMarket(memory)),
    guides: guidesIn(database),
    close: () => database.close(),
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
