// Has the lineup built from what the rooms hold; several requests that wait share one build.

import { Lane } from '../kernel/lane.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { LineupSummary } from '../lineup/query.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { ProvidersStore } from './providers-store.ts';

const BUILD = taskRef<typeof import('./build.task.ts').default>(taskUrl(import.meta, './build.task'));

export interface LineupBuilderOptions {
  readonly files: { readonly catalogue: string; readonly guide: string };
  readonly pool: WorkerPool;
  readonly lineup: Pick<Lineup, 'rebuild'>;
  readonly providers: Pick<ProvidersStore, 'list'>;
  readonly signal: AbortSignal;
}

export class LineupBuilder {
  readonly #options: LineupBuilderOptions;
  readonly #lane = new Lane();
  #waiting: Promise<LineupSummary> | undefined;

  constructor(options: LineupBuilderOptions) {
    this.#options = options;
  }

  /** Resolves when a build that began after this call is published. */
  rebuild(): Promise<LineupSummary> {
    this.#waiting ??= this.#lane.run(() => {
      this.#waiting = undefined;
      return this.#build();
    });
    return this.#waiting;
  }

  #build(): Promise<LineupSummary> {
    const { lineup, pool, files, providers, signal } = this.#options;
    const enabled = providers.list().filter((provider) => provider.enabled);
    return lineup.rebuild((store) =>
      pool.run(BUILD, { store, files, providers: enabled.map(({ id }) => id) }, { signal }),
    );
  }
}
