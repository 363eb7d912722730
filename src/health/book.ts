// What the main thread reads of health: one stream, the next few that are due. Each read takes well under a millisecond.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';
import { readBriefs, type Briefs } from './brief.ts';
import { recordReader, type StreamRecord } from './stream-row.ts';

/** Streams read ahead of a provider. */
const PAGE = 200;

/** Where a reading of what is due stands; it is begun anew when it has come to the end. */
export interface DueCursor {
  readonly at: number;
  readonly id: number;
}

export const DUE_FROM_START: DueCursor = { at: -1, id: -1 };

export interface Choice {
  readonly streamId: StreamId;
  readonly since: number;
}

export interface Book {
  stream(id: StreamId): StreamRecord | undefined;
  /** Where its playlist ended at the last check. */
  position(id: StreamId): string | null;
  /** The next ones that are due, longest first. */
  due(
    provider: ProviderId,
    cursor: DueCursor,
    now: number,
  ): { readonly ids: StreamId[]; readonly next: DueCursor | null };
  /** First candidates whose bytes were last looked at before `before`, longest first. */
  unprobed(provider: ProviderId, before: number): StreamId[];
  /** Streams to ask whether the provider is up: those that worked last. */
  witnesses(provider: ProviderId, count: number): StreamId[];
  countOf(provider: ProviderId): number;
  choice(channel: ChannelId): Choice | undefined;
  readonly briefs: Briefs;
  /** What the plan was made from; empty before the first. */
  madeFrom(): string;
}

export function openBook(database: DatabaseSync): Book {
  const due = database.prepare(
    `SELECT id, next_at FROM stream WHERE provider = ? AND is_planned = 1 AND next_at <= ? AND (next_at, id) > (?, ?)
     ORDER BY next_at, id LIMIT ${PAGE}`,
  );
  const unprobed = database.prepare(
    `SELECT id FROM stream WHERE provider = ? AND is_planned = 1 AND place < 3 AND dead_since IS NULL AND failures = 0 AND probed_at < ?
     ORDER BY probed_at LIMIT 20`,
  );
  const witnesses = database.prepare(
    `SELECT id FROM (SELECT id, failures, seen_at FROM stream WHERE provider = ? AND is_planned = 1 LIMIT 2000)
     ORDER BY failures > 0, seen_at DESC LIMIT ?`,
  );
  const count = database.prepare(
    `SELECT count(*) AS count FROM (SELECT 1 FROM stream WHERE provider = ? AND is_planned = 1 LIMIT 100)`,
  );
  const position = database.prepare('SELECT position FROM stream WHERE id = ?');
  const madeFrom = database.prepare('SELECT made_from FROM plan');
  const choice = database.prepare('SELECT stream, since FROM choice WHERE channel = ?');
  return {
    stream: recordReader(database),
    briefs: readBriefs(database),
    position: (id) => (position.get(id)?.['position'] as string | null | undefined) ?? null,
    due(provider, { at, id }, now) {
      const rows = due.all(provider, now, at, id);
      const last = rows.at(-1);
      return {
        ids: rows.map((row) => row['id'] as StreamId),
        next: last && rows.length === PAGE ? { at: last['next_at'] as number, id: last['id'] as number } : null,
      };
    },
    unprobed: (provider, before) => unprobed.all(provider, before).map((row) => row['id'] as StreamId),
    witnesses: (provider, most) => witnesses.all(provider, most).map((row) => row['id'] as StreamId),
    countOf: (provider) => count.get(provider)?.['count'] as number,
    madeFrom: () => (madeFrom.get()?.['made_from'] as string | undefined) ?? '',
    choice(channel) {
      const row = choice.get(channel);
      return row && { streamId: row['stream'] as StreamId, since: row['since'] as number };
    },
  };
}
