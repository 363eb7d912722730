// Pages of the catalogue in the order of the providers' lists. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { redactText } from '../kernel/redact.ts';
import { parseStreamId, printStreamId, type ProviderId, type StreamId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import { formatAnchor, parseAnchor, placeBehind, type Anchor } from '../storage/anchor.ts';
import { findStreams, type Found } from './find.ts';
import { HeldLists } from './held-lists.ts';
import type { Ledger } from './ledger.ts';
import { PAGE_LIMIT, type StreamPage, type StreamQuery, type StreamRow } from './query.ts';
import { rowReader } from './reads.ts';

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
    page.add(provider, ledger, findStreams({ database, lists, provider, ledger, wanted }, query));
  }
  return page.finish();
}

function providersOf(database: DatabaseSync, only: ProviderId | undefined): number[] {
  const found = database
    .prepare('SELECT no FROM provider WHERE ? IS NULL OR id = ? ORDER BY no')
    .all(only ?? null, only ?? null);
  return found.map((row) => row['no'] as number);
}

/** Counts everything and keeps the rows after the cursor. */
class PageBuilder {
  readonly #read: (row: number) => Stream;
  readonly #limit: number;
  readonly #after: Cursor | null;
  readonly #items: StreamRow[] = [];
  #total = 0;
  #last: { readonly provider: number; readonly position: number } | null = null;
  #hasMore = false;

  constructor(database: DatabaseSync, query: StreamQuery) {
    this.#read = rowReader(database);
    this.#limit = limitOf(query);
    this.#after = parseCursor(query.cursor);
  }

  add(provider: number, ledger: Ledger, found: Found): void {
    this.#total += found.count;
    let position = found.next(this.#firstOf(provider, ledger));
    while (position >= 0 && this.#items.length < this.#limit) {
      this.#items.push(toRow(this.#read(ledger.rows[position]!), position));
      this.#last = { provider, position };
      position = found.next(position + 1);
    }
    this.#hasMore ||= position >= 0;
  }

  /** From here on rows of a provider are taken, where the page before has ended in its list. */
  #firstOf(provider: number, ledger: Ledger): number {
    const { provider: last = -1, anchor = null } = this.#after ?? {};
    if (provider < last) return ledger.length;
    return provider > last ? 0 : placeBehind(anchor, (id) => placeIn(ledger, id));
  }

  finish(): StreamPage {
    const next = this.#hasMore && this.#last ? this.#cursorBehind(this.#last) : null;
    return { items: this.#items, next, total: this.#total };
  }

  #cursorBehind({ provider, position }: { readonly provider: number; readonly position: number }): string {
    const own = this.#items.at(-1)!.provider_id;
    const ids = this.#items.filter((item) => item.provider_id === own).map(({ id }) => id);
    return `${provider}.${formatAnchor(LIST, position + 1, ids)}`;
  }
}

const limitOf = ({ limit }: StreamQuery): number => Math.min(Math.max(limit, 1), PAGE_LIMIT);

/** In the order of a selection. */
class RankedPage {
  readonly #read: (row: number) => Stream;
  readonly #query: StreamQuery;
  readonly #places: ReadonlyMap<StreamId, number>;
  readonly #found: Ranked[] = [];

  constructor(database: DatabaseSync, query: StreamQuery, selection: readonly StreamId[]) {
    this.#read = rowReader(database);
    this.#query = query;
    this.#places = new Map(selection.map((id, place) => [id, place]));
  }

  add(_provider: number, ledger: Ledger, found: Found): void {
    for (let position = found.next(0); position >= 0; position = found.next(position + 1)) {
      const id = ledger.idAt(position);
      const place = this.#places.get(id) ?? Number.POSITIVE_INFINITY;
      this.#found.push({ id, place, row: ledger.rows[position]!, position });
    }
  }

  finish(): StreamPage {
    const found = this.#found.toSorted((a, b) => a.place - b.place);
    const anchor = parseAnchor(this.#query.cursor, RANKED_LIST);
    const from = placeBehind(anchor, (text) => {
      const id = parseStreamId(text);
      return id === undefined ? -1 : found.findIndex((one) => one.id === id);
    });
    const items = found.slice(from, from + limitOf(this.#query)).map(({ row, position }) => {
      return toRow(this.#read(row), position);
    });
    const until = from + items.length;
    const shown = items.map(({ id }) => id);
    const next = until < found.length ? formatAnchor(RANKED_LIST, until, shown) : null;
    return { items, next, total: found.length };
  }
}

interface Ranked {
  readonly id: StreamId;
  readonly place: number;
  readonly row: number;
  readonly position: number;
}

/** In cursors. */
const LIST = 'streams';
const RANKED_LIST = 'streams by health';

interface Cursor {
  /** Of the last row. */
  readonly provider: number;
  /** In its list. */
  readonly anchor: Anchor;
}

/** @throws AppError `request.invalid` for what is none of ours */
function parseCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [, provider, rest] = /^(\d{1,9})\.(.*)$/.exec(text) ?? [];
  const anchor = parseAnchor(rest ?? '', LIST);
  return anchor && { provider: Number(provider), anchor };
}

/** -1 for a stream that the list does not have. */
function placeIn({ ids, length }: Ledger, id: string): number {
  const place = ids.indexOf(parseStreamId(id) ?? -1);
  return place < length ? place : -1;
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
