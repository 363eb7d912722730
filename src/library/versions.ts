// The versions of all titles while they are merged, in columns: a hundred bytes each would be too many. What is said of one
// is read again when its title is written.

import { RESOLUTIONS, type Resolution } from '../formats/names/reading.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Stream, TitleFacts } from '../model/stream.ts';
import type { TitleVersion } from '../model/title.ts';

/** What a merge reads of a stream: movies and series, each in the order of its provider's list. */
export type TitleStream = Pick<Stream, 'group' | 'id' | 'kind' | 'logoUrl' | 'name' | 'providerId' | 'title'> & {
  /** Of the file; empty where the address has none. */
  readonly extension: string;
};

export interface DraftVersion extends TitleVersion {
  readonly group: string;
  readonly posterUrl: string;
  readonly facts: Partial<TitleFacts>;
  /** Of an episode that is a stream of its own. */
  readonly episode?: { readonly season: number; readonly episode: number };
}

/** @returns `undefined` for one that is gone */
export type Recall = (id: StreamId, provider: ProviderId) => TitleStream | undefined;

/** What its name says of a version. */
export interface VersionReading {
  readonly language: string;
  readonly resolution: Resolution;
  /** -1 for none. */
  readonly season: number;
  readonly episode: number;
}

export class Versions {
  readonly #recall: Recall;
  readonly #kept: Map<StreamId, TitleStream> | undefined;
  readonly #streams: StreamId[] = [];
  readonly #providers: number[] = [];
  readonly #languages: number[] = [];
  readonly #resolutions: number[] = [];
  /** Season and episode; -1 for what is no episode. */
  readonly #seasons: number[] = [];
  readonly #episodes: number[] = [];
  readonly #words = new Words();

  /** Without `recall` streams are kept as they come. */
  constructor(recall?: Recall) {
    const kept = new Map<StreamId, TitleStream>();
    this.#kept = recall ? undefined : kept;
    this.#recall = recall ?? ((id) => kept.get(id));
  }

  /** @returns its row */
  add(stream: TitleStream, { language, resolution, season, episode }: VersionReading): number {
    this.#kept?.set(stream.id, stream);
    this.#providers.push(this.#words.numberOf(stream.providerId));
    this.#languages.push(this.#words.numberOf(language));
    this.#resolutions.push(RESOLUTIONS.indexOf(resolution));
    this.#seasons.push(season);
    this.#episodes.push(episode);
    return this.#streams.push(stream.id) - 1;
  }

  languageOf(row: number): string {
    return this.#words.at(this.#languages[row]!);
  }

  /** Its place among `RESOLUTIONS`. */
  resolutionOf(row: number): number {
    return this.#resolutions[row]!;
  }

  at(row: number): DraftVersion | undefined {
    const [streamId, season, episode] = [this.#streams[row]!, this.#seasons[row]!, this.#episodes[row]!];
    const stream = this.#recall(streamId, this.#words.at(this.#providers[row]!) as ProviderId);
    if (!stream) return undefined;
    return {
      streamId,
      providerId: stream.providerId,
      name: stream.name,
      language: this.languageOf(row),
      resolution: RESOLUTIONS[this.resolutionOf(row)]!,
      extension: stream.extension,
      group: stream.group,
      posterUrl: stream.logoUrl,
      facts: stream.title ?? {},
      ...(season >= 0 && episode >= 0 && { episode: { season, episode } }),
    };
  }
}

/** A few words as numbers. */
class Words {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];

  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.push(word) - 1;
    this.#numbers.set(word, number);
    return number;
  }

  at(number: number): string {
    return this.#words[number]!;
  }
}
