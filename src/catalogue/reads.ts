// Reading the catalogue's rows: by id for the main thread, whole lists in order for tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import { loadLedger } from './ledger-store.ts';
import type { Ledger } from './ledger.ts';
import type { KindCounts, StreamCounts } from './query.ts';
import { providerNo } from './schema.ts';
import { CONTENT_COLUMNS, fromRow, kindIndex } from './stream-row.ts';

const SELECT = `SELECT stream.id AS id, provider.id AS provider_id, ${CONTENT_COLUMNS}
  FROM stream JOIN provider ON provider.no = stream.provider`;

/** @returns a function that reads one stream in some ten microseconds */
export function streamReader(database: DatabaseSync): (id: StreamId) => Stream | undefined {
  const statement = database.prepare(`${SELECT} WHERE stream.row = (SELECT row FROM place WHERE id = ?)`);
  return (id) => {
    const row = statement.get(id);
    return row && fromRow(row);
  };
}

/** @returns a function that reads the stream of one row of the table */
export function rowReader(database: DatabaseSync): (row: number) => Stream {
  const statement = database.prepare(`${SELECT} WHERE stream.row = ?`);
  return (row) => fromRow(statement.get(row)!);
}

/** @returns a function that finds whose stream one is, without reading all of it; undefined for one that is gone */
export function providerReader(database: DatabaseSync): (id: StreamId) => ProviderId | undefined {
  const statement = database.prepare(
    `SELECT provider.id AS id FROM place JOIN stream ON stream.row = place.row
     JOIN provider ON provider.no = stream.provider WHERE place.id = ?`,
  );
  return (id) => statement.get(id)?.['id'] as ProviderId | undefined;
}

/** What a channel is made of: a stream without what is needed to dial it. */
export type ChannelStream = Omit<Stream, 'url' | 'headers'>;

const LAST_CHANNEL_KIND = kindIndex('radio');
const SLICE_ENTRIES = 4_096;

/** A provider's live and radio streams in the order of its list. For tasks. */
export function* channelStreams(database: DatabaseSync, providerId: ProviderId): Generator<ChannelStream> {
  const no = providerNo(database, providerId);
  if (no === undefined) return;
  const ledger = loadLedger(database, no);
  // Row by row in the order of the list would be a search for each; a slice of the list is mostly a stretch of the table.
  const stretch = database.prepare(
    `SELECT row, id, ? AS provider_id, '' AS url, ${CONTENT_COLUMNS.replace(', url', '')}
     FROM stream WHERE row BETWEEN ? AND ? AND provider = ? AND kind <= ${LAST_CHANNEL_KIND}`,
  );
  for (let from = 0; from < ledger.length; from += SLICE_ENTRIES) {
    const rows = channelRows(ledger, from, Math.min(from + SLICE_ENTRIES, ledger.length));
    const found = new Map<number, ChannelStream>();
    for (const [first, last] of stretchesOf(rows)) {
      for (const row of stretch.iterate(providerId, first, last, no)) found.set(row['row'] as number, fromRow(row));
    }
    for (const row of rows) yield found.get(row)!;
  }
}

function channelRows(ledger: Ledger, from: number, to: number): number[] {
  const rows: number[] = [];
  for (let position = from; position < to; position += 1) {
    if (ledger.kinds[position]! <= LAST_CHANNEL_KIND) rows.push(ledger.rows[position]!);
  }
  return rows;
}

/** A gap this wide is cheaper to step over than to read through. */
const GAP_ROWS = 64;

/** First and last rows of the stretches of the table that hold these rows. */
function stretchesOf(rows: readonly number[]): [first: number, last: number][] {
  const stretches: [number, number][] = [];
  for (const row of rows.toSorted((one, other) => one - other)) {
    const current = stretches.at(-1);
    if (current && row - current[1] <= GAP_ROWS) current[1] = row;
    else stretches.push([row, row]);
  }
  return stretches;
}

/** What a guide may know a channel stream by: tvg-id, name and tvg-name, empty where there is none. */
export type StreamNames = readonly [tvgId: string, name: string, tvgName: string];

/** Of every live and radio stream of every provider, in no order. For tasks. */
export function channelStreamNames(database: DatabaseSync): Iterable<StreamNames> {
  const names = database.prepare(`SELECT tvg_id, name, tvg_name FROM stream WHERE kind <= ${LAST_CHANNEL_KIND}`);
  names.setReturnArrays(true);
  return names.iterate() as Iterable<unknown> as Iterable<StreamNames>;
}

const noStreams: KindCounts = { live: 0, radio: 0, movie: 0, series: 0 };

export function countStreams(database: DatabaseSync): StreamCounts {
  const byProvider = new Map<ProviderId, KindCounts>();
  let byKind = noStreams;
  for (const row of database.prepare('SELECT id, live, radio, movie, series FROM provider').iterate()) {
    const { live, radio, movie, series } = row as unknown as KindCounts;
    byProvider.set(row['id'] as ProviderId, { live, radio, movie, series });
    byKind = {
      live: byKind.live + live,
      radio: byKind.radio + radio,
      movie: byKind.movie + movie,
      series: byKind.series + series,
    };
  }
  return { byProvider, byKind };
}

/** One word for what all lists hold. */
export function readEdition(database: DatabaseSync): string {
  const rows = database.prepare('SELECT id, edition FROM provider ORDER BY id').all();
  return rows.map((row) => `${String(row['id'])}:${String(row['edition'])}`).join(' ');
}
