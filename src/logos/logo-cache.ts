// Logos from the disk or from where they come from: each fetched once however many ask, a few at a time, and what could
// not be had is not asked for again at once.

import type { Clock } from '../kernel/clock.ts';
import { isAbort, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import { DAY_MS, HOUR_MS, MEBIBYTE, MINUTE_MS } from '../kernel/units.ts';
import { fetchLogo, type FetchPorts } from './fetch-logo.ts';
import type { Image } from './image-type.ts';
import { LogoStore, type StoredLogo } from './logo-store.ts';

export interface LogoCacheOptions {
  readonly store: LogoStore;
  readonly fetch: (url: string, stop: AbortSignal) => Promise<Image>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Older ones are served as they are, once more, while they are fetched anew. */
const FRESH_MS = 7 * DAY_MS;
const ABSENT_MS = 6 * HOUR_MS;
const UNREACHABLE_MS = 10 * MINUTE_MS;
const MAX_ABSENT_COUNT = 20_000;
/** A client that opens its channel list asks for all at once; providers do not like that. */
const FETCHES_AT_ONCE = 8;
/** More than this waiting, and a client would have given up before its turn. */
const MAX_WAITING = 2_000;

/** Some 10,000 logos. */
const BUDGET_BYTES = 200 * MEBIBYTE;

export interface LogoCachePorts extends FetchPorts {
  /** `paths.logos`. */
  readonly folder: string;
  readonly budgetBytes?: number;
  readonly clock: Clock;
  readonly log: Log;
}

export function createLogoCache(ports: LogoCachePorts): LogoCache {
  const { folder, budgetBytes = BUDGET_BYTES, clock, log } = ports;
  const store = new LogoStore(folder, budgetBytes, clock);
  return new LogoCache({ store, fetch: (url, stop) => fetchLogo(url, ports, stop), clock, log });
}

export class LogoCache {
  readonly #options: LogoCacheOptions;
  readonly #flights = new SingleFlight<string, StoredLogo | undefined>();
  /** URL → when to ask again; oldest first. */
  readonly #absent = new Map<string, number>();
  readonly #stop = new AbortController();
  readonly #waiting: (() => void)[] = [];
  #fetchingCount = 0;

  constructor(options: LogoCacheOptions) {
    this.#options = options;
  }

  /** Takes over what an earlier run has left. */
  start(): Promise<void> {
    return this.#options.store.start();
  }

  /** @returns `undefined` when there is none to be had now; never throws */
  async get(url: string): Promise<StoredLogo | undefined> {
    const stored = await this.#options.store.get(url);
    const isFresh = stored !== undefined && this.#options.clock.now() - stored.fetchedAt < FRESH_MS;
    if (isFresh || this.#isAbsent(url)) return stored;
    const fetched = this.#flights.run(url, () => this.#fetch(url));
    return stored ?? fetched;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    for (const proceed of this.#waiting.splice(0)) proceed();
    await this.#flights.settled();
  }

  async #fetch(url: string): Promise<StoredLogo | undefined> {
    const { fetch, store, log } = this.#options;
    if (!(await this.#turn())) return undefined;
    try {
      return await store.put(url, await fetch(url, this.#stop.signal));
    } catch (error) {
      if (this.#stop.signal.aborted) return undefined;
      const { code, retryable } = toAppError(error);
      const isUnreachable = retryable || code.startsWith('net.') || isAbort(error);
      this.#noteAbsent(url, isUnreachable ? UNREACHABLE_MS : ABSENT_MS);
      log.debug('A logo could not be had', { url, error });
      return undefined;
    } finally {
      this.#fetchingCount -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Resolves to whether there is a turn at all; whoever gets true gives it back. */
  async #turn(): Promise<boolean> {
    if (this.#waiting.length >= MAX_WAITING || this.#stop.signal.aborted) return false;
    if (this.#fetchingCount >= FETCHES_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#fetchingCount += 1;
    return true;
  }

  #isAbsent(url: string): boolean {
    return (this.#absent.get(url) ?? 0) > this.#options.clock.now();
  }

  #noteAbsent(url: string, forMs: number): void {
    this.#absent.delete(url);
    this.#absent.set(url, this.#options.clock.now() + forMs);
    const [oldest] = this.#absent.keys();
    if (this.#absent.size > MAX_ABSENT_COUNT && oldest !== undefined) this.#absent.delete(oldest);
  }
}
