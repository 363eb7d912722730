// Which files are one movie, which lists and episodes one series: by TMDB id, else by name and year. Pure.

import { RESOLUTIONS } from '../formats/names/reading.ts';
import { readTitle } from '../formats/names/title/read.ts';
import type { TitleKind } from '../model/title.ts';
import { nameKey, tmdbKey } from './title-key.ts';
import { Versions, type DraftVersion, type Recall, type TitleStream } from './versions.ts';

export interface Draft {
  readonly kind: TitleKind;
  /** Every key under which it was met. */
  readonly keys: number[];
  name: string;
  year: number;
  tmdbId: number;
  /** Made with each reading: whoever needs them twice keeps them. */
  readonly versions: DraftVersion[];
}

export interface MergeOptions {
  /** Language codes, the preferred first: versions in them go before others. */
  readonly languages: readonly string[];
  /** Where a stream can be read again: without it, all are kept in memory. */
  readonly recall?: Recall;
  /** Which title of TMDB a name's key was found to be, where the lists do not say; 0 for none. */
  readonly tmdbOf?: (nameKey: number) => number;
  /** Which one a person says that it is, whatever the lists say; 0 for none of them. */
  readonly decidedOf?: (nameKey: number) => number | undefined;
}

/** Half a gigabyte is a small box' whole memory, and 150,000 movies with all that is said of them half of that. */
class PackedDraft implements Draft {
  readonly kind: TitleKind;
  /** Made with what is in them: an empty array that is pushed to has room for seventeen at once. */
  readonly keys: number[];
  name: string;
  year: number;
  tmdbId: number;
  /** Rows of the table of versions. */
  readonly rows: number[];
  readonly #versions: Versions;

  constructor(row: number, { kind, keys, name, year, tmdbId }: Said, versions: Versions) {
    this.kind = kind;
    this.keys = keys;
    this.rows = [row];
    this.name = name;
    this.year = year;
    this.tmdbId = tmdbId;
    this.#versions = versions;
  }

  get versions(): DraftVersion[] {
    return this.rows.flatMap((row) => this.#versions.at(row) ?? []);
  }
}

type Said = Omit<Draft, 'versions'>;

export class TitleMerge {
  readonly #options: MergeOptions;
  readonly #byKey = new Map<number, PackedDraft>();
  readonly #drafts: PackedDraft[] = [];
  readonly #versions: Versions;

  constructor(options: MergeOptions) {
    this.#options = options;
    this.#versions = new Versions(options.recall);
  }

  add(stream: TitleStream): void {
    const facts = stream.title ?? {};
    const reading = readTitle(stream.name, { group: stream.group });
    const isEpisode = stream.kind === 'series' && !stream.title;
    if (isEpisode && (reading.season < 0 || reading.episode < 0)) return; // nothing says which one it is
    const kind: TitleKind = stream.kind === 'movie' ? 'movie' : 'series';
    const year = isEpisode ? reading.year : reading.year || (facts.year ?? 0);
    const row = this.#versions.add(stream, isEpisode ? reading : { ...reading, season: -1, episode: -1 });
    this.#place(row, { kind, name: reading.title, year, tmdbId: facts.tmdbId ?? 0 });
  }

  /** Versions best first. */
  finish(): readonly Draft[] {
    for (const { rows } of this.#drafts) {
      if (rows.length > 1) rows.sort((one, other) => this.#rank(one) - this.#rank(other));
    }
    return this.#drafts;
  }

  #place(row: number, listed: Omit<Said, 'keys'>): void {
    const byName = nameKey(listed.kind, listed.name, listed.year);
    const { decidedOf, tmdbOf } = this.#options;
    const said = { ...listed, tmdbId: decidedOf?.(byName) ?? (listed.tmdbId || (tmdbOf?.(byName) ?? 0)) };
    const byTmdb = said.tmdbId > 0 ? tmdbKey(said.kind, said.tmdbId) : undefined;
    const named = this.#byKey.get(byName);
    const isSame = named && (byTmdb === undefined || named.tmdbId === 0 || named.tmdbId === said.tmdbId);
    const known = (byTmdb === undefined ? undefined : this.#byKey.get(byTmdb)) ?? (isSame ? named : undefined);
    const free = [byName, ...(byTmdb === undefined ? [] : [byTmdb])].filter((key) => !this.#byKey.has(key));
    const draft = known ?? new PackedDraft(row, { ...said, keys: free }, this.#versions);
    for (const key of free) this.#byKey.set(key, draft);
    if (!known) {
      this.#drafts.push(draft);
      return;
    }
    draft.keys.push(...free);
    draft.rows.push(row);
    draft.tmdbId ||= said.tmdbId;
    draft.year ||= said.year;
  }

  /** The lower goes first: language, then quality, then the providers' order, which sorting keeps. */
  #rank(row: number): number {
    const { languages } = this.#options;
    const place = languages.indexOf(this.#versions.languageOf(row));
    const languageRank = place < 0 ? languages.length : place;
    return languageRank * RESOLUTIONS.length - this.#versions.resolutionOf(row);
  }
}
