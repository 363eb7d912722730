// Which logos are one artwork, for tasks that match.

import { addressOf, readArtworks } from '../../logos/looks.ts';
import { openReader } from '../../storage/database.ts';

/** The artwork that a logo shows, 0 where nothing was seen of it. */
export type ArtworkOf = (logoUrl: string) => number;

/** @param file null where logos are not compared */
export function openArtworks(file: string | null): ArtworkOf {
  const artworks = file === null ? new Map<number, number>() : read(file);
  return (logoUrl) => (artworks.size === 0 || logoUrl === '' ? 0 : (artworks.get(addressOf(logoUrl)) ?? 0));
}

function read(file: string): Map<number, number> {
  try {
    const database = openReader(file);
    try {
      return readArtworks(database);
    } finally {
      database.close();
    }
  } catch {
    return new Map(); // somebody has emptied the cache
  }
}
