// Reading the catalogue's rows: by id for the main thread, whole lists in order for tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import { loadLedger } from './ledger-store.ts';
import type { KindCounts, StreamCounts } from './query.ts';
import { providerNo } from './schema.ts';
import { CONTENT_COLUMNS, fromRow, kindIndex } from './stream-row.ts';

const SELECT = `SELECT stream.id AS id, provider.id AS provider_id, ${CONTENT_COLUMNS}
  FROM stream JOIN provider ON provider.no = stream.provider`;

/** @returns a function that reads one stream in some ten microseconds */
export function streamReader(database: DatabaseSync): (id: StreamId) => Stream | undefined {
  const statement = database.prepare(`${SELECT} WHERE stream.id = ?`);
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

const LAST_CHANNEL_KIND = kindIndex('radio');

/** A provider's live and radio streams in the order of its list. For tasks. */
export function* channelStreams(database: DatabaseSync, providerId: ProviderId): Generator<Stream> {
  const no = providerNo(database, providerId);
  if (no === undefined) return;
  const ledger = loadLedger(database, no);
  const read = rowReader(database);
  for (let position = 0; position < ledger.length; position += 1) {
    if (ledger.kinds[position]! <= LAST_CHANNEL_KIND) yield read(ledger.rows[position]!);
  }
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
