// What streams were made of when they were last on air: accounts with one connection are hardly ever looked at otherwise.

import type { StreamSource } from '../model/stream.ts';
import type { KnownTrack } from './splice/foretold.ts';

/** More than a family watches in a month; some 200 bytes each. */
const MOST_STREAMS = 2_000;

export class SeenTracks {
  /** Those seen last are last. */
  readonly #tracks = new Map<string, readonly KnownTrack[]>();

  saw(source: StreamSource, tracks: readonly KnownTrack[]): void {
    const key = keyOf(source);
    this.#tracks.delete(key);
    this.#tracks.set(key, tracks);
    if (this.#tracks.size > MOST_STREAMS) this.#tracks.delete(this.#tracks.keys().next().value!);
  }

  of(source: StreamSource): readonly KnownTrack[] | undefined {
    return this.#tracks.get(keyOf(source));
  }
}

/** A command makes another stream of it. */
const keyOf = ({ streamId, command = '' }: StreamSource): string => `${streamId} ${command}`;
