// Reads a playlist as it arrives: bytes in, entries out in batches, broken lines counted. Nothing is held but a batch.

import type { Skips } from '../../model/provider.ts';
import type { StreamEntry } from '../../model/stream.ts';
import { readTolerantly } from './attributes.ts';
import { noExtras, readDirective, type Extras } from './directives.ts';
import { makeEntry, type Surroundings } from './entry.ts';
import { EXTINF, readExtinf } from './extinf.ts';
import { Fields } from './fields.ts';
import { readChannel, readHeading } from './genre-list.ts';
import { Header } from './header.ts';
import { eachLine } from './lines.ts';
import { addressAtEnd, nameFromAddress, readLocation, type BadLocation, type Location } from './location.ts';
import { SkipCounter } from './skips.ts';
import { beginsList, beginsPage, hlsKind, isSegment, isSenseless, notAPlaylist } from './stranger.ts';
import { MAX_LINE_LENGTH, WholeLines } from './text.ts';

export interface ReadM3uOptions {
  /** Where the list came from, after redirects: relative addresses start here. Empty for a local file. */
  readonly base: string;
  /** The list's own address: the only entry, if it turns out to be the HLS playlist of one channel. */
  readonly source: string;
  /** In the list's order. Texts may be slices of larger ones: copy what is kept for long. */
  readonly onEntries: (batch: readonly StreamEntry[]) => void;
}

export interface M3uSummary {
  readonly entryCount: number;
  readonly skips: Skips;
  /** http(s), absolute, each once. */
  readonly guideSources: readonly string[];
}

/** @throws AppError `format.not-a-playlist`, or what `chunks` throws */
export async function readM3u(chunks: AsyncIterable<Uint8Array>, options: ReadM3uOptions): Promise<M3uSummary> {
  const reader = new M3uReader(options);
  for await (const chunk of chunks) reader.take(chunk);
  return reader.end();
}

const BATCH_SIZE = 256;
const HASH = 0x23;
const LETTER_I = 0x49;
const MEANT = /^#(?:EXT|KODIPROP)/i;
const ODD_EXTINF = /^#EXTINF\b[:\s]*/i;
const GROUP = /^#EXTGRP\s*:?\s*(.*)$/i;

/** `start`: nothing seen yet; `page`: not a list so far; `hls`: one channel, whatever follows. */
type Mode = 'start' | 'list' | 'page' | 'maybe-hls' | 'hls';

class M3uReader {
  readonly #options: ReadM3uOptions;
  readonly #lines = new WholeLines();
  readonly #skips = new SkipCounter();
  readonly #header: Header;
  /** Of the EXTINF whose address has not come yet; cleared at all other times. */
  readonly #fields = new Fields();
  readonly #around: Surroundings;
  #mode: Mode = 'start';
  #lineCount = 0;
  /** Line of the EXTINF whose address has not come yet; 0 for none, -1 for one that could not be read. */
  #expectedSince = 0;
  #entryCount = 0;
  #batch: StreamEntry[] = [];

  constructor(options: ReadM3uOptions) {
    this.#options = options;
    this.#header = new Header(options.base);
    this.#around = { base: options.base, header: this.#header.fields, group: '', extras: null };
  }

  take(chunk: Uint8Array): void {
    eachLine(this.#lines.take(chunk), this.#takeLine);
    if (this.#lines.isDropping && this.#lineCount === 0) throw notAPlaylist('other');
  }

  end(): M3uSummary {
    eachLine(this.#lines.end(), this.#takeLine);
    this.#giveUpExpected();
    if (this.#mode === 'hls' || this.#mode === 'maybe-hls') this.#addItself();
    if (this.#entryCount === 0 && !this.#header.isPresent) throw notAPlaylist(this.#instead());
    if (this.#batch.length > 0) this.#options.onEntries(this.#batch);
    return { entryCount: this.#entryCount, skips: this.#skips.skips, guideSources: this.#header.guideSources };
  }

  readonly #takeLine = (text: string, start: number, end: number, length: number): void => {
    this.#lineCount += 1;
    if (start === end) return;
    if (length > MAX_LINE_LENGTH) this.#skipLongLine(text, start);
    else if (this.#mode !== 'list' && !this.#admits(text.slice(start, end))) return;
    else if (text.charCodeAt(start) !== HASH) this.#takeAddress(text.slice(start, end));
    else if (text.charCodeAt(start + 4) === LETTER_I && text.startsWith(EXTINF, start)) {
      this.#giveUpExpected();
      this.#expectedSince = this.#lineCount;
      readExtinf(text, start, end, this.#fields);
    } else this.#takeDirective(text.slice(start, end));
  };

  /** Whether a line counts, while it is not settled that this is a list. */
  #admits(line: string): boolean {
    if (this.#mode === 'hls') return false;
    if (this.#mode === 'start') {
      if (line.includes('\0')) throw notAPlaylist('other');
      this.#mode = beginsPage(line) ? 'page' : 'list';
    }
    if (this.#mode === 'page') {
      if (isSenseless(this.#lineCount)) throw notAPlaylist('page');
      if (beginsList(line)) this.#mode = 'list';
    }
    if (this.#mode === 'maybe-hls' && line.startsWith(EXTINF)) this.#mode = isSegment(line) ? 'hls' : 'list';
    return this.#mode === 'list' || this.#mode === 'maybe-hls';
  }

  #takeDirective(line: string): void {
    if (!MEANT.test(line) || this.#header.read(line)) return;
    const group = GROUP.exec(line)?.[1];
    if (group !== undefined) this.#around.group = group;
    else if (ODD_EXTINF.test(line)) {
      this.#giveUpExpected();
      this.#expectedSince = this.#lineCount;
      readTolerantly(line.replace(ODD_EXTINF, ''), this.#fields);
    } else if (!readDirective(line, this.#extras)) this.#takeHlsTag(line);
  }

  readonly #extras = (): Extras => (this.#around.extras ??= noExtras());

  /** Only before the first entry: lists of channels have such tags among them. */
  #takeHlsTag(line: string): void {
    if (this.#entryCount > 0 || this.#expectedSince !== 0) return;
    const kind = hlsKind(line);
    if (kind) this.#mode = kind === 'master' ? 'hls' : 'maybe-hls';
  }

  #takeAddress(line: string): void {
    if (this.#expectedSince < 0) {
      this.#forgetExpected();
      return;
    }
    if (this.#expectedSince === 0 && this.#takeGenreLine(line)) return;
    this.#addOrSkip(readLocation(line, this.#options.base, this.#expectedSince > 0));
  }

  #takeGenreLine(line: string): boolean {
    const heading = readHeading(line);
    if (heading !== undefined) {
      this.#around.group = heading;
      return true;
    }
    const channel = readChannel(line);
    for (const address of channel?.addresses ?? []) {
      this.#fields.name = channel!.name;
      this.#fields.tvgId = channel!.name;
      this.#addOrSkip(readLocation(address, '', true));
    }
    return channel !== undefined;
  }

  #addOrSkip(location: Location | BadLocation): void {
    if (typeof location === 'string') this.#skip(location);
    else this.#add(location);
  }

  #skip(reason: BadLocation): void {
    if (reason === 'not-an-address' && this.#expectedSince > 0) return; // prose: the address may still come
    this.#skips.add(reason, this.#lineCount);
    this.#forgetExpected();
    const isHopeless = this.#entryCount === 0 && !this.#header.isPresent && isSenseless(this.#lineCount);
    if (isHopeless) throw notAPlaylist('other');
  }

  #add(location: Location): void {
    this.#header.addGuides(this.#fields.rare?.get('tvg-url'));
    this.#batch.push(makeEntry(this.#fields, location, this.#around));
    this.#entryCount += 1;
    this.#forgetExpected();
    if (this.#batch.length < BATCH_SIZE) return;
    this.#options.onEntries(this.#batch);
    this.#batch = [];
  }

  /** An EXTINF that another one, or the end, follows: its address may stand at the end of its name. */
  #giveUpExpected(): void {
    if (this.#expectedSince === 0) return; // directives may stand before their EXTINF: they are kept
    if (this.#expectedSince > 0) {
      const inside = addressAtEnd(this.#fields.name);
      if (inside) this.#fields.name = inside.name;
      const location = inside ? readLocation(inside.address, '', true) : 'not-an-address';
      if (typeof location === 'string') this.#skips.add('no-address', this.#expectedSince);
      else this.#add(location);
    }
    this.#forgetExpected();
  }

  #forgetExpected(): void {
    this.#fields.clear();
    this.#around.extras = null;
    this.#expectedSince = 0;
  }

  #skipLongLine(text: string, start: number): void {
    this.#skips.add('line-too-long', this.#lineCount);
    if (!text.startsWith(EXTINF, start)) return;
    this.#giveUpExpected();
    this.#expectedSince = -1; // the address that follows belongs to it
  }

  #instead(): 'page' | 'nothing' | 'other' {
    if (this.#mode === 'page') return 'page';
    return this.#mode === 'start' ? 'nothing' : 'other';
  }

  #addItself(): void {
    const location = readLocation(this.#options.source, '', true);
    if (typeof location === 'string') throw notAPlaylist('other');
    this.#mode = 'list';
    this.#fields.name = nameFromAddress(location.url);
    this.#addOrSkip(location);
  }
}
