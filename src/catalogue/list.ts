// Pages of the catalogue in the order of the providers' lists. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { redactText } from '../kernel/redact.ts';
import { printStreamId, type ProviderId, type StreamId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import { HeldLists } from './held-lists.ts';
import type { Ledger } from './ledger.ts';
import { wordsOf } from './name-index.ts';
import { PAGE_LIMIT, type StreamPage, type StreamQuery, type StreamRow } from './query.ts';
import { rowReader } from './reads.ts';
import { kindIndex } from './stream-row.ts';

interface Place {
  readonly database: DatabaseSync;
  /** Of the database: what is held of its lists is told apart by it. */
  readonly file: string;
}

/** @param selection only these streams, when a channel was asked for */
export function listStreams(
  { database, file }: Place,
  query: StreamQuery,
  selection: readonly StreamId[] | null,
): StreamPage {
  const page =
    query.sort === 'health' && selection
      ? new RankedPage(database, query, selection)
      : new PageBuilder(database, query);
  const lists = new HeldLists(database, file);
  const wanted = selection && new Set(selection);
  for (const provider of providersOf(database, query.provider_id)) {
    const ledger = lists.ledger(provider);
    const fits = matchOf({ database, lists, provider }, query);
    const kind = query.kind === undefined ? -1 : kindIndex(query.kind);
    for (let position = 0; position < ledger.length; position += 1) {
      if (kind >= 0 && ledger.kinds[position] !== kind) continue;
      if (fits && !fits(ledger, position)) continue;
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

interface Searched {
  readonly database: DatabaseSync;
  readonly lists: HeldLists;
  readonly provider: number;
}

type Fits = (ledger: Ledger, position: number) => boolean;

/** Whether the text at a place of the list matches; null when the query asks for no text. */
function matchOf({ database, lists, provider }: Searched, { group, search = '' }: StreamQuery): Fits | null {
  const words = wordsOf(search);
  const named = words.length > 0 ? lists.names(provider).find(words) : null;
  const isNamed: Fits | null = named && ((_, position) => named[position] === 1);
  if (group === undefined) return isNamed;
  const rows = new Set<number>();
  const inGroup = database.prepare('SELECT row FROM stream WHERE provider = ? AND group_title = ?');
  for (const found of inGroup.iterate(provider, group)) rows.add(found['row'] as number);
  return (ledger, position) => rows.has(ledger.rows[position]!) && (isNamed?.(ledger, position) ?? true);
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

/** In the order of a selection; its cursor is how many came before. */
class RankedPage {
  readonly #read: (row: number) => Stream;
  readonly #query: StreamQuery;
  readonly #places: ReadonlyMap<StreamId, number>;
  readonly #found: { readonly place: number; readonly row: number; readonly position: number }[] = [];

  constructor(database: DatabaseSync, query: StreamQuery, selection: readonly StreamId[]) {
    this.#read = rowReader(database);
    this.#query = query;
    this.#places = new Map(selection.map((id, place) => [id, place]));
  }

  take(_provider: number, ledger: Ledger, position: number): void {
    const place = this.#places.get(ledger.idAt(position)) ?? Number.POSITIVE_INFINITY;
    this.#found.push({ place, row: ledger.rows[position]!, position });
  }

  finish(): StreamPage {
    const { cursor = '', limit } = this.#query;
    const from = /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
    const until = from + Math.min(Math.max(limit, 1), PAGE_LIMIT);
    const found = this.#found.toSorted((a, b) => a.place - b.place);
    return {
      items: found.slice(from, until).map(({ row, position }) => toRow(this.#read(row), position)),
      next: until < found.length ? String(until) : null,
      total: found.length,
    };
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
