// Which files a title has: read from what was written, by its folder's name.

import { existsSync } from 'node:fs';
import type { StrmLayout } from '../../model/strm-settings.ts';
import { printTitleId, type Title } from '../../model/title.ts';
import { openReader } from '../../storage/database.ts';
import { folderNames } from './names.ts';

/** Of a series with hundreds of episodes. */
const MOST_FILES = 1_000;

interface Place {
  readonly manifestFile: string;
  readonly target: string;
  readonly layout: StrmLayout;
}

/** Paths below the target, by name; none for a title that was not written. A tenth of a millisecond. */
export function writtenFiles(title: Title, { manifestFile, target, layout }: Place): string[] {
  if (!existsSync(manifestFile)) return [];
  const database = openReader(manifestFile);
  try {
    const find = database.prepare(
      `SELECT path FROM file WHERE target = ? AND path > ? AND path < ? AND path LIKE '%.strm' ORDER BY path LIMIT ${MOST_FILES}`,
    );
    // One that has a folder's name for itself; else the second of that name.
    for (const folder of folderNames(title, layout, printTitleId(title.id)).toReversed()) {
      const rows = find.all(target, `${folder}/`, `${folder}0`); // `0` comes after `/`
      if (rows.length > 0) return rows.map((row) => row['path'] as string);
    }
    return [];
  } finally {
    database.close();
  }
}
