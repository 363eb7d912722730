// Finds the objects of a JSON list while it arrives, so that a list of 100 MB never stands in memory. Panels are PHP: a
// list may come as an object of its elements, behind warnings, or as an error page.

import { AppError } from '../../kernel/errors.ts';
import { MEBIBYTE } from '../../kernel/units.ts';
import { flag, record } from './value.ts';

/** The largest element seen had 60 KB (a plot in twelve languages); anything above is not one. */
const MAX_ELEMENT_BYTES = 4 * MEBIBYTE;
/** Warnings in front of the JSON: PHP prints one for each file that it stumbles over. */
const MAX_PREAMBLE_BYTES = 256 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export interface ElementsSummary {
  readonly elementCount: number;
  /** Elements that are no JSON, or too large. */
  readonly brokenCount: number;
  /** Nothing came at all, or blanks: what a panel sends when its database did not answer. */
  readonly isEmpty: boolean;
}

/**
 * @param chunks UTF-8
 * @param onElement each object of the list, or of an object in place of a list, with its key then; in order
 * @throws AppError `provider.unauthorised` for a login answer in place of the list, `provider.unavailable` for a page,
 * `net.truncated` when it ends in the middle, or what `chunks` throws
 */
export async function readElements(
  chunks: AsyncIterable<Uint8Array>,
  onElement: (element: Readonly<Record<string, unknown>>, key: string) => void,
): Promise<ElementsSummary> {
  const scanner = new Scanner(onElement);
  for await (const chunk of chunks) scanner.push(chunk);
  return scanner.end();
}

class Scanner {
  readonly #onElement: (element: Readonly<Record<string, unknown>>, key: string) => void;
  #pending: Buffer = Buffer.alloc(0);
  #hasBegun = false;
  #isOver = false;
  #depth = 0;
  #inString = false;
  /** Where the element under way begins in `#pending`; -1 outside of one. */
  #start = -1;
  /** Where the last string at the list's own level begins: the key, when an object stands for the list. */
  #keyAt = -1;
  #key = '';
  #elementCount = 0;
  #brokenCount = 0;
  #byteCount = 0;

  constructor(onElement: (element: Readonly<Record<string, unknown>>, key: string) => void) {
    this.#onElement = onElement;
  }

  push(chunk: Uint8Array): void {
    if (this.#isOver) return;
    this.#byteCount += chunk.byteLength;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const from = this.#pending.byteLength;
    this.#pending = from === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    if (this.#hasBegun) this.#scan(from);
    else this.#begin();
  }

  end(): ElementsSummary {
    if (!this.#hasBegun) this.#judgeText();
    else if (!this.#isOver) {
      throw new AppError('net.truncated', 'The list ends in the middle', { retryable: true });
    }
    return {
      elementCount: this.#elementCount,
      brokenCount: this.#brokenCount,
      isEmpty: !this.#hasBegun && this.#byteCount < MAX_PREAMBLE_BYTES,
    };
  }

  #begin(): void {
    const at = listStart(this.#pending);
    if (at < 0) {
      if (this.#pending.byteLength > MAX_PREAMBLE_BYTES) throw noList(); // also of blanks without end
      return;
    }
    this.#hasBegun = true;
    this.#pending = this.#pending.subarray(at);
    this.#scan(0);
  }

  /** What has no list in it: nothing, a word (`null`, `false`), or a page. */
  #judgeText(): void {
    const text = this.#pending
      .toString('utf8', 0, 512)
      .replace(/^\ufeff/, '')
      .trim();
    if (text === '' || /^(?:null|false|true|""|\d+)$/i.test(text)) return;
    throw noList();
  }

  #scan(from: number): void {
    const bytes = this.#pending;
    let at = from;
    while (at < bytes.byteLength && !this.#isOver) {
      if (this.#inString) {
        const end = stringEnd(bytes, at);
        if (end < 0) break;
        this.#inString = false;
        if (this.#depth === 1) this.#key = bytes.toString('utf8', this.#keyAt, end);
        at = end + 1;
        continue;
      }
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.#inString = true;
        if (this.#depth === 1) this.#keyAt = at + 1;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#open(byte, at);
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close(at);
      at += 1;
    }
    this.#keepTail(bytes);
  }

  #open(byte: number, at: number): void {
    if (this.#depth === 1 && byte === OPEN_OBJECT) this.#start = at;
    this.#depth += 1;
  }

  #close(at: number): void {
    this.#depth -= 1;
    if (this.#depth === 1 && this.#start >= 0) {
      this.#take(this.#pending.toString('utf8', this.#start, at + 1));
      this.#start = -1;
    }
    if (this.#depth === 0) this.#isOver = true;
  }

  #take(text: string): void {
    let element: unknown;
    try {
      element = JSON.parse(text);
    } catch {
      this.#brokenCount += 1;
      return;
    }
    if (this.#key === 'user_info' && this.#elementCount === 0) {
      // The answer to a login: wrong, or to an action that this panel does not know, which is no list of its own.
      if (!isAuthorised(element)) throw new AppError('provider.unauthorised', 'The provider does not accept the login');
      this.#isOver = true;
      return;
    }
    this.#elementCount += 1;
    this.#onElement(element as Readonly<Record<string, unknown>>, this.#key);
  }

  /** Only the element under way is kept for the next chunk; a string that is cut is looked at again. */
  #keepTail(bytes: Buffer): void {
    let keepFrom = this.#start >= 0 ? this.#start : bytes.byteLength;
    if (this.#inString && this.#start < 0) {
      // A key or a word between elements: read again from its quote on.
      keepFrom = this.#depth === 1 ? this.#keyAt : bytes.byteLength;
    }
    if (bytes.byteLength - keepFrom > MAX_ELEMENT_BYTES) {
      throw new AppError('format.malformed', 'The list has an element without an end', { retryable: true });
    }
    this.#pending = Buffer.from(bytes.subarray(keepFrom));
    if (this.#start >= 0) this.#start = 0;
    if (this.#inString && this.#depth === 1) this.#keyAt = 0;
  }
}

const noList = (): AppError =>
  new AppError('provider.unavailable', 'The panel sent a page instead of a list', { retryable: true });

const isAuthorised = (user: unknown): boolean => flag(record(user)['auth'] ?? true);

/** The closing quote at or after `from`, or -1. A quote behind an odd number of backslashes is a character. */
function stringEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (at - slashes - 1 >= 0 && bytes[at - slashes - 1] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

/** Where the JSON begins, behind whatever stands in front of it; -1 when it has not begun yet. */
function listStart(bytes: Buffer): number {
  for (let at = 0; at < bytes.byteLength; at += 1) {
    const byte = bytes[at]!;
    if (byte !== OPEN_LIST && byte !== OPEN_OBJECT) continue;
    const next = nextVisible(bytes, at + 1);
    if (next < 0) return -1;
    const follows = bytes[next]!;
    const isList = byte === OPEN_LIST && (follows === OPEN_OBJECT || follows === CLOSE_LIST || follows === 0x6e);
    const isObject = byte === OPEN_OBJECT && (follows === QUOTE || follows === CLOSE_OBJECT);
    if (isList || isObject) return at;
  }
  return -1;
}

function nextVisible(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.byteLength; at += 1) if (bytes[at]! > 0x20) return at;
  return -1;
}
