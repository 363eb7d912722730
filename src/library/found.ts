// What was found of titles at TMDB, for builds.

import type { DatabaseSync } from 'node:sqlite';

/** @returns a reader of the sure ones by the key of a name; 0 for what was not found */
export function foundIds(database: DatabaseSync): (nameKey: number) => number {
  if (!database.prepare('SELECT 1 FROM found WHERE is_sure = 1 LIMIT 1').get()) return () => 0;
  const found = database.prepare('SELECT tmdb FROM found WHERE key = ? AND is_sure = 1');
  return (key) => (found.get(key)?.['tmdb'] as number | undefined) ?? 0;
}
