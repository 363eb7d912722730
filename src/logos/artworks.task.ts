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
    const logos = readViews(database);
    const artworks = artworksOf(logos, () => context.throwIfAborted());
    const update = database.prepare('UPDATE look SET artwork = ?1 WHERE address = ?2 AND artwork <> ?1');
    let changedCount = 0;
    database.exec('BEGIN');
    for (const [at, { number }] of logos.entries()) changedCount += Number(update.run(artworks[at]!, number).changes);
    database.exec('COMMIT');
    return { logoCount: logos.length, artworkCount: new Set(artworks).size, changedCount };
  } finally {
    database.close();
  }
});
