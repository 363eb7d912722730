// The catalogue as the main thread knows it: point reads here, lists in a worker.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import type { StreamId } from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { taskRef } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import { readMemos, type Memos } from './memo.ts';
import type { StreamCounts, StreamPage, StreamQuery, StreamSelection } from './query.ts';
import { countStreams, readEdition, streamReader } from './reads.ts';
import { openCatalogueDatabase } from './schema.ts';

const LIST = taskRef<typeof import('./list.task.ts').default>(taskUrl(import.meta, './list.task'));

export interface CatalogueOptions {
  readonly file: string;
  /** Runs the lists. */
  readonly pool: WorkerPool;
  readonly log: Log;
}

export class Catalogue {
  readonly file: string;
  readonly #pool: WorkerPool;
  readonly #database: DatabaseSync;
  readonly #read: (id: StreamId) => Stream | undefined;

  constructor(options: CatalogueOptions, database: DatabaseSync) {
    this.file = options.file;
    this.#pool = options.pool;
    this.#database = database;
    this.#read = streamReader(database);
  }

  stream(id: StreamId): Stream | undefined {
    return this.#read(id);
  }

  /** In the order given; unknown ones are left out. */
  streams(ids: readonly StreamId[]): Stream[] {
    return ids.map((id) => this.#read(id)).filter((stream) => stream !== undefined);
  }

  counts(): StreamCounts {
    return countStreams(this.#database);
  }

  memos(): Memos {
    return readMemos(this.#database);
  }

  /** Another one when a provider's streams, or their order, have changed. */
  edition(): string {
    return readEdition(this.#database);
  }

  /** @param selection the streams of `query.channel_id`, when that is asked for */
  list(query: StreamQuery, selection: StreamSelection | null = null): Promise<StreamPage> {
    return this.#pool.run(LIST, { file: this.file, query, selection });
  }

  close(): void {
    this.#database.close();
  }
}

export function openCatalogue(options: CatalogueOptions): Catalogue {
  return new Catalogue(options, openCatalogueDatabase(options.file, options.log, 'read'));
}
