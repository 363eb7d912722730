// What a child says on its error output: lines, redacted, the last few kept, however much it says.

import { redactText } from '../kernel/redact.ts';

const MAX_LINES = 50;
/** A line longer than this is cut; a child that never ends one is not waited for. */
const MAX_LINE_CHARACTERS = 500;

// oxlint-disable-next-line no-control-regex -- a child may colour its messages, and overwrite a line to show progress
const CONTROL = /\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]/g;

export class Messages {
  readonly #lines: string[] = [];
  readonly #decoder = new TextDecoder();
  #rest = '';

  /** The last ones, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  push(chunk: Uint8Array): void {
    const pieces = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split(/[\r\n]+/);
    this.#rest = pieces.pop()!;
    for (const piece of pieces) this.#add(piece);
    if (this.#rest.length > MAX_LINE_CHARACTERS) this.flush();
  }

  /** Nothing more comes: what stands without an end of line is one too. */
  flush(): void {
    this.#add(this.#rest);
    this.#rest = '';
  }

  #add(line: string): void {
    const text = redactText(line.slice(0, 4 * MAX_LINE_CHARACTERS).replaceAll(CONTROL, '')).trim();
    if (text === '') return;
    this.#lines.push(text.slice(0, MAX_LINE_CHARACTERS));
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }
}
