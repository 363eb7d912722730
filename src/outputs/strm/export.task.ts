// Writes the library as files, in a worker.

import type { DatabaseSync } from 'node:sqlite';
import { LibraryReader, shelvedTitles } from '../../library/reads.ts';
import type { StrmSettings } from '../../model/strm-settings.ts';
import type { Title } from '../../model/title.ts';
import { openReader } from '../../storage/database.ts';
import { taskLog } from '../../workers/log.ts';
import { defineTask } from '../../workers/task.ts';
import { Manifest } from './manifest.ts';
import { wantedFiles, type Shelf } from './wanted.ts';
import { writeFiles, type WriteOutcome } from './write.ts';

export interface ExportInput {
  readonly libraryFile: string;
  readonly manifestFile: string;
  readonly target: string;
  readonly settings: StrmSettings;
  readonly base: string;
  readonly mayRemoveMany: boolean;
  /** Addresses of pictures that could not be had lately. */
  readonly without: readonly string[];
}

export default defineTask<ExportInput, WriteOutcome>((input, context) => {
  const { libraryFile, manifestFile, target, settings, base, mayRemoveMany } = input;
  const database = openReader(libraryFile);
  const manifest = new Manifest(manifestFile, target, taskLog('strm'));
  try {
    const wanted = wantedFiles(shelfOf(database), { rules: settings, base });
    const throwIfAborted = (): void => context.throwIfAborted();
    const without = new Set(input.without);
    return writeFiles(wanted, { target, manifest, mayRemoveMany, throwIfAborted, without });
  } finally {
    manifest.close();
    database.close();
  }
});

function shelfOf(database: DatabaseSync): Shelf {
  const reader = new LibraryReader(database);
  return {
    titles: (kind) => shelvedTitles(database, kind),
    versions: ({ id }: Title) => reader.versions(id),
    episodes: ({ id }: Title) => reader.episodes(id),
  };
}
