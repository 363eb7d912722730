// Titles of which nobody has said which of TMDB's they are, the newest first; nobody is asked about what is for adults.

import type { Title } from '../model/title.ts';
import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { TITLE_COLUMNS, titleFromRow } from './title-row.ts';

export interface UnidentifiedInput {
  readonly file: string;
  /** Epoch milliseconds: those that were asked for since then are left out. */
  readonly askedBefore: number;
  readonly limit: number;
}

export default defineTask<UnidentifiedInput, Title[]>(({ file, askedBefore, limit }) =>
  readDatabase(file, (database) => {
    const rows = database.prepare(
      `SELECT ${TITLE_COLUMNS} FROM title INDEXED BY title_unidentified
       WHERE tmdb = 0 AND is_adult = 0 AND id NOT IN (SELECT title FROM found WHERE asked_at >= ?)
       ORDER BY added_at DESC, id LIMIT ?`,
    );
    return rows.all(askedBefore, limit).map(titleFromRow);
  }),
);
