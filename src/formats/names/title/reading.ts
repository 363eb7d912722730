// What the name of a movie, a series or an episode says.

import type { Resolution } from '../reading.ts';

export interface TitleReading {
  /** As written, without prefix, year, numbers and technical words. Never empty unless the name is. */
  readonly title: string;
  /** 0 when not said. */
  readonly year: number;
  /** -1 when not said; specials are season 0. */
  readonly season: number;
  /** The first episode; -1 when not said. */
  readonly episode: number;
  /** The last one of `S01E01-E03`; the same as `episode` for one. */
  readonly lastEpisode: number;
  /** ISO 639-1 code or market code of the prefix (`FR - `, `DE|`), or empty. */
  readonly language: string;
  readonly resolution: Resolution;
}
