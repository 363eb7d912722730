// `#EXTM3U`: what holds for the whole list. A list glued together from several has several.

import { readHeaderAttributes } from './attributes.ts';
import { Fields } from './fields.ts';

const HEADER = '#EXTM3U';
const MAX_GUIDES = 50;
const MAX_GUIDES_LENGTH = 8_192;

export class Header {
  /** Of the last header that was read. */
  readonly fields = new Fields();
  isPresent = false;
  readonly #guides = new Set<string>();
  readonly #base: string;

  /** @param base where relative addresses of guides start; empty for none */
  constructor(base: string) {
    this.#base = base;
  }

  /** False when the line is no header. */
  read(line: string): boolean {
    if (line.slice(0, HEADER.length).toUpperCase() !== HEADER) return false;
    this.isPresent = true;
    this.fields.clear();
    readHeaderAttributes(line.slice(HEADER.length), this.fields);
    this.addGuides(this.fields.take('tvg-url'));
    return true;
  }

  /** Several addresses are separated by commas or blanks, and may have both inside. http and https only. */
  addGuides(text: string | undefined): void {
    for (const part of text?.slice(0, MAX_GUIDES_LENGTH).split(/\n|[\s,;|]+(?=https?:|\/)/i) ?? []) {
      const url = URL.parse(part.trim(), this.#base === '' ? undefined : this.#base);
      const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
      if (url && isHttp && this.#guides.size < MAX_GUIDES) this.#guides.add(url.href);
    }
  }

  /** Absolute, each once, in the list's order. */
  get guideSources(): readonly string[] {
    return [...this.#guides];
  }
}
