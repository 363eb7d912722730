// Who died and who came back, newest first: what a person reads to see what happened to the streams.

import type { DatabaseSync } from 'node:sqlite';
import { printChannelId, printStreamId, type ChannelId, type ProviderId, type StreamId } from '../model/ids.ts';

/** An outage does not write here, so this is weeks even of many providers. */
const KEPT = 2_000;

export const CHANGE_KINDS = ['died', 'returned'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface NotedChange {
  readonly kind: ChangeKind;
  readonly at: number;
  readonly streamId: StreamId;
  /** Why it died; of one that came back, why it was away. */
  readonly code: string | null;
}

export interface ChangeQuery {
  readonly kind?: ChangeKind;
  readonly provider_id?: ProviderId;
  readonly limit: number;
}

export interface ChangeView {
  readonly at: number;
  readonly kind: ChangeKind;
  readonly stream_id: string;
  readonly provider_id: ProviderId;
  readonly channel_id: string;
  readonly name: string;
  readonly code: string | null;
}

export function noteChanges(database: DatabaseSync, changes: readonly NotedChange[]): void {
  if (changes.length === 0) return;
  const write = database.prepare('INSERT INTO change (at, kind, stream, code) VALUES (?, ?, ?, ?)');
  for (const { at, kind, streamId, code } of changes) write.run(at, kind, streamId, code);
  database.exec(`DELETE FROM change WHERE id <= (SELECT max(id) FROM change) - ${KEPT}`);
}

export function listChanges(database: DatabaseSync, { kind, provider_id: provider, limit }: ChangeQuery): ChangeView[] {
  const rows = database
    .prepare(
      `SELECT change.at, change.kind, change.stream, change.code, stream.provider, stream.channel, stream.name
       FROM change JOIN stream ON stream.id = change.stream
       WHERE (?1 IS NULL OR change.kind = ?1) AND (?2 IS NULL OR stream.provider = ?2)
       ORDER BY change.id DESC LIMIT ?3`,
    )
    .all(kind ?? null, provider ?? null, limit);
  return rows.map((row) => ({
    at: row['at'] as number,
    kind: row['kind'] as ChangeKind,
    stream_id: printStreamId(row['stream'] as StreamId),
    provider_id: row['provider'] as ProviderId,
    channel_id: printChannelId(row['channel'] as ChannelId),
    name: row['name'] as string,
    code: row['code'] as string | null,
  }));
}
