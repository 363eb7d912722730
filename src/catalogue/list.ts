// Pages of the catalogue in the order of the providers' lists. A search reads every row: for tasks.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { redactText } from '../kernel/redact.ts';
import { printStreamId, type ProviderId, type StreamId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import { wordConditions, type Condition } from '../storage/text-search.ts';
import { loadLedger } from './ledger-store.ts';
import type { Ledger } from './ledger.ts';
import { PAGE_LIMIT, type StreamPage, type StreamQuery, type StreamRow } from './query.ts';
import { rowReader } from './reads.ts';
import { kindIndex } from './stream-row.ts';

/** @param selection only these streams, when a channel was asked for */
export function listStreams(
  database: DatabaseSync,
  query: StreamQuery,
  selection: readonly StreamId[] | null,
): StreamPage {
  const page = new PageBuilder(database, query);
  const wanted = selection && new Set(selection);
  for (const provider of providersOf(database, query.provider_id)) {
    const ledger = loadLedger(database, provider);
    const found = matchingRows(database, provider, query);
    const kind = query.kind === undefined ? -1 : kindIndex(query.kind);
    for (let position = 0; position < ledger.length; position += 1) {
      if (kind >= 0 && ledger.kinds[position] !== kind) continue;
      if (found && !found.has(ledger.rows[position]!)) continue;
      if (wanted && !wanted.has(ledger.idAt(position))) continue;
      page.take(provider, ledger, position);
    }
  }
  return page.finish();
}

function providersOf(database: DatabaseSync, only: ProviderId | undefined): number[] {
  const found = database
    .prepare('SELECT no FROM provider WHERE ? IS NULL OR id = ? ORDER BY no')
    .all(only ?? null, only ?? null);
  return found.map((row) => row['no'] as number);
}

/** Rows whose text matches; null when the query asks for no text. */
function matchingRows(database: DatabaseSync, provider: number, query: StreamQuery): Set<number> | null {
  const conditions: Condition[] = [];
  if (query.group !== undefined) conditions.push({ sql: 'group_title = ?', values: [query.group] });
  if (query.search) conditions.push(...wordConditions(database, 'name', query.search));
  if (conditions.length === 0) return null;
  const values: SQLInputValue[] = [provider, ...conditions.flatMap((condition) => condition.values)];
  const where = ['provider = ?', ...conditions.map((condition) => condition.sql)].join(' AND ');
  const rows = new Set<number>();
  for (const found of database.prepare(`SELECT row FROM stream WHERE ${where}`).iterate(...values)) {
    rows.add(found['row'] as number);
  }
  return rows;
}

/** Counts everything and keeps the rows after the cursor. */
class PageBuilder {
  readonly #read: (row: number) => Stream;
  readonly #limit: number;
  readonly #after: Cursor | null;
  readonly #items: StreamRow[] = [];
  #total = 0;
  #last: Cursor | null = null;
  #hasMore = false;

  constructor(database: DatabaseSync, query: StreamQuery) {
    this.#read = rowReader(database);
    this.#limit = Math.min(Math.max(query.limit, 1), PAGE_LIMIT);
    this.#after = query.cursor === undefined ? null : parseCursor(query.cursor);
  }

  take(provider: number, ledger: Ledger, position: number): void {
    this.#total += 1;
    if (this.#after && !isAfter(this.#after, provider, position)) return;
    if (this.#items.length === this.#limit) {
      this.#hasMore = true;
      return;
    }
    this.#items.push(toRow(this.#read(ledger.rows[position]!), position));
    this.#last = { provider, position };
  }

  finish(): StreamPage {
    const next = this.#hasMore && this.#last ? `${this.#last.provider}.${this.#last.position}` : null;
    return { items: this.#items, next, total: this.#total };
  }
}

interface Cursor {
  readonly provider: number;
  readonly position: number;
}

/** Anything that is no cursor of ours starts at the beginning. */
function parseCursor(text: string): Cursor | null {
  const match = /^(\d{1,9})\.(\d{1,9})$/.exec(text);
  return match && { provider: Number(match[1]), position: Number(match[2]) };
}

function isAfter(cursor: Cursor, provider: number, position: number): boolean {
  return provider > cursor.provider || (provider === cursor.provider && position > cursor.position);
}

function toRow(stream: Stream, position: number): StreamRow {
  return {
    id: printStreamId(stream.id),
    provider_id: stream.providerId,
    kind: stream.kind,
    name: stream.name,
    group: stream.group,
    url: redactText(stream.url),
    logo_url: redactText(stream.logoUrl),
    tvg_id: stream.tvgId,
    number: stream.number,
    catchup_days: stream.catchup?.days ?? 0,
    is_protected: stream.isProtected,
    position,
  };
}
