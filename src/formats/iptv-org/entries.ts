// The objects of a JSON list one by one, so that a file of 12 MB never stands in memory as a whole.

import { AppError } from '../../kernel/errors.ts';

const SIGNS = /["\\{}[\]]/g;
/** The largest has 2 kB. */
const MAX_ENTRY_UNITS = 65_536;

/**
 * @param chunks UTF-8
 * @returns what each object says; undefined for one that is no JSON
 * @throws AppError `format.malformed` for anything but a list, or one that ends in the middle
 */
export async function* listEntries(chunks: AsyncIterable<Uint8Array>): AsyncGenerator {
  const decoder = new TextDecoder();
  const list = new List();
  for await (const chunk of chunks) yield* list.take(decoder.decode(chunk, { stream: true }));
  if (!list.isOver) throw malformed();
}

class List {
  isOver = false;
  /** From the entry under way on. */
  #text = '';
  #at = 0;
  #start = -1;
  #depth = 0;
  #inString = false;

  *take(more: string): Generator {
    this.#text += more;
    SIGNS.lastIndex = this.#at;
    for (let sign = SIGNS.exec(this.#text); sign && !this.isOver; sign = SIGNS.exec(this.#text)) {
      // A backslash at the very end is looked at again when its letter has come.
      if (sign[0] === '\\' && sign.index + 1 === this.#text.length) break;
      this.#at = SIGNS.lastIndex + (sign[0] === '\\' ? 1 : 0);
      const entry = this.#read(sign[0], sign.index);
      if (entry !== undefined) yield parsed(entry);
      SIGNS.lastIndex = this.#at; // shared, and somebody else may have read in between
    }
    this.#forget();
  }

  /** @returns the text of an entry that ends here */
  #read(sign: string, index: number): string | undefined {
    if (sign === '"') this.#inString = !this.#inString;
    else if (this.#inString || sign === '\\') return undefined;
    else if (sign === '{' || sign === '[') this.#open(sign, index);
    else return this.#close(index);
    return undefined;
  }

  #open(sign: string, index: number): void {
    if (this.#depth === 0 && sign === '{') throw malformed();
    if (this.#depth === 1 && sign === '{') this.#start = index;
    this.#depth += 1;
  }

  #close(index: number): string | undefined {
    this.#depth -= 1;
    if (this.#depth <= 0) this.isOver = true;
    if (this.#depth !== 1 || this.#start < 0) return undefined;
    const entry = this.#text.slice(this.#start, index + 1);
    this.#start = -1;
    return entry;
  }

  #forget(): void {
    const rest = this.#text.slice(this.#start >= 0 ? this.#start : this.#at);
    if (rest.length > MAX_ENTRY_UNITS) throw malformed();
    this.#at = this.#start >= 0 ? Math.max(0, this.#at - this.#start) : 0;
    if (this.#start >= 0) this.#start = 0;
    this.#text = this.isOver ? '' : rest;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const malformed = (): AppError => new AppError('format.malformed', 'The database of channels is no list of entries');
