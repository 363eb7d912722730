// A provider's list as columns in typed arrays, 21 bytes a stream: what is known of half a million streams fits in
// 10 MB, so that an unchanged one costs a look-up and no row is read.

import type { StreamId } from '../model/ids.ts';

/** One stream's place in the list. */
export interface LedgerEntry {
  readonly id: StreamId;
  /** 53-bit hash of everything the row holds. */
  readonly digest: number;
  readonly row: number;
  /** Index into STREAM_KINDS. */
  readonly kind: number;
}

const ENTRY_BYTES = 8 + 8 + 4 + 1;

export class Ledger {
  ids: Float64Array<ArrayBuffer>;
  digests: Float64Array<ArrayBuffer>;
  rows: Uint32Array<ArrayBuffer>;
  kinds: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1_024) {
    this.ids = new Float64Array(capacity);
    this.digests = new Float64Array(capacity);
    this.rows = new Uint32Array(capacity);
    this.kinds = new Uint8Array(capacity);
  }

  /** @returns its position */
  append(entry: LedgerEntry): number {
    if (this.length === this.ids.length) this.#grow();
    const position = this.length;
    this.ids[position] = entry.id;
    this.digests[position] = entry.digest;
    this.rows[position] = entry.row;
    this.kinds[position] = entry.kind;
    this.length += 1;
    return position;
  }

  idAt(position: number): StreamId {
    return this.ids[position] as StreamId;
  }

  /** Entries `from` to before `to` as bytes: all ids, then all digests, rows and kinds. */
  encode(from: number, to: number): Uint8Array<ArrayBuffer> {
    const count = to - from;
    const bytes = new Uint8Array(count * ENTRY_BYTES);
    let at = 0;
    for (const column of [this.ids, this.digests, this.rows, this.kinds]) {
      const part = column.subarray(from, to);
      bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
      at += part.byteLength;
    }
    return bytes;
  }

  /** Appends what `encode` gave. */
  decode(bytes: Uint8Array): void {
    const count = bytes.byteLength / ENTRY_BYTES;
    while (this.length + count > this.ids.length) this.#grow();
    let at = 0;
    for (const column of [this.ids, this.digests, this.rows, this.kinds]) {
      const part = column.subarray(this.length, this.length + count);
      const raw = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      raw.set(bytes.subarray(at, at + raw.byteLength));
      at += raw.byteLength;
    }
    this.length += count;
  }

  #grow(): void {
    const capacity = Math.max(1_024, this.ids.length * 2);
    this.ids = copyTo(new Float64Array(capacity), this.ids);
    this.digests = copyTo(new Float64Array(capacity), this.digests);
    this.rows = copyTo(new Uint32Array(capacity), this.rows);
    this.kinds = copyTo(new Uint8Array(capacity), this.kinds);
  }
}

function copyTo<Column extends { set(from: Column): void }>(to: Column, from: Column): Column {
  to.set(from);
  return to;
}
