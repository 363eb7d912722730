// Finds out in a worker which of the logos that were seen are one artwork.

import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { artworksOf } from './artworks.ts';
import { openLooks, readViews } from './looks.ts';

export interface ArtworksSummary {
  readonly logoCount: number;
  readonly artworkCount: number;
  readonly changedCount: number;
}

export default defineTask<{ readonly file: string }, ArtworksSummary>(({ file }, context) => {
  const database = openLooks(file, taskLog('logo'));
  try {
    const looks = readViews(database);
    const artworks = artworksOf(looks, () => context.throwIfAborted());
    const update = database.prepare('UPDATE look SET artwork = ?1 WHERE address = ?2 AND artwork <> ?1');
    let changedCount = 0;
    database.exec('BEGIN');
    for (const [at, number] of looks.numbers.entries())
      changedCount += Number(update.run(artworks[at]!, number).changes);
    database.exec('COMMIT');
    return { logoCount: artworks.length, artworkCount: new Set(artworks).size, changedCount };
  } finally {
    database.close();
  }
});
