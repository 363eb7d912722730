// Keeps a copy of a public database of channels, where a person allows it: asked once a week whether it has changed, and
// what is there is kept when it cannot be had.

import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Timer } from '../../kernel/clock.ts';
import { AppError, toAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { DAY_MS, HOUR_MS, MEBIBYTE, MINUTE_MS } from '../../kernel/units.ts';
import type { Settings } from '../../model/settings.ts';
import type { HttpClient } from '../../net/client.ts';
import { fetchSource } from '../../net/fetch-source.ts';
import { taskRef, type WorkerPool } from '../../workers/pool.ts';
import { taskUrl } from '../../workers/task.ts';
import { faultOf } from '../standing.ts';
import type { SyncFault } from '../status.ts';
import type { KnowledgeStatus } from './status.ts';
import { readState, writeState, type KnowledgeState } from './state-file.ts';
import { openKnowledge, type KnowledgeRef } from './table-file.ts';

const TABULATE = taskRef<typeof import('./tabulate.task.ts').default>(taskUrl(import.meta, './tabulate.task'));

export interface KnowledgeBaseOptions {
  /** In the cache: it may be emptied. */
  readonly folder: string;
  readonly http: HttpClient;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings['knowledge'];
  /** Other names are known than before. */
  readonly onChanged: () => void;
}

const FILES = ['channels', 'feeds'] as const;
type FileName = (typeof FILES)[number];

const EVERY_MS = 7 * DAY_MS;
const RETRY_MS = HOUR_MS;
const LONGEST_RETRY_MS = DAY_MS;
/** The largest of the files has 2 MB as it is sent, 12 MB unpacked. */
const CAPS = { receivedBytes: 32 * MEBIBYTE, totalMs: 10 * MINUTE_MS };

export class KnowledgeBase {
  readonly #options: KnowledgeBaseOptions;
  readonly #stopping = new AbortController();
  /** Of the run that is under way. */
  #broken = new AbortController();
  #state: KnowledgeState | null = null;
  #hasTable = false;
  #running: Promise<void> | undefined;
  #timer: Timer | undefined;
  #nextAt: number | null = null;
  #error: SyncFault | null = null;
  #failureCount = 0;

  constructor(options: KnowledgeBaseOptions) {
    this.#options = options;
  }

  /** Takes over what an earlier run has left, so that the first lineup is built with it. */
  async open(): Promise<void> {
    this.#state = await readState(this.#options.folder);
    const stored = openKnowledge({ file: this.#file('table'), revision: 0 });
    // Made by another Masthead, or lost: it is made again of the files.
    this.#hasTable = stored !== undefined && stored.revision === String(this.#state?.table.revision);
  }

  /** What to match with; null when nobody allows it, or nothing has come yet. */
  get ref(): KnowledgeRef | null {
    const { enabled, address } = this.#options.settings();
    if (!enabled || !this.#hasTable || this.#state?.address !== address) return null;
    return { file: this.#file('table'), revision: this.#state.table.revision };
  }

  get status(): KnowledgeStatus {
    const known = this.ref ? this.#state : null;
    return {
      state: this.#stateWord(),
      fetched_at: known?.fetchedAt ?? null,
      checked_at: known?.checkedAt ?? null,
      next_at: this.#nextAt,
      channel_count: known?.table.channelCount ?? 0,
      name_count: known?.table.nameCount ?? 0,
      skipped_count: known?.table.skippedCount ?? 0,
      error: this.#error,
    };
  }

  /** Does what the settings ask for now: to be called at the start and when they have changed. */
  follow(): void {
    this.#timer?.cancel();
    this.#nextAt = null;
    if (!this.#options.settings().enabled || this.#stopping.signal.aborted) return;
    const dueAt = this.ref ? (this.#state?.checkedAt ?? 0) + EVERY_MS : 0;
    this.#plan(dueAt - this.#options.clock.now());
  }

  /**
   * Asks now; whoever asks meanwhile shares the outcome.
   * @throws AppError why nothing could be had; what is there stays
   */
  async refresh(): Promise<void> {
    if (!this.#options.settings().enabled) throw new AppError('request.conflict', 'The database is not switched on.');
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    await this.#running;
  }

  /** Ends the run that is under way, whoever has asked for it; what is there stays, and it is asked again in its time. */
  cancel(): void {
    this.#broken.abort(new AppError('process.stopping', 'The refresh was cancelled'));
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    this.#timer?.cancel();
    await this.#running?.catch(() => undefined);
  }

  #plan(delayMs: number): void {
    const { clock, log } = this.#options;
    const waitMs = Math.max(0, delayMs);
    this.#nextAt = clock.now() + waitMs;
    this.#timer = clock.after(waitMs, () => {
      this.refresh().catch((error: unknown) => log.debug('The database of channels was not renewed', { error }));
    });
  }

  async #run(): Promise<void> {
    const { log, clock, settings } = this.#options;
    this.#timer?.cancel();
    this.#nextAt = null;
    const { address } = settings();
    this.#broken = new AbortController();
    try {
      await this.#renew(address);
      this.#error = null;
      this.#failureCount = 0;
    } catch (error) {
      const reason = toAppError(error);
      if (this.#signal.aborted) throw reason;
      this.#error = faultOf(reason);
      this.#failureCount += 1;
      log.warning('The database of channels could not be renewed; what is there is kept', { ...this.#error });
      throw reason;
    } finally {
      this.#planNext(address, clock.now());
    }
  }

  get #signal(): AbortSignal {
    return AbortSignal.any([this.#stopping.signal, this.#broken.signal]);
  }

  #planNext(address: string, now: number): void {
    const { enabled, address: wanted } = this.#options.settings();
    if (!enabled || this.#stopping.signal.aborted) return;
    if (wanted !== address) this.#plan(0);
    else if (this.#error) this.#plan(Math.min(RETRY_MS * 2 ** (this.#failureCount - 1), LONGEST_RETRY_MS));
    else this.#plan((this.#state?.checkedAt ?? now) + EVERY_MS - now);
  }

  async #renew(address: string): Promise<void> {
    const { clock, folder, log } = this.#options;
    await mkdir(folder, { recursive: true });
    const known = this.#state?.address === address ? this.#state : null;
    if (known && !this.#hasTable && existsSync(this.#file('channels'))) await this.#take(known, []);
    const validators = { ...known?.validators };
    const fresh: FileName[] = [];
    try {
      for (const name of FILES) {
        const given = await this.#fetch(address, name, known);
        if (!given) continue;
        validators[name] = given;
        fresh.push(name);
      }
      const now = clock.now();
      if (fresh.length > 0 || !known) {
        await this.#take({ address, checkedAt: now, fetchedAt: now, validators }, fresh);
      } else await this.#keep({ ...this.#state!, checkedAt: now });
    } finally {
      for (const name of fresh) await rm(`${this.#file(name)}.next`, { force: true });
    }
    const { channelCount, nameCount } = this.#state!.table;
    log.info('The database of channels is there', { channels: channelCount, names: nameCount, fresh });
  }

  /**
   * @returns undefined when it has not changed, or the place has none of these
   * @throws AppError when it is needed and cannot be had
   */
  async #fetch(address: string, name: FileName, known: KnowledgeState | null) {
    const { http, clock, folder } = this.#options;
    const file = this.#file(name);
    const before = existsSync(file) ? known?.validators[name] : undefined;
    try {
      const fetched = await fetchSource({
        source: `${address.replace(/\/+$/, '')}/${name}.json`,
        folder,
        http,
        clock,
        signal: this.#signal,
        caps: CAPS,
        ...(before && { validators: before }),
      });
      if (!fetched) return undefined;
      await rename(fetched.file, `${file}.next`);
      return fetched.validators;
    } catch (error) {
      // Names alone are of use; regions without them are not.
      if (name === 'channels' || toAppError(error).code !== 'provider.not-found') throw error;
      return undefined;
    }
  }

  /** Makes the table anew; what is fresh takes its place only once that has worked. */
  async #take(state: Omit<KnowledgeState, 'table'>, fresh: readonly FileName[]): Promise<void> {
    const fileOf = (name: FileName): string => this.#file(name) + (fresh.includes(name) ? '.next' : '');
    const feeds = fileOf('feeds');
    const files = {
      channels: fileOf('channels'),
      feeds: existsSync(feeds) ? feeds : null,
      table: this.#file('table'),
    };
    const table = await this.#options.pool.run(TABULATE, { files }, { signal: this.#signal });
    for (const name of fresh) await rename(`${this.#file(name)}.next`, this.#file(name));
    const before = this.ref?.revision;
    this.#hasTable = true;
    await this.#keep({ ...state, table });
    if (before !== table.revision) this.#options.onChanged();
  }

  async #keep(state: KnowledgeState): Promise<void> {
    this.#state = state;
    await writeState(this.#options.folder, state);
  }

  #file(name: FileName | 'table'): string {
    return join(this.#options.folder, name === 'table' ? 'names.bin' : `${name}.json`);
  }

  #stateWord(): KnowledgeStatus['state'] {
    if (!this.#options.settings().enabled) return 'off';
    if (this.#running) return 'fetching';
    if (!this.ref) return 'empty';
    return this.#error ? 'stale' : 'ready';
  }
}
