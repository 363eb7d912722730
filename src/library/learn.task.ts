// Writes down what was learnt of a title, in a worker.

import { transact } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { EpisodeWriter } from './episodes.ts';
import type { Learnt } from './identity.ts';
import { openLibraryDatabase } from './schema.ts';
import { versionsFromText } from './title-row.ts';

export interface LearnInput {
  readonly file: string;
  readonly learnt: readonly Learnt[];
}

export default defineTask<LearnInput, boolean>(({ file, learnt }) => {
  const database = openLibraryDatabase(file, taskLog('library'), 'write');
  try {
    return transact(database, () => {
      const episodes = new EpisodeWriter(database);
      const versions = database.prepare('SELECT versions FROM title WHERE id = ?');
      const list = database.prepare('INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?)');
      const learn = database.prepare('INSERT OR REPLACE INTO learnt VALUES (?, ?, ?, ?)');
      const find = database.prepare(
        'INSERT OR REPLACE INTO found (key, title, tmdb, is_sure, asked_at, nth) SELECT ?, ?, ?, ?, ?, coalesce(max(nth), 0) + 1 FROM found',
      );
      const found = database.prepare('SELECT tmdb FROM found WHERE key = ? AND is_sure = 1');
      let foundCount = 0;
      let isChanged = false;
      for (const { title, at, detail, listing, identity } of learnt) {
        if (identity) {
          const { key, tmdbId, isSure } = identity;
          if (isSure && found.get(key)?.['tmdb'] !== tmdbId) foundCount += 1;
          find.run(key, title, tmdbId, Number(isSure), at);
        }
        if (detail) learn.run(title, at, detail.source, JSON.stringify(detail.content));
        if (!listing) continue;
        list.run(listing.stream, at, listing.modifiedAt, JSON.stringify(listing.episodes));
        const row = versions.get(title);
        if (row) isChanged = episodes.write(title, versionsFromText(row['versions'] as string)) || isChanged;
      }
      if (foundCount > 0) database.prepare('UPDATE state SET found = found + ?').run(foundCount);
      if (isChanged) database.exec("UPDATE state SET revision = abs(random() / 2048) || '-e'");
      return isChanged;
    });
  } finally {
    database.close();
  }
});
