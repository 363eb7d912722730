// From bytes in any chunks to text in whole lines: UTF-8, with a fall-back to Windows-1252 line by line, and UTF-16.

import { isAscii, isUtf8 } from 'node:buffer';
import { KIBIBYTE } from '../../kernel/units.ts';

/** Longest line, in UTF-16 units, that is looked at: logos inlined as `data:` URLs are longer and nobody's name is. */
export const MAX_LINE_LENGTH = 64 * KIBIBYTE;
/** More bytes than a line of the greatest length can have: three for each unit. */
const MAX_LINE_BYTES = 3 * MAX_LINE_LENGTH;

const LF = 0x0a;
const CR = 0x0d;
const EMPTY = Buffer.alloc(0);

/**
 * Collects chunks until lines are whole. Of a line beyond all measure only the beginning is kept, and that is still
 * longer than `MAX_LINE_LENGTH`, so that whoever reads the lines can tell.
 */
export class WholeLines {
  #transcode: ((chunk: Uint8Array | undefined) => Uint8Array) | undefined;
  #carry: Buffer = EMPTY;
  /** Inside a line of which enough is known. */
  #dropping = false;

  get isDropping(): boolean {
    return this.#dropping;
  }

  /** Lines that became whole, each with its break; empty while the first is not complete. */
  take(chunk: Uint8Array): string {
    if (!this.#transcode) {
      this.#carry = joined(this.#carry, chunk);
      if (this.#carry.byteLength < 4) return '';
      return this.#takeUtf8(this.#recognise());
    }
    return this.#takeUtf8(this.#transcode(chunk));
  }

  /** What is left: a last line without a break. */
  end(): string {
    const rest = this.#transcode ? EMPTY : this.#recognise();
    return this.#takeUtf8(rest) + decode(joined(this.#carry, this.#transcode!(undefined)));
  }

  /** Settles the encoding by the first bytes, which stand in `#carry`. */
  #recognise(): Uint8Array {
    const first = this.#carry;
    this.#carry = EMPTY;
    const encoding = encodingOf(first);
    this.#transcode = encoding === 'utf-8' ? (chunk) => chunk ?? EMPTY : fromUtf16(encoding);
    return this.#transcode(first);
  }

  #takeUtf8(chunk: Uint8Array): string {
    const rest = this.#dropping ? afterDropped(chunk) : chunk;
    if (rest.byteLength === 0) return '';
    this.#dropping = false;
    const cut = lastCut(this.#carry, rest);
    if (cut < 0) {
      this.#carry = joined(this.#carry, rest);
      this.#dropping = this.#carry.byteLength > MAX_LINE_BYTES && this.#carry.at(-1) !== CR;
      return '';
    }
    const whole = joined(this.#carry, rest.subarray(0, cut));
    this.#carry = Buffer.from(rest.subarray(cut));
    return decode(whole);
  }
}

/** How much of `rest` completes lines; -1 for none. A final CR waits for what follows: it may be half a CRLF. */
function lastCut(carry: Buffer, rest: Uint8Array): number {
  const feed = rest.lastIndexOf(LF);
  if (feed >= 0) return feed + 1;
  const beforeLast = rest.byteLength - 2;
  const lone = beforeLast >= 0 ? rest.lastIndexOf(CR, beforeLast) : -1;
  if (lone >= 0) return lone + 1;
  return carry.at(-1) === CR ? 0 : -1;
}

/** From the break that ends the dropped line on; empty when it goes on. */
function afterDropped(chunk: Uint8Array): Uint8Array {
  const at = chunk.findIndex((byte) => byte === LF || byte === CR);
  return at < 0 ? EMPTY : chunk.subarray(at);
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** By its byte order mark, or by the zero that is half of every ASCII character. (UTF-8's mark is left to the reader.) */
function encodingOf([a = 1, b = 1, c = 1, d = 1]: Uint8Array): Encoding {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  return 'utf-8';
}

function fromUtf16(encoding: Encoding): (chunk: Uint8Array | undefined) => Uint8Array {
  const decoder = new TextDecoder(encoding);
  return (chunk) => Buffer.from(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode(), 'utf8');
}

/** Three ways, the quickest that is right: ASCII gives one byte a character, which is also the quickest to search. */
function decode(lines: Buffer): string {
  if (isAscii(lines)) return lines.toString('latin1');
  if (isUtf8(lines)) return lines.toString('utf8');
  return [...eachLine(lines)].map((line) => (isUtf8(line) ? line.toString('utf8') : windows1252.decode(line))).join('');
}

const windows1252 = new TextDecoder('windows-1252');

/** Each line with its break. */
function* eachLine(lines: Buffer): Generator<Buffer> {
  let start = 0;
  for (let at = 0; at < lines.byteLength; at += 1) {
    if (lines[at] !== LF && lines[at] !== CR) continue;
    yield lines.subarray(start, at + 1);
    start = at + 1;
  }
  if (start < lines.byteLength) yield lines.subarray(start);
}

function joined(left: Buffer, right: Uint8Array): Buffer {
  return left.byteLength === 0
    ? Buffer.from(right.buffer, right.byteOffset, right.byteLength)
    : Buffer.concat([left, right]);
}
