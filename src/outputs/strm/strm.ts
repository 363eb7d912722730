// Keeps a folder of `.strm` files in step with the library, and tells media servers when it has changed.

import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { mkdirSync, realpathSync } from 'node:fs';
import { AppError, toAppError, type ErrorCode } from '../../kernel/errors.ts';
import type { Clock, Timer } from '../../kernel/clock.ts';
import { Lane } from '../../kernel/lane.ts';
import type { Log } from '../../kernel/log.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { Library } from '../../library/library.ts';
import type { StrmSettings } from '../../model/strm-settings.ts';
import { taskRef, type WorkerPool } from '../../workers/pool.ts';
import { taskUrl } from '../../workers/task.ts';
import type { Title } from '../../model/title.ts';
import type { Output } from '../output.ts';
import { Artwork } from './artwork.ts';
import { tellServers } from './refresh.ts';
import type { WriteOutcome } from './write.ts';
import { writtenFiles } from './written.ts';

const EXPORT = taskRef<typeof import('./export.task.ts').default>(taskUrl(import.meta, './export.task'));

const TICK_MS = MINUTE_MS;
/** Episodes come one series at a time: not for each of them. */
const REST_MS = 10 * MINUTE_MS;

export interface StrmPorts {
  readonly library: Pick<Library, 'file' | 'state'>;
  readonly settings: () => StrmSettings;
  readonly manifestFile: string;
  /** Where files may be written: what a person types is refused outside. The first is the default. */
  readonly allowedFolders: readonly string[];
  /** What Masthead calls itself towards programs at home. */
  readonly baseUrl: () => string;
  /** Fetches a picture. @throws AppError why it cannot be had */
  readonly picture: (url: string, signal: AbortSignal) => Promise<Uint8Array>;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
}

export interface StrmStatus {
  readonly isRunning: boolean;
  readonly finishedAt: number | null;
  readonly outcome: WriteOutcome | null;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}

export class StrmOutput implements Output {
  readonly name = 'strm';
  readonly #ports: StrmPorts;
  readonly #lane = new Lane();
  readonly #stopping = new AbortController();
  #timer: Timer | undefined;
  #status: StrmStatus = { isRunning: false, finishedAt: null, outcome: null, error: null };
  readonly #artwork: Artwork;
  /** Pictures that are being fetched; the next run begins when they are there. */
  #fetching: Promise<void> | undefined;
  /** What the last good run was made of. */
  #made = '';

  constructor(ports: StrmPorts) {
    this.#ports = ports;
    const alone = <Result>(work: () => Promise<Result>): Promise<Result> => this.#lane.run(work);
    this.#artwork = new Artwork({ ...ports, alone, signal: this.#stopping.signal });
  }

  get status(): StrmStatus {
    return this.#status;
  }

  /** Where files are written, as a person would look for it. */
  get folder(): string {
    return this.#ports.settings().folder || (this.#ports.allowedFolders[0] ?? '');
  }

  /** Paths below `folder` of what was written of a title. */
  filesOf(title: Title): string[] {
    const { manifestFile, settings } = this.#ports;
    return writtenFiles(title, { manifestFile, target: realOf(resolve(this.folder)), layout: settings().layout });
  }

  start(): Promise<void> {
    this.#timer = this.#ports.clock.every(TICK_MS, () => this.#tick());
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#timer?.cancel();
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await this.#fetching;
    await this.#lane.settled();
  }

  /**
   * Writes now.
   * @param mayRemoveMany agrees to what `outcome.waitingCount` asked for
   * @param broken ends it before all is written: what is there stays, and the next run goes on from it
   * @throws AppError `settings.invalid` for a folder where nothing may be written, `storage.full`, the reason of `broken` …
   */
  run(mayRemoveMany = false, broken?: AbortSignal): Promise<WriteOutcome> {
    const signal = broken ? AbortSignal.any([this.#stopping.signal, broken]) : this.#stopping.signal;
    return this.#lane.run(() => this.#run(mayRemoveMany, signal));
  }

  #tick(): void {
    const { settings, clock } = this.#ports;
    if (!settings().enabled || this.#status.isRunning || this.#fetching || this.#made === this.#sources()) return;
    if (clock.now() - (this.#status.finishedAt ?? 0) < REST_MS) return;
    this.run().catch(() => undefined); // the status and the log have it
  }

  #fetch(pictures: WriteOutcome['pictures'], target: string): void {
    if (pictures.length === 0 || this.#fetching) return;
    const { settings, log } = this.#ports;
    this.#fetching = this.#artwork
      .fetch(pictures, target)
      .then((written) => (written > 0 ? tellServers(settings().refresh, log) : undefined))
      .catch((error: unknown) => log.debug('pictures were given up', { message: toAppError(error).message }))
      .finally(() => (this.#fetching = undefined));
  }

  #sources(): string {
    const { library, settings, baseUrl } = this.#ports;
    return JSON.stringify([library.state.revision, settings(), baseUrl()]);
  }

  async #run(mayRemoveMany: boolean, signal: AbortSignal): Promise<WriteOutcome> {
    signal.throwIfAborted();
    const { library, manifestFile, pool, clock, log, baseUrl } = this.#ports;
    const settings = this.#ports.settings();
    const made = this.#sources();
    this.#status = { ...this.#status, isRunning: true };
    try {
      const target = allowedTarget(settings.folder, this.#ports.allowedFolders);
      const base = settings.base_url.replace(/\/+$/, '') || baseUrl();
      const input = {
        libraryFile: library.file,
        manifestFile,
        target,
        settings,
        base,
        mayRemoveMany,
        without: this.#artwork.without(),
      };
      const outcome = await pool.run(EXPORT, input, { signal });
      this.#status = { isRunning: false, finishedAt: clock.now(), outcome, error: null };
      // With pictures missing there is something to be done yet.
      this.#made = outcome.pictures.length > 0 ? '' : made;
      this.#fetch(outcome.pictures, target);
      const { pictures, ...counts } = outcome;
      if (outcome.waitingCount > 0) log.warning('Many files would go; somebody is to agree', counts);
      if (outcome.writtenCount + outcome.removedCount > 0) {
        log.info('files written', { ...counts, picturesToFetch: pictures.length });
        await tellServers(settings.refresh, log);
      }
      return outcome;
    } catch (error) {
      const { code, message } = toAppError(error);
      const fault = signal.aborted ? null : { code, message };
      this.#status = { ...this.#status, isRunning: false, finishedAt: clock.now(), error: fault };
      if (code !== 'process.stopping') log.warning('The files could not be written', { code, message });
      throw error;
    }
  }
}

/**
 * Symbolic links are followed before it is judged, also those on the way to a folder that is not there yet.
 * @throws AppError `settings.invalid`
 */
export function insistOnAllowed(folder: string, allowed: readonly string[]): void {
  const isNamedSo = isAbsolute(folder) && isBelow(resolve(folder), allowed);
  if (!isNamedSo || !isBelow(realOf(resolve(folder)), allowed.map(realOf))) throw notAllowed(allowed);
}

const isBelow = (path: string, roots: readonly string[]): boolean =>
  roots.some((root) => path === root || path.startsWith(root + sep));

function allowedTarget(folder: string, allowed: readonly string[]): string {
  const wanted = folder === '' ? (allowed[0] ?? '') : folder;
  insistOnAllowed(wanted, allowed);
  try {
    mkdirSync(wanted, { recursive: true });
  } catch (error) {
    throw new AppError('settings.invalid', 'The folder for the files cannot be made', { cause: error });
  }
  insistOnAllowed(wanted, allowed); // as it is now
  return realpathSync(wanted);
}

/** Of what is not there, as it would be: the part that is there with its links followed. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realOf(parent), basename(path));
  }
}

const notAllowed = (allowed: readonly string[]): AppError =>
  new AppError('settings.invalid', `Files may be written below ${allowed.join(', ')} only.`);
