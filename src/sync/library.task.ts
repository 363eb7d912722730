// Makes titles of the providers' movies and series, in a worker.

import { titleStreamReader, titleStreams } from '../catalogue/title-reads.ts';
import { writeTitles, type LibrarySummary } from '../library/build.ts';
import { foundIds } from '../library/found.ts';
import { TitleMerge } from '../library/merge.ts';
import { openLibraryDatabase } from '../library/schema.ts';
import type { ProviderId } from '../model/ids.ts';
import { openReader } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { rulingOf, type BuildRules } from './ruling.ts';
import { unreadProviders } from './unread.ts';

export interface LibraryTaskInput {
  readonly catalogueFile: string;
  readonly libraryFile: string;
  /** Enabled ones, in the order in which they are preferred. */
  readonly providers: readonly ProviderId[];
  readonly languages: readonly string[];
  /** Which of TMDB's titles a person says that names are, by their keys. */
  readonly decided: readonly (readonly [nameKey: number, tmdbId: number])[];
  /** Those that are for movies and series. */
  readonly rules: BuildRules;
  readonly builtFrom: string;
}

const CHECK_EVERY = 1_000;
/** What titles do not have and rules may ask for. */
const NOT_SAID = { tvgId: '', number: '', guideShiftMinutes: 0 };

export default defineTask<LibraryTaskInput, LibrarySummary>((input, context) => {
  const catalogue = openReader(input.catalogueFile);
  const library = openLibraryDatabase(input.libraryFile, taskLog('library'), 'write');
  try {
    catalogue.exec('BEGIN'); // what is read again is what was read first
    const unread = unreadProviders(catalogue, input.providers);
    const recall = titleStreamReader(catalogue);
    const decided = new Map(input.decided);
    const decidedOf = (key: number): number | undefined => decided.get(key);
    const merge = new TitleMerge({ languages: input.languages, recall, tmdbOf: foundIds(library), decidedOf });
    const ruling = rulingOf(input.rules);
    let count = 0;
    for (const provider of input.providers) {
      for (const stream of titleStreams(catalogue, provider)) {
        if (count % CHECK_EVERY === 0) context.throwIfAborted();
        count += 1;
        if (!ruling?.({ ...stream, ...NOT_SAID })?.isHidden) merge.add(stream);
      }
    }
    return writeTitles(library, merge.finish(), { builtFrom: input.builtFrom, unread });
  } finally {
    library.close();
    catalogue.close();
  }
});
