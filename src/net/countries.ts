// In which country an address is, by a file that a person supplies in MaxMind's format (https://maxmind.github.io/MaxMind-DB/):
// GeoLite2 Country or City, DB-IP, IPLocate and others. Nothing is asked of anybody.

import { readFile, stat } from 'node:fs/promises';
import { Reader } from 'mmdb-lib';
import type { Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { Lane } from '../kernel/lane.ts';
import type { Log } from '../kernel/log.ts';
import { HOUR_MS, MEBIBYTE, MINUTE_MS } from '../kernel/units.ts';
import { plainAddress } from './network.ts';

/** GeoLite2 City has 60 MiB; country files have 4 to 10. It is held in memory. */
const LARGEST_BYTES = 128 * MEBIBYTE;
/** Such files are replaced weekly. */
const LOOK_EVERY_MS = HOUR_MS;
/** One that is just being copied there is whole soon. */
const LOOK_AGAIN_MS = MINUTE_MS;

interface Found {
  readonly country?: { readonly iso_code?: unknown } | string;
  readonly registered_country?: { readonly iso_code?: unknown };
  /** As flat files have it. */
  readonly country_code?: unknown;
}

export interface CountriesOptions {
  /** Absolute; empty for none. */
  readonly file: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

export class Countries {
  readonly #options: CountriesOptions;
  /** Another file may be chosen while one is read. */
  readonly #looks = new Lane();
  #reader: Reader<never> | undefined;
  /** Which file it is of, and how that was. */
  #loaded = '';
  #path = '';
  /** Of a file that could not be read: it is said once. */
  #failed = '';
  #timer: { cancel(): void } | undefined;
  #stopped = false;

  constructor(options: CountriesOptions) {
    this.#options = options;
  }

  /** Whether there is a file that can be read. */
  get isKnown(): boolean {
    return this.#reader !== undefined;
  }

  /** ISO 3166-1 alpha-2 in capitals; null where it is not known. */
  of(address: string): string | null {
    try {
      return codeIn(this.#reader?.get(plainAddress(address)));
    } catch {
      return null; // no address, or a file that is damaged there
    }
  }

  /**
   * Reads the file if it is another one than before; looks again every hour. What was read of one that cannot be read any more, as while
   * a newer one is copied over it, holds on: else nobody would be kept out meanwhile. Never throws.
   */
  look(): Promise<void> {
    return this.#looks.run(() => this.#look());
  }

  async #look(): Promise<void> {
    this.#timer?.cancel();
    const { file, clock, log } = this.#options;
    const path = file();
    let againMs = LOOK_EVERY_MS;
    try {
      await this.#read(path);
      this.#failed = '';
    } catch (thrown) {
      if (path !== this.#path) this.#reader = undefined;
      this.#loaded = '';
      againMs = LOOK_AGAIN_MS;
      const error = toAppError(thrown);
      if (this.#failed !== error.message) log.warning('The file of countries cannot be read', { file: path, error });
      this.#failed = error.message;
    }
    if (path !== '' && !this.#stopped) this.#timer = clock.after(againMs, () => void this.look());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  async #read(path: string): Promise<void> {
    const info = path === '' ? undefined : await stat(path);
    const version = info ? `${path} ${info.size} ${info.mtimeMs}` : '';
    if (version === this.#loaded) return;
    if (info && (!info.isFile() || info.size > LARGEST_BYTES)) {
      throw new AppError('format.too-large', 'It is no file, or larger than 128 MiB');
    }
    this.#reader = info ? new Reader(await readFile(path)) : undefined;
    this.#loaded = version;
    this.#path = path;
    if (info) this.#options.log.info('The file of countries is read', { file: path });
  }
}

function codeIn(found: Found | null | undefined): string | null {
  const country = typeof found?.country === 'object' ? found.country.iso_code : found?.country;
  const code = country ?? found?.registered_country?.iso_code ?? found?.country_code;
  return typeof code === 'string' && /^[A-Z]{2}$/i.test(code) ? code.toUpperCase() : null;
}
