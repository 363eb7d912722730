// What was seen of each logo, by its address. In the cache: it may be lost at any time.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import { hash53 } from '../model/ids.ts';
import { openDatabase } from '../storage/database.ts';
import { VIEW_CELLS, type View } from './mask.ts';
import { packLooks, type Looked, type PackedLooks } from './packed-looks.ts';

/** Another one when logos are looked at otherwise: each is looked at again. */
const MIGRATIONS = [
  `CREATE TABLE look (
    address INTEGER PRIMARY KEY,
    state INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    on_dark REAL NOT NULL,
    on_light REAL NOT NULL,
    is_transparent INTEGER NOT NULL,
    artwork INTEGER NOT NULL,
    views BLOB NOT NULL
  ) STRICT`,
  `CREATE TABLE shown_by (
    address INTEGER NOT NULL,
    source INTEGER NOT NULL,
    PRIMARY KEY (address, source)
  ) STRICT, WITHOUT ROWID`,
];

/** `absent`: it could not be had; `broken`: it is no image, or one that nobody should open. */
export const LOOK_STATES = ['seen', 'broken', 'absent'] as const;
export type LookState = (typeof LOOK_STATES)[number];

export interface LookRow {
  readonly address: number;
  readonly state: LookState;
  /** Epoch milliseconds. */
  readonly seenAt: number;
  /** Of the image, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly onDark: number;
  readonly onLight: number;
  readonly isTransparent: boolean;
}

/** Under what a logo's address is kept. */
export const addressOf = (url: string): number => hash53(url);

export const openLooks = (file: string, log: Log): DatabaseSync =>
  openDatabase({ file, migrations: MIGRATIONS, log, isCache: true });

export function writeLook(database: DatabaseSync, row: LookRow, views: readonly View[]): void {
  const { address, state, seenAt, width, height, onDark, onLight, isTransparent } = row;
  database
    .prepare(
      `INSERT OR REPLACE INTO look (address, state, seen_at, width, height, on_dark, on_light, is_transparent, artwork, views)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      address,
      LOOK_STATES.indexOf(state),
      seenAt,
      width,
      height,
      onDark,
      onLight,
      Number(isTransparent),
      views.length > 0 ? address : 0,
      encodeViews(views),
    );
}

export function readLook(database: DatabaseSync, address: number): LookRow | undefined {
  const row = database.prepare('SELECT * FROM look WHERE address = ?').get(address);
  return row && toRow(row);
}

/** Without their views. */
export function* readLooks(database: DatabaseSync): Generator<LookRow> {
  const all = database.prepare(
    'SELECT address, state, seen_at, width, height, on_dark, on_light, is_transparent FROM look',
  );
  for (const row of all.iterate()) yield toRow(row);
}

function toRow(row: Record<string, unknown>): LookRow {
  return {
    address: Number(row['address']),
    state: LOOK_STATES[Number(row['state'])] ?? 'broken',
    seenAt: Number(row['seen_at']),
    width: Number(row['width']),
    height: Number(row['height']),
    onDark: Number(row['on_dark']),
    onLight: Number(row['on_light']),
    isTransparent: row['is_transparent'] === 1,
  };
}

/** @param shown addresses of the logos that each source shows, by the source's number */
export function writeSources(database: DatabaseSync, shown: ReadonlyMap<number, ReadonlySet<number>>): void {
  database.exec('DELETE FROM shown_by');
  const insert = database.prepare('INSERT INTO shown_by (address, source) VALUES (?, ?)');
  for (const [source, addresses] of shown) for (const address of addresses) insert.run(address, source);
}

/** Of the logos on which there is something to see, by address. */
export function readViews(database: DatabaseSync): PackedLooks {
  const size = database
    .prepare('SELECT count(*) AS logos, coalesce(sum(length(views)), 0) AS bytes FROM look WHERE length(views) > 0')
    .get()!;
  const sources = database.prepare('SELECT DISTINCT source FROM shown_by').all();
  return packLooks(
    {
      logoCount: Number(size['logos']),
      viewCount: Number(size['bytes']) / VIEW_BYTES,
      sources: sources.map(({ source }) => Number(source)),
    },
    readLooked(database),
  );
}

function* readLooked(database: DatabaseSync): Generator<Looked> {
  const rows = database.prepare(
    `SELECT address, views, (SELECT group_concat(source) FROM shown_by WHERE shown_by.address = look.address) AS shown
     FROM look WHERE length(views) > 0 ORDER BY address`,
  );
  for (const { address, views, shown } of rows.iterate()) {
    yield {
      number: Number(address),
      views: decodeViews(views as Uint8Array),
      sources: shown === null ? [] : String(shown).split(',').map(Number),
    };
  }
}

/** The artwork of each logo that was seen, by the logo's address. */
export function readArtworks(database: DatabaseSync): Map<number, number> {
  const rows = database.prepare('SELECT address, artwork FROM look WHERE artwork <> 0');
  return new Map(Array.from(rows.iterate(), (row) => [Number(row['address']), Number(row['artwork'])]));
}

const HEAD_BYTES = 16;
const VIEW_BYTES = HEAD_BYTES + VIEW_CELLS;

function encodeViews(views: readonly View[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(views.length * VIEW_BYTES);
  const data = new DataView(bytes.buffer);
  for (const [index, { aspect, edges, hash, cover }] of views.entries()) {
    const at = index * VIEW_BYTES;
    data.setFloat32(at, aspect);
    data.setFloat32(at + 4, edges);
    data.setInt32(at + 8, hash[0]);
    data.setInt32(at + 12, hash[1]);
    bytes.set(cover, at + HEAD_BYTES);
  }
  return bytes;
}

function decodeViews(bytes: Uint8Array): View[] {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.trunc(bytes.byteLength / VIEW_BYTES) }, (_, index) => {
    const at = index * VIEW_BYTES;
    return {
      aspect: data.getFloat32(at),
      edges: data.getFloat32(at + 4),
      hash: [data.getInt32(at + 8), data.getInt32(at + 12)] as const,
      cover: bytes.subarray(at + HEAD_BYTES, at + VIEW_BYTES),
    };
  });
}
