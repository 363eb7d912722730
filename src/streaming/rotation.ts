// Which of a channel's streams is dialled next: the lineup's order, behind it what failed lately, without what must cool down.
// One for each session; what failed is also known to the sessions that come after it, for a while.

import { backoffDelayMs } from '../kernel/backoff.ts';
import { AppError } from '../kernel/errors.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { StreamSource } from '../model/stream.ts';
import { isOnlyAt } from './slots/logins.ts';
import type { Slot } from './slots/slots.ts';

/** A stream that was on air for so long has proven itself: its next failure is a new one. */
export const SETTLED_MS = 10 * SECOND_MS;
const FIRST_RETRY_MS = 250;
/** When all attempts are used up, and the longest wait before. */
const SLOW_RETRY_MS = 5 * SECOND_MS;
const JITTER = 0.2;
/** What failed in another session is not dialled sooner: a client that asks again and again is no reason to ask the provider so. */
const REST_MS = 1 * SECOND_MS;
/** A failure older than this no longer puts a stream behind the others. */
const REMEMBERED_MS = 1 * MINUTE_MS;
/** Streams whose failure is remembered across sessions: more than can fail in a minute. */
const MAX_REMEMBERED = 10_000;

/** When streams failed last, whichever session saw it; monotonic. */
export class RecentFailures {
  readonly #failedMs = new Map<StreamId, number>();

  add(id: StreamId, nowMs: number): void {
    this.#failedMs.delete(id);
    this.#failedMs.set(id, nowMs);
    for (const [oldest, failedMs] of this.#failedMs) {
      if (nowMs - failedMs < REMEMBERED_MS && this.#failedMs.size <= MAX_REMEMBERED) break;
      this.#failedMs.delete(oldest);
    }
  }

  remove(id: StreamId): void {
    this.#failedMs.delete(id);
  }

  /** When it may be dialled again, whichever session wants it. */
  restedMs(id: StreamId): number {
    return (this.#failedMs.get(id) ?? Number.NEGATIVE_INFINITY) + REST_MS;
  }

  has(id: StreamId, nowMs: number): boolean {
    const failedMs = this.#failedMs.get(id);
    return failedMs !== undefined && nowMs - failedMs < REMEMBERED_MS;
  }
}

interface Record {
  /** In a row. */
  readonly failures: number;
  readonly failedMs: number;
  /** Not to be dialled before. */
  readonly untilMs: number;
  /** A person would have to change something first. */
  readonly isHopeless: boolean;
}

interface Failure {
  /** How long it had been on air, 0 when it was not. */
  readonly livedMs: number;
  /** Monotonic. */
  readonly nowMs: number;
  /** Its account says when it may be dialled again, and the stream has done nothing wrong. */
  readonly isPaced?: boolean;
  /** It is of the account: these other streams would have been refused as well. */
  readonly alike?: readonly StreamId[];
  /** Whether the session had a picture before: then nothing is given up for good. */
  readonly wasOnAir: boolean;
}

export interface RotationOptions {
  /** A channel's streams in fail-over order, as they are now. */
  readonly sources: () => readonly StreamSource[];
  readonly settings: () => Settings['streaming'];
  readonly recent: RecentFailures;
  /** Uniform in [0, 1), for the jitter. */
  readonly random?: () => number;
}

export class Rotation {
  readonly #options: RotationOptions;
  readonly #records = new Map<StreamId, Record>();
  #sources: readonly StreamSource[] = [];
  #wanted: StreamId | undefined;
  /** What was the first when the session began. */
  #home: StreamId | undefined;

  constructor(options: RotationOptions) {
    this.#options = options;
  }

  /** As of the last `refresh`; what a person wants goes first. */
  get sources(): readonly StreamSource[] {
    return this.#sources;
  }

  /** A better one that has appeared since the session began is for those that begin later, unless it is wanted at once. */
  get preferred(): StreamSource | undefined {
    const first = this.#sources[0];
    if (!first || first.isPlaced || first.streamId === this.#wanted) return first;
    if (this.#options.settings().upgrade_at_once) return first;
    return this.#sources.find(({ streamId }) => streamId === this.#home) ?? first;
  }

  /** A sync may have brought other streams, or other addresses for the same; a channel that is gone keeps those it had. */
  refresh(): void {
    try {
      const sources = this.#options.sources();
      this.#home ??= sources[0]?.streamId;
      const wanted = sources.find(({ streamId }) => streamId === this.#wanted);
      this.#sources = wanted ? [wanted, ...sources.filter((source) => source !== wanted)] : sources;
    } catch {
      // it has left the lineup: who watches it may go on
    }
  }

  /** Puts a stream before all others until it fails. @returns undefined when the channel has none such */
  want(id: StreamId): StreamSource | undefined {
    this.refresh();
    const source = this.#sources.find(({ streamId }) => streamId === id);
    if (!source) return undefined;
    this.#wanted = id;
    this.proved(id);
    this.refresh();
    return source;
  }

  /** What only this account can be asked for, without what is open. */
  onlyAt(account: Pick<Slot, 'providerId' | 'login'>, open: readonly { readonly source: StreamSource }[]): StreamId[] {
    const all = this.#sources.filter((source) => isOnlyAt(source, account)).map(({ streamId }) => streamId);
    return all.filter((id) => !open.some(({ source }) => source.streamId === id));
  }

  failures(id: StreamId): number {
    return this.#records.get(id)?.failures ?? 0;
  }

  failed(id: StreamId, reason: AppError, failure: Failure): void {
    const { livedMs, nowMs, wasOnAir, isPaced, alike = [] } = failure;
    if (isPaced) return [id, ...alike].forEach((one) => this.#paced(one, nowMs));
    if (this.#wanted === id) this.#wanted = undefined;
    const attempts = this.#options.settings().retry_attempts;
    const hasProven = livedMs >= SETTLED_MS && reason.code !== 'upstream.too-slow'; // slow it may have been all the time
    const failures = (hasProven ? 0 : this.failures(id)) + 1;
    const isUsedUp = failures > attempts;
    const isHiccup = livedMs > 0 && failures === 1;
    const delayMs = isUsedUp || !reason.retryable ? SLOW_RETRY_MS : isHiccup ? 0 : this.#backoffMs(failures);
    const isHopeless = attempts === 0 || (!wasOnAir && (isUsedUp || !reason.retryable));
    this.#records.set(id, { failures, failedMs: nowMs, untilMs: nowMs + delayMs, isHopeless });
    this.#options.recent.add(id, nowMs);
    const again = new AppError(reason.code, reason.message, { retryable: true }); // they were not asked: there is hope for them
    for (const one of alike) {
      if (!this.#records.get(one)?.isHopeless) this.failed(one, again, { livedMs: 0, nowMs, wasOnAir });
    }
  }

  /** Behind the others for now: one of another account may show a picture sooner. */
  #paced(id: StreamId, nowMs: number): void {
    this.#records.set(id, {
      failures: Math.max(1, this.failures(id)),
      failedMs: nowMs,
      untilMs: nowMs,
      isHopeless: false,
    });
  }

  /** It has been on air for a while, or a person wants it. */
  proved(id: StreamId): void {
    this.#records.delete(id);
    this.#options.recent.remove(id);
  }

  /**
   * Those that may be dialled now besides `dialled`, in the order in which to try them.
   * @param first goes before all others, if it may be dialled at all
   */
  usable(nowMs: number, dialled: readonly StreamId[], first?: StreamId): StreamSource[] {
    const rank = ({ streamId }: StreamSource): number => (streamId === first ? -1 : this.#rank(streamId, nowMs));
    return this.#hopeful()
      .filter(({ streamId }) => !dialled.includes(streamId) && this.#untilMs(streamId) <= nowMs)
      .toSorted((a, b) => rank(a) - rank(b)); // stable: the lineup's order within a rank
  }

  /** Whether any will ever be usable. */
  get hasHope(): boolean {
    return this.#hopeful().length > 0;
  }

  /** Whether each of them has failed since then. */
  haveAllFailed(sinceMs: number): boolean {
    return this.#sources.every(({ streamId }) => (this.#records.get(streamId)?.failedMs ?? -1) >= sinceMs);
  }

  #hopeful(): StreamSource[] {
    return this.#sources.filter(({ streamId }) => !this.#records.get(streamId)?.isHopeless);
  }

  #untilMs(id: StreamId): number {
    return this.#records.get(id)?.untilMs ?? this.#options.recent.restedMs(id);
  }

  #backoffMs(failures: number): number {
    const { settings, random } = this.#options;
    const factor = settings().retry_backoff_multiplier;
    const backoff = { firstMs: FIRST_RETRY_MS, factor, maxMs: SLOW_RETRY_MS, jitter: JITTER };
    return backoffDelayMs(failures - 1, random ? { ...backoff, random } : backoff);
  }

  #rank(id: StreamId, nowMs: number): number {
    const record = this.#records.get(id);
    if (record && nowMs - record.failedMs < REMEMBERED_MS) return record.failures;
    return this.#options.recent.has(id, nowMs) ? 1 : 0;
  }
}
