// Gives each entry of one list its id, and tells apart what is listed twice from what only looks alike.

import type { ProviderId, StreamId } from '../model/ids.ts';
import type { StreamEntry } from '../model/stream.ts';
import { streamIdOf, tvgKey, urlKey, xtreamKey } from './stream-key.ts';

/** What stands in the list so far. */
export interface ListSoFar {
  has(id: StreamId): boolean;
  urlOf(id: StreamId): string;
}

export class StreamIdentities {
  readonly #providerId: ProviderId;
  readonly #list: ListSoFar;
  /** The URLs under each key that came more than once; its size is the next ordinal. */
  readonly #repeats = new Map<StreamId, Set<string>>();

  constructor(providerId: ProviderId, list: ListSoFar) {
    this.#providerId = providerId;
    this.#list = list;
  }

  /** @returns `undefined` for a stream that is in the list already: same key, same URL (often in a second group) */
  next(entry: StreamEntry): StreamId | undefined {
    const xtream = xtreamKey(entry.url);
    if (xtream !== undefined) {
      const id = streamIdOf(this.#providerId, xtream);
      if (!this.#list.has(id)) return id;
      // Two URLs with one Xtream id are no Xtream URLs: `/hls/news/1.m3u8` and `/hls/sport/1.m3u8`.
      if (this.#list.urlOf(id) === entry.url) return undefined;
    }
    const tvg = xtream === undefined ? tvgKey(entry) : undefined;
    return tvg === undefined ? this.#nth(urlKey(entry), '', entry.url) : this.#nth(tvg, '\n0', entry.url);
  }

  #nth(key: string, suffix: string, url: string): StreamId | undefined {
    const first = streamIdOf(this.#providerId, key + suffix);
    if (!this.#list.has(first)) return first;
    const urls = this.#repeats.get(first) ?? new Set([this.#list.urlOf(first)]);
    this.#repeats.set(first, urls);
    if (urls.has(url)) return undefined;
    const id = streamIdOf(this.#providerId, `${key}\n${urls.size}`);
    urls.add(url);
    return id;
  }
}
