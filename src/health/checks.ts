// Runs the checks: takes what is due, provider by provider, as many at once as there may be, each on a slot that nobody needs.
// What comes of a check is handed on; who is to blame is decided elsewhere.
//
//   due (book) ──► queue of its provider ──► slot ──► check ──► observation
//                                             ▲ yields to who watches: later again

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { MEBIBYTE, MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import { Allowance } from './allowance.ts';
import type { Book } from './book.ts';
import type { CheckAnswer, CheckRequest } from './check/request.ts';
import type { CheckSlot, CheckSlots, CheckSource, Dialled, SourceOf } from './ports.ts';
import { ProbeChoice } from './probe-choice.ts';
import type { Instant } from './queue.ts';
import { runCheck } from './run-check.ts';
import { blameFor } from './sample.ts';

const TICK_MS = 1 * SECOND_MS;
/** What is due is asked in bursts: between them the worker ends, and an idle Masthead is small. */
const BETWEEN_BURSTS_MS = 3 * MINUTE_MS;
/** One that gave its place to a viewer, or got none. */
const REST_MS = 1 * MINUTE_MS;
/** Of a stream whose bytes are looked into: a few seconds of picture. */
const PROBE_WANT = { bytes: 4 * MEBIBYTE, ms: 5 * SECOND_MS };
const NOTHING_MORE = { bytes: 0, ms: 0 };

export interface CheckResult {
  readonly streamId: StreamId;
  readonly providerId: ProviderId;
  readonly at: number;
  readonly answer: CheckAnswer;
}

export interface ChecksOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly book: Book;
  readonly settings: () => Settings;
  /** Those that may be checked now, in any order. */
  readonly providers: () => readonly ProviderId[];
  readonly isQuiet: (at: number) => boolean;
  readonly slots: CheckSlots;
  readonly sourceOf: SourceOf;
  readonly dialled: Dialled;
  readonly check: (request: CheckRequest, signal: AbortSignal) => Promise<CheckAnswer>;
  /** What is still being written down, or held back, is not due, whatever the book says. */
  readonly isOpen: (id: StreamId, provider: ProviderId) => boolean;
  /** Streams that are to be asked before all others, and whether the rest may be asked at all. */
  readonly orders: (id: ProviderId, at: number) => { readonly first: readonly StreamId[]; readonly mayOthers: boolean };
  readonly onResult: (result: CheckResult) => void;
  /** Results whose bytes are still being looked into: on a slow machine that takes longer than to fetch them. */
  readonly lookCount: () => number;
  /** How often it is looked whether something is due. */
  readonly tickMs?: number;
}

export interface UnderWay {
  readonly streamId: StreamId;
  readonly providerId: ProviderId;
  /** Epoch milliseconds. */
  readonly beganAt: number;
  /** Its bytes are looked into, too. */
  readonly isProbe: boolean;
}

interface Flight extends UnderWay {
  readonly abort: AbortController;
  readonly over: Promise<void>;
}

export class Checks {
  readonly #options: ChecksOptions;
  readonly #allowance: Allowance;
  readonly #probes: ProbeChoice;
  readonly #flights = new Map<StreamId, Flight>();
  /** Not to be asked before (monotonic). */
  readonly #resting = new Map<StreamId, number>();
  readonly #asked = new Map<StreamId, PromiseWithResolvers<CheckAnswer>>();
  #ticker: Timer | undefined;
  #doneCount = 0;
  #ended: AppError | undefined;
  #isFilling = false;
  #isBurst = false;
  #nextBurstMs = Number.NEGATIVE_INFINITY;

  constructor(options: ChecksOptions) {
    this.#options = options;
    this.#allowance = new Allowance(options);
    this.#probes = new ProbeChoice({
      ...options,
      running: () => options.lookCount() + [...this.#flights.values()].filter(({ isProbe }) => isProbe).length,
    });
  }

  get inFlight(): number {
    return this.#flights.size;
  }

  /** The longest first. */
  get underWay(): readonly UnderWay[] {
    return [...this.#flights.values()];
  }

  /** Since the start. */
  get doneCount(): number {
    return this.#doneCount;
  }

  start(): void {
    this.#ticker = this.#options.clock.every(this.#options.tickMs ?? TICK_MS, () => this.#tick());
  }

  async stop(): Promise<void> {
    this.#ticker?.cancel();
    this.#ticker = undefined;
    const reason = new AppError('process.stopping', 'Masthead is stopping');
    this.#ended = reason;
    for (const { reject } of this.#asked.values()) reject(reason);
    this.#asked.clear();
    for (const { abort } of this.#flights.values()) abort.abort(reason);
    await Promise.all(Array.from(this.#flights.values(), ({ over }) => over));
  }

  /** Checks one now, before all others; waits until there is a slot for it. @throws AppError `stream.unknown`, `process.stopping` */
  ask(id: StreamId): Promise<CheckAnswer> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (!this.#options.sourceOf(id)) {
      return Promise.reject(new AppError('stream.unknown', 'There is no such stream, or none that can be checked'));
    }
    const known = this.#asked.get(id);
    if (known) return known.promise;
    const asked = Promise.withResolvers<CheckAnswer>();
    this.#asked.set(id, asked);
    this.#fill();
    return asked.promise;
  }

  #tick(): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const [id, untilMs] of this.#resting) if (untilMs <= nowMs) this.#resting.delete(id);
    this.#allowance.tick();
    this.#endUntimely();
    this.#fill();
  }

  /** Those that were begun when they might be: the account has one connection since, or the quiet hours are over. */
  #endUntimely(): void {
    for (const [id, { providerId, abort }] of this.#flights) {
      if (this.#asked.has(id) || abort.signal.aborted || this.#allowance.mayCheck(providerId)) continue;
      abort.abort(new AppError('upstream.no-slot', 'The only connection is kept for a viewer'));
    }
  }

  #fill(): void {
    if (this.#isFilling || !this.#ticker) return;
    this.#isFilling = true;
    try {
      this.#startAsked();
      const most = this.#options.settings().health.concurrent_checks;
      let waiting = this.#options
        .providers()
        .filter((id) => this.#allowance.mayCheck(id) || this.#allowance.queueOf(id).width.doubtful.size > 0);
      while (waiting.length > 0 && this.#flights.size < most) {
        waiting = waiting.filter((id) => this.#flights.size < most && this.#startNext(id));
      }
    } finally {
      this.#isFilling = false;
      if (this.#isBurst && this.#flights.size === 0) this.#endBurst();
    }
  }

  #startAsked(): void {
    for (const id of this.#asked.keys()) {
      if (!this.#flights.has(id)) this.#start(id, { isProbe: true });
    }
  }

  /** Connections of it were seen on air together: so many are allowed. */
  sawOnAir(id: ProviderId, count: number): void {
    this.#allowance.queueOf(id).width.saw(count);
  }

  /** @returns false when there is nothing more to begin for this provider now */
  #startNext(id: ProviderId): boolean {
    const { orders, clock } = this.#options;
    const isFree = (stream: StreamId): boolean => this.#isFree(stream, id);
    const doubtful = [...this.#allowance.queueOf(id).width.doubtful].find(isFree);
    if (!this.#allowance.mayCheck(id)) return doubtful !== undefined && this.#start(doubtful, { isProbe: false });
    const { first, mayOthers } = orders(id, clock.now());
    const asked = first.find(isFree);
    if (asked !== undefined) return this.#start(asked, { isProbe: false });
    if (!mayOthers || !(this.#isBurst || clock.monotonicMs() >= this.#nextBurstMs)) return false;
    const isBegun = this.#startDue(id, isFree);
    this.#isBurst ||= isBegun; // one in which nothing was begun has not been: what is new need not wait for the next
    return isBegun;
  }

  #startDue(id: ProviderId, isFree: (stream: StreamId) => boolean): boolean {
    const queue = this.#allowance.queueOf(id);
    const stream = queue.next(isFree, this.#now());
    if (stream !== undefined) {
      if (this.#probes.mustLookAt(stream) && !this.#probes.hasPlace) {
        this.#rest(stream); // without a look it would seem to be well
        return true;
      }
      if (this.#start(stream, { isProbe: this.#probes.wants(stream) })) return true;
      queue.putBack(stream);
      return false;
    }
    const unprobed = this.#probes.next(id, isFree);
    return unprobed !== undefined && this.#start(unprobed, { isProbe: true });
  }

  #endBurst(): void {
    this.#isBurst = false;
    this.#nextBurstMs = this.#options.clock.monotonicMs() + BETWEEN_BURSTS_MS;
  }

  #isFree(id: StreamId, provider: ProviderId): boolean {
    return !this.#flights.has(id) && !this.#resting.has(id) && !this.#options.isOpen(id, provider);
  }

  #start(id: StreamId, { isProbe }: { isProbe: boolean }): boolean {
    const { sourceOf, slots } = this.#options;
    const found = sourceOf(id);
    if (!found) {
      this.#rest(id); // the next plan will be without it
      this.#allowance.forget(id);
      return true;
    }
    const abort = new AbortController();
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const { providerId } = found.source;
    const allowance = this.#allowance;
    let held: CheckSlot | undefined;
    const holder = {
      use: 'probe' as const,
      yieldSlot: async (): Promise<void> => {
        allowance.yielded(providerId);
        abort.abort(new AppError('upstream.no-slot', 'A viewer needed the connection'));
        await over;
      },
      holds: (slot: unknown): boolean => slot === held && this.#flights.get(id)?.abort === abort,
    };
    const request = { providerId, logins: found.logins };
    const ours = [...this.#flights.values()].filter((flight) => flight.providerId === providerId).length;
    const place = allowance.placeOf(providerId, ours);
    held = place && slots.take({ ...request, ...place }, holder);
    if (!held) return false;
    allowance.began(providerId);
    this.#flights.set(id, { streamId: id, providerId, beganAt: this.#options.clock.now(), isProbe, abort, over });
    void this.#run(found, { slot: held, signal: abort.signal, isProbe }).finally(() => {
      this.#flights.delete(id);
      allowance.ended(providerId);
      held?.release();
      resolve();
      this.#fill();
    });
    return true;
  }

  async #run(found: CheckSource, run: { slot: CheckSlot; signal: AbortSignal; isProbe: boolean }): Promise<void> {
    const { clock, settings, dialled, onResult, log, book } = this.#options;
    const { streamId, providerId } = found.source;
    const { check, doubt } = this.#allowance.watched(streamId, providerId, this.#options.check);
    const position = book.position(streamId);
    const want = run.isProbe ? PROBE_WANT : NOTHING_MORE;
    try {
      const answer = await runCheck({ ...found, ...run, clock, settings: settings(), dialled, check, position, want });
      this.#doneCount += 1;
      const at = clock.now();
      if (doubt.isOpen) this.#rest(streamId);
      else onResult({ streamId, providerId, at, answer });
      if (answer.code !== null && blameFor(answer.code) === 'nobody') this.#rest(streamId);
      this.#asked.get(streamId)?.resolve(answer);
      this.#asked.delete(streamId);
    } catch (error) {
      this.#rest(streamId);
      const { code, message } = toAppError(error);
      if (code !== 'upstream.no-slot' && code !== 'process.stopping') log.warning('A check failed', { code, message });
    }
  }

  #now(): Instant {
    const { clock } = this.#options;
    return { at: clock.now(), nowMs: clock.monotonicMs() };
  }

  #rest(id: StreamId): void {
    this.#resting.set(id, this.#options.clock.monotonicMs() + REST_MS);
  }
}
