// Writes a provider's list as it is read, in one transaction: until the commit everybody sees the list before. Only
// rows that are new, changed or gone are touched. Lives in a task; one writer at a time.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { StreamEntry } from '../model/stream.ts';
import { transact } from '../storage/database.ts';
import { StreamIdentities } from './identities.ts';
import { LedgerIndex } from './ledger-index.ts';
import { loadLedger, saveLedger } from './ledger-store.ts';
import { Ledger } from './ledger.ts';
import { NameWriter } from './name-store.ts';
import { withShortTexts } from './short-texts.ts';
import { writeMemo } from './memo.ts';
import type { KindCounts } from './query.ts';
import { providerNo } from './schema.ts';
import { streamRemover } from './removal.ts';
import { CONTENT_COLUMNS, digestOf, kindIndex, toColumns } from './stream-row.ts';

export interface CatalogueChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Entries that the list has twice: the first counts. */
  readonly duplicates: number;
  /** Streams that were there before stand in another order: the first of a channel's streams may be another one. */
  readonly isReordered: boolean;
  readonly byKind: KindCounts;
}

export class CatalogueWriter {
  readonly #database: DatabaseSync;
  #pass: ListPass | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The list of this provider follows. The transaction begins with the first batch, not while the provider is dialled. */
  begin(providerId: ProviderId): void {
    this.rollback();
    this.#pass = new ListPass(this.#database, providerId);
  }

  add(batch: readonly StreamEntry[]): void {
    if (!this.#pass) throw new TypeError('add() outside begin() and commit()');
    for (const entry of batch) this.#pass.take(entry);
  }

  /** Streams taken since `begin`, and streams of the list before. */
  get counts(): { readonly now: number; readonly before: number } {
    return { now: this.#pass?.list.length ?? 0, before: this.#pass?.before.length ?? 0 };
  }

  /** Streams that are not in the list any more go; the list and the memos become visible at once. */
  commit(memos: Readonly<Record<string, string>> = {}): CatalogueChanges {
    if (!this.#pass) throw new TypeError('commit() without begin()');
    const changes = this.#pass.finish(memos);
    this.#database.exec('COMMIT');
    this.#pass = undefined;
    return changes;
  }

  /** Memos alone, for a source that said that nothing had changed. */
  remember(providerId: ProviderId, memos: Readonly<Record<string, string>>): void {
    this.rollback();
    const provider = providerNo(this.#database, providerId) ?? insertProvider(this.#database, providerId);
    transact(this.#database, () => {
      for (const [key, value] of Object.entries(memos)) writeMemo(this.#database, provider, key, value);
    });
  }

  /** The list before stays. Also after a failure, and when nothing was begun. */
  rollback(): void {
    this.#pass = undefined;
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  close(): void {
    this.rollback();
    this.#database.close();
  }
}

/** One reading of a list against the list before. */
class ListPass {
  readonly before: Ledger;
  readonly list: Ledger;
  readonly #database: DatabaseSync;
  readonly #provider: number;
  readonly #beforeIndex: LedgerIndex;
  /** Only what the list before did not have. */
  readonly #newIndex: LedgerIndex;
  readonly #kept: Uint8Array;
  readonly #identities: StreamIdentities;
  readonly #names: NameWriter;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #urlOfRow: StatementSync;
  /** Rows from here on are new in this pass. */
  readonly #firstRow: number;
  #nextRow: number;
  /** Where the list before goes on, if nothing was inserted or moved. */
  #expected = 0;
  #added = 0;
  #changed = 0;
  #isReordered = false;
  #duplicates = 0;

  constructor(database: DatabaseSync, providerId: ProviderId) {
    this.#database = database;
    this.#provider = providerNo(database, providerId) ?? insertProvider(database, providerId);
    this.before = loadLedger(database, this.#provider);
    this.list = new Ledger(this.before.length);
    this.#beforeIndex = new LedgerIndex(this.before);
    this.#newIndex = new LedgerIndex(this.list);
    this.#kept = new Uint8Array(this.before.length);
    this.#names = new NameWriter(database, this.#provider);
    this.#identities = new StreamIdentities(providerId, {
      has: (id) => this.#has(id),
      urlOf: (id) => this.#urlOf(id),
    });
    this.#insert = database.prepare(
      `INSERT INTO stream (row, id, provider, ${CONTENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#update = database.prepare(
      `UPDATE stream SET (${CONTENT_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE row = ?`,
    );
    this.#urlOfRow = database.prepare('SELECT url FROM stream WHERE row = ?');
    const last = database.prepare('SELECT max(row) AS last FROM stream').get()?.['last'] as number | null;
    this.#firstRow = (last ?? 0) + 1;
    this.#nextRow = this.#firstRow;
  }

  take(given: StreamEntry): void {
    if (!this.#database.isTransaction) this.#database.exec('BEGIN IMMEDIATE');
    const id = this.#identities.next(given);
    if (id === undefined) {
      this.#duplicates += 1;
      return;
    }
    const entry = withShortTexts(given);
    this.#names.add(entry.name);
    const digest = digestOf(entry);
    const kind = kindIndex(entry.kind);
    const before = this.#positionBefore(id);
    if (before >= 0) this.list.append({ id, digest, row: this.#keep(before, digest, entry), kind });
    else this.#newIndex.add(this.list.append({ id, digest, row: this.#addRow(id, entry), kind }));
  }

  finish(memos: Readonly<Record<string, string>>): CatalogueChanges {
    if (!this.#database.isTransaction) this.#database.exec('BEGIN IMMEDIATE');
    const removed = this.#removeVanished();
    this.#placeAdded();
    saveLedger(this.#database, this.#provider, this.list);
    this.#names.finish();
    const byKind = this.#countKinds();
    this.#database
      .prepare('UPDATE provider SET (live, radio, movie, series) = (?, ?, ?, ?) WHERE no = ?')
      .run(byKind.live, byKind.radio, byKind.movie, byKind.series, this.#provider);
    for (const [key, value] of Object.entries(memos)) writeMemo(this.#database, this.#provider, key, value);
    const [added, changed] = [this.#added, this.#changed];
    if (added + changed + removed > 0 || this.#isReordered) {
      this.#database.prepare('UPDATE provider SET edition = abs(random() / 2048) WHERE no = ?').run(this.#provider);
    }
    const unchanged = this.list.length - added - changed;
    return { added, changed, removed, unchanged, duplicates: this.#duplicates, isReordered: this.#isReordered, byKind };
  }

  /** @returns the id's place in the list before, or -1; mostly it is the next one */
  #positionBefore(id: StreamId): number {
    return this.before.ids[this.#expected] === id ? this.#expected : this.#beforeIndex.find(id);
  }

  #has(id: StreamId): boolean {
    const before = this.#positionBefore(id);
    return before < 0 ? this.#newIndex.find(id) >= 0 : this.#kept[before] === 1;
  }

  /** @returns the row, which is written when its content has changed */
  #keep(position: number, digest: number, entry: StreamEntry): number {
    const row = this.before.rows[position]!;
    this.#kept[position] = 1;
    if (position < this.#expected) this.#isReordered = true;
    this.#expected = position + 1;
    if (this.before.digests[position] !== digest) {
      this.#update.run(...toColumns(entry), row);
      this.#changed += 1;
    }
    return row;
  }

  #addRow(id: StreamId, entry: StreamEntry): number {
    const row = this.#nextRow;
    this.#nextRow += 1;
    this.#insert.run(row, id, this.#provider, ...toColumns(entry));
    this.#added += 1;
    return row;
  }

  #removeVanished(): number {
    const remove = streamRemover(this.#database);
    let removed = 0;
    for (let position = 0; position < this.before.length; position += 1) {
      if (this.#kept[position] === 1) continue;
      remove(this.before, position);
      removed += 1;
    }
    return removed;
  }

  /** In the order of their ids, so that each page of the table is written once. */
  #placeAdded(): void {
    const added = new Float64Array(this.#added);
    let count = 0;
    for (let position = 0; position < this.list.length; position += 1) {
      if (this.list.rows[position]! < this.#firstRow) continue;
      added[count] = this.list.ids[position]!;
      count += 1;
    }
    const place = this.#database.prepare('INSERT INTO place (id, row) VALUES (?, ?)');
    for (const id of added.toSorted()) place.run(id, this.list.rows[this.#newIndex.find(id as StreamId)]!);
  }

  #countKinds(): KindCounts {
    const counts = new Uint32Array(4);
    for (let position = 0; position < this.list.length; position += 1) counts[this.list.kinds[position]!]! += 1;
    return { live: counts[0]!, radio: counts[1]!, movie: counts[2]!, series: counts[3]! };
  }

  #urlOf(id: StreamId): string {
    const before = this.#positionBefore(id);
    const row = before < 0 ? this.list.rows[this.#newIndex.find(id)]! : this.before.rows[before]!;
    return this.#urlOfRow.get(row)!['url'] as string;
  }
}

function insertProvider(database: DatabaseSync, providerId: ProviderId): number {
  const { lastInsertRowid } = database.prepare('INSERT INTO provider (id) VALUES (?)').run(providerId);
  return Number(lastInsertRowid);
}
