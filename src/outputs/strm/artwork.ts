// Fetches the pictures that are to lie beside titles: a few at a time, at a pace that their servers do not mind.

import { sleep, type Clock } from '../../kernel/clock.ts';
import { toAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { DAY_MS, SECOND_MS } from '../../kernel/units.ts';
import { taskRef, type WorkerPool } from '../../workers/pool.ts';
import { taskUrl } from '../../workers/task.ts';
import type { WantedPicture } from './wanted.ts';

const PICTURES = taskRef<typeof import('./pictures.task.ts').default>(taskUrl(import.meta, './pictures.task'));

const PAUSE_MS = SECOND_MS / 4;
/** Written together: each write opens the manifest. */
const AT_ONCE = 10;
/** A picture that could not be had is asked for again after this long. */
const FAILED_REST_MS = 3 * DAY_MS;
const MOST_FAILED = 20_000;

export interface ArtworkPorts {
  /** @throws AppError why it cannot be had */
  readonly picture: (url: string, signal: AbortSignal) => Promise<Uint8Array>;
  readonly manifestFile: string;
  /** One writer of the manifest at a time. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export class Artwork {
  readonly #ports: ArtworkPorts;
  /** By address: until when it is not asked for. */
  readonly #failed = new Map<string, number>();

  constructor(ports: ArtworkPorts) {
    this.#ports = ports;
  }

  /** Addresses that are not worth asking for now. */
  without(): string[] {
    const now = this.#ports.clock.now();
    for (const [url, untilAt] of this.#failed) if (untilAt <= now) this.#failed.delete(url);
    return [...this.#failed.keys()];
  }

  /** @returns how many are there now @throws the signal's reason */
  async fetch(pictures: readonly WantedPicture[], target: string): Promise<number> {
    const { clock, signal, log } = this.#ports;
    let written = 0;
    for (let at = 0; at < pictures.length; at += AT_ONCE) {
      const had: (WantedPicture & { readonly bytes: Uint8Array })[] = [];
      for (const picture of pictures.slice(at, at + AT_ONCE)) {
        const bytes = await this.#one(picture.pictureUrl);
        if (bytes) had.push({ ...picture, bytes });
        await sleep(clock, PAUSE_MS, signal);
      }
      if (had.length > 0) written += await this.#write(had, target);
    }
    log.info('pictures written', { written, asked: pictures.length });
    return written;
  }

  async #one(url: string): Promise<Uint8Array | undefined> {
    const { picture, clock, log, signal } = this.#ports;
    try {
      return await picture(url, signal);
    } catch (error) {
      signal.throwIfAborted();
      const { code, message } = toAppError(error);
      log.debug('a picture could not be had', { code, message });
      if (this.#failed.size >= MOST_FAILED) this.#failed.clear();
      this.#failed.set(url, clock.now() + FAILED_REST_MS);
      return undefined;
    }
  }

  #write(pictures: readonly (WantedPicture & { readonly bytes: Uint8Array })[], target: string): Promise<number> {
    const { alone, pool, manifestFile, signal } = this.#ports;
    return alone(() => pool.run(PICTURES, { manifestFile, target, pictures }, { signal }));
  }
}
