// The viewing history as a table, in chunks while it is sent.

import { KIBIBYTE } from '../../kernel/units.ts';
import { openReader } from '../../storage/database.ts';
import { defineTask } from '../../workers/task.ts';
import { VIEWING_HEAD, viewingLine } from './csv.ts';
import { eachViewing } from './list.ts';
import type { ViewingFilter } from './query.ts';

export interface ExportInput {
  readonly file: string;
  readonly filter: ViewingFilter;
}

const CHUNK_CHARACTERS = 64 * KIBIBYTE;

export default defineTask<ExportInput, number>(async ({ file, filter }, context) => {
  const database = openReader(file);
  const encoder = new TextEncoder();
  let text = VIEWING_HEAD;
  let count = 0;
  try {
    for (const row of eachViewing(database, filter)) {
      text += viewingLine(row);
      count += 1;
      if (text.length < CHUNK_CHARACTERS) continue;
      await context.emit(encoder.encode(text));
      text = '';
    }
    await context.emit(encoder.encode(text));
    return count;
  } finally {
    database.close();
  }
});
