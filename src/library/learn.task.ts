// Writes down what was learnt of a title, in a worker.

import { transact } from '../storage/database.ts';
import type { StreamId } from '../model/ids.ts';
import type { ListedEpisode, TitleDetail, TitleId } from '../model/title.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { EpisodeWriter } from './episodes.ts';
import { openLibraryDatabase } from './schema.ts';
import { versionsFromText } from './title-row.ts';

export interface Learnt {
  readonly title: TitleId;
  readonly at: number;
  readonly detail: { readonly source: string; readonly content: Partial<TitleDetail> } | null;
  readonly listing: {
    readonly stream: StreamId;
    readonly modifiedAt: number;
    readonly episodes: readonly ListedEpisode[];
  } | null;
}

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
      let isChanged = false;
      for (const { title, at, detail, listing } of learnt) {
        if (detail) learn.run(title, at, detail.source, JSON.stringify(detail.content));
        if (!listing) continue;
        list.run(listing.stream, at, listing.modifiedAt, JSON.stringify(listing.episodes));
        const row = versions.get(title);
        if (row) isChanged = episodes.write(title, versionsFromText(row['versions'] as string)) || isChanged;
      }
      if (isChanged) database.exec("UPDATE state SET revision = abs(random() / 2048) || '-e'");
      return isChanged;
    });
  } finally {
    database.close();
  }
});
