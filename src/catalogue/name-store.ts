// The names of a list as they are searched, in the database: in chunks of the ledger's size, so that a change near the end writes
// little. A thread that is asked for the first time has them in the time of reading a file; row by row it takes a second for half a
// million.
//
//   0      4           4 + 4n
//   count  ends …      names, each with a line break behind it      (little endian; ends are places in the names)

import { endianness } from 'node:os';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { CHUNK_ENTRIES } from './ledger-store.ts';
import type { Ledger } from './ledger.ts';
import { NameIndex, searchable } from './name-index.ts';

const WORD = Uint32Array.BYTES_PER_ELEMENT;

/** Takes names in the order of the list; a chunk that is as it was is not written. */
export class NameWriter {
  readonly #provider: number;
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #drop: StatementSync;
  #names: string[] = [];
  #chunk = 0;

  constructor(database: DatabaseSync, provider: number) {
    this.#provider = provider;
    this.#read = database.prepare('SELECT names FROM names WHERE provider = ? AND chunk = ?');
    this.#write = database.prepare('INSERT OR REPLACE INTO names (provider, chunk, names) VALUES (?, ?, ?)');
    this.#drop = database.prepare('DELETE FROM names WHERE provider = ? AND chunk >= ?');
  }

  add(name: string): void {
    this.#names.push(searchable(name));
    if (this.#names.length === CHUNK_ENTRIES) this.#flush();
  }

  finish(): void {
    if (this.#names.length > 0) this.#flush();
    this.#drop.run(this.#provider, this.#chunk);
  }

  #flush(): void {
    const bytes = encode(this.#names);
    const stored = this.#read.get(this.#provider, this.#chunk)?.['names'] as Uint8Array | undefined;
    if (!stored || Buffer.compare(stored, bytes) !== 0) this.#write.run(this.#provider, this.#chunk, bytes);
    this.#chunk += 1;
    this.#names = [];
  }
}

export function loadNames(database: DatabaseSync, provider: number, ledger: Ledger): NameIndex {
  const chunks = database.prepare('SELECT names FROM names WHERE provider = ? ORDER BY chunk').all(provider);
  const index = decode(chunks.map((chunk) => chunk['names'] as Uint8Array));
  return index.length === ledger.length ? index : decode([encode(namesOf(database, provider, ledger))]);
}

/** Of a list that an older version has stored. */
function namesOf(database: DatabaseSync, provider: number, ledger: Ledger): string[] {
  const ofRow = new Map<number, string>();
  for (const found of database.prepare('SELECT row, name FROM stream WHERE provider = ?').iterate(provider))
    ofRow.set(found['row'] as number, searchable(found['name'] as string));
  return Array.from({ length: ledger.length }, (_, position) => ofRow.get(ledger.rows[position]!) ?? '');
}

function encode(names: readonly string[]): Buffer {
  const text = Buffer.from(names.map((name) => `${name}\n`).join(''));
  const head = Buffer.alloc(WORD * (names.length + 1));
  head.writeUInt32LE(names.length);
  let end = 0;
  for (const [at, name] of names.entries()) {
    end += Buffer.byteLength(name);
    head.writeUInt32LE(end, WORD * (at + 1));
    end += 1;
  }
  return Buffer.concat([head, text]);
}

function decode(chunks: readonly Uint8Array[]): NameIndex {
  const parts = chunks.map((chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  const counts = parts.map((part) => part.readUInt32LE());
  const texts = parts.map((part, at) => part.subarray(WORD * (counts[at]! + 1)));
  const ends = new Uint32Array(counts.reduce((sum, count) => sum + count, 0));
  let [place, before] = [0, 0];
  for (const [at, part] of parts.entries()) {
    for (const end of endsIn(part, counts[at]!)) {
      ends[place] = before + end;
      place += 1;
    }
    before += texts[at]!.length;
  }
  return new NameIndex(Buffer.concat(texts), ends);
}

function endsIn(part: Buffer, count: number): Uint32Array {
  const bytes = Buffer.from(part.subarray(WORD, WORD * (count + 1))); // a copy of its own: aligned
  if (endianness() === 'BE') bytes.swap32();
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
