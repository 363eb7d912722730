// When two names are the name of one title. Ids of titles, and with them files on people's disks, depend on it: it never changes.

import { hash53 } from '../model/ids.ts';
import type { EpisodeId, TitleId, TitleKind } from '../model/title.ts';

const MARKS = /\p{M}+/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;

/** Without accents, case and punctuation: `Amélie & Co.` is `amelie and co`. */
export function plainTitle(name: string): string {
  const lower = name.normalize('NFKD').replace(MARKS, '').toLowerCase().replaceAll('&', ' and ');
  return lower.replace(BETWEEN_WORDS, ' ').trim() || name.trim().toLowerCase();
}

/** Kind, plain name and year, on a line each. */
export const nameRef = (kind: TitleKind, name: string, year: number): string => `${kind}\n${plainTitle(name)}\n${year}`;

export const nameKey = (kind: TitleKind, name: string, year: number): number => hash53(nameRef(kind, name, year));

export const tmdbKey = (kind: TitleKind, tmdbId: number): number => hash53(`${kind}\ntmdb\n${tmdbId}`);

export const episodeId = (title: TitleId, season: number, episode: number): EpisodeId =>
  hash53(`${title}\n${season}\n${episode}`) as EpisodeId;

const LARGEST = 2 ** 31 - 1;

/** A number of 31 bits that is not taken yet: the same for the same id, but for the few that are in each other's way. */
export function smallNumber(id: number, isTaken: (number: number) => boolean): number {
  let number = (id % LARGEST) + 1;
  while (isTaken(number)) number = number === LARGEST ? 1 : number + 1;
  return number;
}
