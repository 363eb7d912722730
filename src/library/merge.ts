// Which files are one movie, which lists and episodes one series: by TMDB id, else by name and year. Pure.

import { RESOLUTIONS } from '../formats/names/reading.ts';
import { readTitle } from '../formats/names/title/read.ts';
import type { Stream, TitleFacts } from '../model/stream.ts';
import type { TitleKind, TitleVersion } from '../model/title.ts';
import { nameKey, tmdbKey } from './title-key.ts';

/** What a merge reads of a stream: movies and series, each in the order of its provider's list. */
export type TitleStream = Pick<Stream, 'group' | 'id' | 'kind' | 'logoUrl' | 'name' | 'providerId' | 'title'> & {
  /** Of the file; empty where the address has none. */
  readonly extension: string;
};

export interface Draft {
  readonly kind: TitleKind;
  /** Every key under which it was met. */
  readonly keys: number[];
  name: string;
  year: number;
  tmdbId: number;
  readonly versions: DraftVersion[];
}

export interface DraftVersion extends TitleVersion {
  readonly group: string;
  readonly posterUrl: string;
  readonly facts: Partial<TitleFacts>;
  /** Of an episode that is a stream of its own. */
  readonly episode?: { readonly season: number; readonly episode: number };
}

export interface MergeOptions {
  /** Language codes, the preferred first: versions in them go before others. */
  readonly languages: readonly string[];
}

export class TitleMerge {
  readonly #options: MergeOptions;
  readonly #byKey = new Map<number, Draft>();
  readonly #drafts: Draft[] = [];

  constructor(options: MergeOptions) {
    this.#options = options;
  }

  add(stream: TitleStream): void {
    const facts = stream.title ?? {};
    const reading = readTitle(stream.name, { group: stream.group });
    const isEpisode = stream.kind === 'series' && !stream.title;
    if (isEpisode && (reading.season < 0 || reading.episode < 0)) return; // nothing says which one it is
    const kind: TitleKind = stream.kind === 'movie' ? 'movie' : 'series';
    const year = isEpisode ? reading.year : reading.year || (facts.year ?? 0);
    const draft = this.#draftFor(kind, { name: reading.title, year, tmdbId: facts.tmdbId ?? 0 });
    draft.versions.push({
      streamId: stream.id,
      providerId: stream.providerId,
      name: stream.name,
      language: reading.language,
      resolution: reading.resolution,
      extension: stream.extension,
      group: stream.group,
      posterUrl: stream.logoUrl,
      facts,
      ...(isEpisode && { episode: { season: reading.season, episode: reading.episode } }),
    });
  }

  /** Versions best first. */
  finish(): readonly Draft[] {
    for (const { versions } of this.#drafts) {
      if (versions.length > 1) versions.sort((one, other) => this.#rank(one) - this.#rank(other));
    }
    return this.#drafts;
  }

  #draftFor(kind: TitleKind, said: { name: string; year: number; tmdbId: number }): Draft {
    const byName = nameKey(kind, said.name, said.year);
    const byTmdb = said.tmdbId > 0 ? tmdbKey(kind, said.tmdbId) : undefined;
    const named = this.#byKey.get(byName);
    const isSame = named && (byTmdb === undefined || named.tmdbId === 0 || named.tmdbId === said.tmdbId);
    const draft = (byTmdb === undefined ? undefined : this.#byKey.get(byTmdb)) ?? (isSame ? named : undefined);
    const found = draft ?? { kind, keys: [], name: said.name, year: said.year, tmdbId: said.tmdbId, versions: [] };
    if (!draft) this.#drafts.push(found);
    found.tmdbId ||= said.tmdbId;
    found.year ||= said.year;
    for (const key of byTmdb === undefined ? [byName] : [byName, byTmdb]) {
      if (this.#byKey.has(key)) continue;
      this.#byKey.set(key, found);
      found.keys.push(key);
    }
    return found;
  }

  /** The lower goes first: language, then quality, then the providers' order, which sorting keeps. */
  #rank({ language, resolution }: DraftVersion): number {
    const place = this.#options.languages.indexOf(language);
    const languageRank = place < 0 ? this.#options.languages.length : place;
    return languageRank * RESOLUTIONS.length - resolutionRank(resolution);
  }
}

const resolutionRank = (resolution: string): number => RESOLUTIONS.findIndex((one) => one === resolution);
