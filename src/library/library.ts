// The library as the main thread knows it: point reads here, lists in a worker, builds by whoever may read the catalogue.

import type { DatabaseSync } from 'node:sqlite';
import { Lane } from '../kernel/lane.ts';
import type { Log } from '../kernel/log.ts';
import type { TitleKind } from '../model/title.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { LibrarySummary } from './build.ts';
import type { TitlePage, TitleQuery } from './query.ts';
import { LibraryReader, titleGroups } from './reads.ts';
import { openLibraryDatabase, readState, type LibraryState } from './schema.ts';

const LIST = taskRef<typeof import('./list.task.ts').default>(taskUrl(import.meta, './list.task'));

export interface LibraryOptions {
  readonly file: string;
  /** Runs the lists. */
  readonly pool: WorkerPool;
  readonly log: Log;
}

export class Library extends LibraryReader {
  readonly file: string;
  readonly #options: LibraryOptions;
  readonly #database: DatabaseSync;
  readonly #lane = new Lane();
  #groups: { readonly builtFrom: string; readonly byKind: Record<TitleKind, readonly string[]> } | undefined;

  constructor(options: LibraryOptions, database: DatabaseSync) {
    super(database);
    this.file = options.file;
    this.#options = options;
    this.#database = database;
  }

  get state(): LibraryState {
    return readState(this.#database);
  }

  /** One write at a time: builds, and what was learnt of a title. */
  write<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#lane.run(work);
  }

  async rebuild(build: (file: string) => Promise<LibrarySummary>): Promise<LibrarySummary> {
    const summary = await this.write(() => build(this.file));
    if (summary.changed) {
      const { movieCount: movies, seriesCount: series, writtenCount: written, removedCount: removed } = summary;
      this.#options.log.info('library built', { movies, series, written, removed });
    }
    return summary;
  }

  /** Categories of a kind, by name. */
  groups(kind: TitleKind): readonly string[] {
    const { builtFrom } = this.state; // a revision changes with every series that was asked for, the categories do not
    if (this.#groups?.builtFrom !== builtFrom) {
      const byKind = { movie: titleGroups(this.#database, 'movie'), series: titleGroups(this.#database, 'series') };
      this.#groups = { builtFrom, byKind };
    }
    return this.#groups.byKind[kind];
  }

  list(query: TitleQuery): Promise<TitlePage> {
    return this.#options.pool.run(LIST, { file: this.file, query });
  }

  async close(): Promise<void> {
    await this.#lane.settled();
    this.#database.close();
  }
}

export function openLibrary(options: LibraryOptions): Library {
  return new Library(options, openLibraryDatabase(options.file, options.log, 'read'));
}
