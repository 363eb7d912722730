// A provider's movies and series, for whoever makes titles of them. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import { providerNo } from './schema.ts';
import { CONTENT_COLUMNS, fromRow, kindIndex } from './stream-row.ts';

export type TitleEntry = Pick<Stream, 'group' | 'id' | 'kind' | 'logoUrl' | 'name' | 'providerId' | 'title'> & {
  /** Of the file that the address names, without a dot; empty for none. */
  readonly extension: string;
};

const EXTENSION = /\.([a-z0-9]{2,5})(?:[?#]|$)/i;

/** In the order of the table, which is that of the list when it was first read. */
export function* titleStreams(database: DatabaseSync, providerId: ProviderId): Generator<TitleEntry> {
  const no = providerNo(database, providerId);
  if (no === undefined) return;
  const rows = database.prepare(
    `SELECT id, ? AS provider_id, ${CONTENT_COLUMNS} FROM stream
     WHERE provider = ? AND kind >= ${kindIndex('movie')} ORDER BY row`,
  );
  for (const row of rows.iterate(providerId, no)) yield titleEntry(row);
}

/** One of them again: a point read. @returns a reader; `undefined` for a stream that is gone */
export function titleStreamReader(
  database: DatabaseSync,
): (id: StreamId, providerId: ProviderId) => TitleEntry | undefined {
  const stream = database.prepare(
    `SELECT id, ? AS provider_id, ${CONTENT_COLUMNS} FROM stream WHERE row = (SELECT row FROM place WHERE id = ?)`,
  );
  return (id, providerId) => {
    const row = stream.get(providerId, id);
    return row && titleEntry(row);
  };
}

function titleEntry(row: Parameters<typeof fromRow>[0]): TitleEntry {
  const stream = fromRow(row);
  return { ...stream, extension: stream.title?.extension ?? EXTENSION.exec(stream.url)?.[1]?.toLowerCase() ?? '' };
}
