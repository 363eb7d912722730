// Has health's plan made anew when the lineup has changed; changes that come meanwhile share the next one.

import type { Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { PolicyMessage } from '../health/policy.ts';
import type { Paths } from '../storage/paths.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { ProvidersStore } from './providers-store.ts';

const PLAN = taskRef<typeof import('./health-plan.task.ts').default>(taskUrl(import.meta, './health-plan.task'));

export interface HealthPlannerOptions {
  readonly paths: Pick<Paths, 'catalogue' | 'health' | 'lineup'>;
  readonly providers: Pick<ProvidersStore, 'list'>;
  readonly policy: () => PolicyMessage;
  /** What the lineup is now: another text when its streams may be others. */
  readonly lineup: () => string;
  /** What the plan that there is was made from. */
  readonly madeFrom: () => string;
  /** What goes before a plan: what people look at after a sync, as the box has one thread for all of it. */
  readonly first: () => Promise<void>;
  readonly pool: Pick<WorkerPool, 'run'>;
  readonly clock: Clock;
  readonly log: Log;
}

export class HealthPlanner {
  readonly #options: HealthPlannerOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #isAskedAgain = false;

  constructor(options: HealthPlannerOptions) {
    this.#options = options;
  }

  /** A failure is in the log: the plan stays as it was. */
  catchUp(): Promise<void> {
    if (this.#running) this.#isAskedAgain = true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await this.#running;
  }

  async #run(): Promise<void> {
    const { log } = this.#options;
    do {
      this.#isAskedAgain = false;
      await this.#plan().catch((error: unknown) => {
        const { code, message } = toAppError(error);
        if (code !== 'process.stopping') log.warning('What is to be checked could not be planned', { code, message });
      });
    } while (this.#isAskedAgain && !this.#stopping.signal.aborted);
  }

  async #plan(): Promise<void> {
    const { paths, providers, policy, pool, clock, log, lineup, madeFrom, first } = this.#options;
    await first();
    this.#stopping.signal.throwIfAborted();
    const enabled = providers.list().flatMap(({ id, enabled: isEnabled }) => (isEnabled ? [id] : []));
    const from = JSON.stringify([lineup(), enabled]);
    if (from === madeFrom()) return; // after a start nothing has changed: everything would be read for nothing
    const input = {
      catalogueFile: paths.catalogue,
      lineupFile: paths.lineup,
      healthFile: paths.health,
      providers: enabled,
      madeFrom: from,
      policy: policy(),
      now: clock.now(),
    };
    const { streamCount } = await pool.run(PLAN, input, { signal: this.#stopping.signal });
    log.debug('Checks are planned', { streams: streamCount });
  }
}
