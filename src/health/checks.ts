// Runs the checks: takes what is due, provider by provider, as many at once as there may be, each on a slot that nobody needs.
// What comes of a check is handed on; who is to blame is decided elsewhere.
//
//   due (book) ──► queue of its provider ──► slot ──► check ──► observation
//                                             ▲ yields to who watches: later again

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { DAY_MS, MEBIBYTE, MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { Book } from './book.ts';
import type { CheckAnswer, CheckRequest } from './check/request.ts';
import { faultyInARow } from './picture-findings.ts';
import type { CheckSlot, CheckSlotRequest, CheckSlots, CheckSource, Dialled, SourceOf } from './ports.ts';
import { CheckQueue, type Instant } from './queue.ts';
import { runCheck } from './run-check.ts';
import { blameFor } from './sample.ts';
import type { StreamRecord } from './stream-row.ts';

const TICK_MS = 1 * SECOND_MS;
/** What is due is asked in bursts: between them the worker ends, and an idle Masthead is small. */
const BETWEEN_BURSTS_MS = 3 * MINUTE_MS;
/** An account with one connection is let alone until nobody has used it for so long. */
const UNUSED_MS = 10 * MINUTE_MS;
/** A connection of ours may be counted for so long after it was closed. */
const OWN_MS = 30 * SECOND_MS;
/** One that gave its place to a viewer, or got none. */
const REST_MS = 1 * MINUTE_MS;
/** Of a stream whose bytes are looked into: a few seconds of picture. */
const PROBE_WANT = { bytes: 4 * MEBIBYTE, ms: 5 * SECOND_MS };
const NOTHING_MORE = { bytes: 0, ms: 0 };
const PROBES_AT_ONCE = 2;

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
  readonly #queues = new Map<ProviderId, CheckQueue>();
  readonly #flights = new Map<StreamId, Flight>();
  /** Not to be asked before (monotonic). */
  readonly #resting = new Map<StreamId, number>();
  readonly #asked = new Map<StreamId, PromiseWithResolvers<CheckAnswer>>();
  #ticker: Timer | undefined;
  #doneCount = 0;
  #isFilling = false;
  #isBurst = false;
  #nextBurstMs = Number.NEGATIVE_INFINITY;

  constructor(options: ChecksOptions) {
    this.#options = options;
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
    for (const { reject } of this.#asked.values()) reject(reason);
    this.#asked.clear();
    for (const { abort } of this.#flights.values()) abort.abort(reason);
    await Promise.all(Array.from(this.#flights.values(), ({ over }) => over));
  }

  /** Checks one now, before all others; waits until there is a slot for it. @throws AppError `stream.unknown`, `process.stopping` */
  ask(id: StreamId): Promise<CheckAnswer> {
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
    for (const [id, queue] of this.#queues) {
      if (!this.#options.slots.isUnused(id) && nowMs >= queue.ownUntilMs) queue.usedMs = nowMs;
    }
    this.#endUntimely();
    this.#fill();
  }

  /** Those that were begun when they might be: the account has one connection since, or the quiet hours are over. */
  #endUntimely(): void {
    for (const [id, { providerId, abort }] of this.#flights) {
      if (this.#asked.has(id) || abort.signal.aborted || this.#mayCheck(providerId)) continue;
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
        .filter((id) => this.#mayCheck(id) || this.#queueOf(id).width.doubtful.size > 0);
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
    this.#queueOf(id).width.saw(count);
  }

  /** An account with one connection only in the quiet hours, and when nobody has used it for a while. */
  #mayCheck(id: ProviderId): boolean {
    if (!this.#isSingle(id)) return true;
    const { isQuiet, clock } = this.#options;
    const unusedMs = clock.monotonicMs() - this.#queueOf(id).usedMs;
    return isQuiet(clock.now()) && unusedMs >= UNUSED_MS;
  }

  /** As it is known, or as it seems to be. */
  #isSingle(id: ProviderId): boolean {
    const { slots, clock } = this.#options;
    const limit = slots.limitOf(id);
    return limit === 1 || (limit === null && this.#queueOf(id).width.isSingle(clock.monotonicMs()));
  }

  /** @returns false when there is nothing more to begin for this provider now */
  #startNext(id: ProviderId): boolean {
    const { orders, clock } = this.#options;
    const isFree = (stream: StreamId): boolean => this.#isFree(stream, id);
    const doubtful = [...this.#queueOf(id).width.doubtful].find(isFree);
    if (!this.#mayCheck(id)) return doubtful !== undefined && this.#start(doubtful, { isProbe: false });
    const { first, mayOthers } = orders(id, clock.now());
    const asked = first.find(isFree);
    if (asked !== undefined) return this.#start(asked, { isProbe: false });
    if (!mayOthers || !(this.#isBurst || clock.monotonicMs() >= this.#nextBurstMs)) return false;
    const isBegun = this.#startDue(id, isFree);
    this.#isBurst ||= isBegun; // one in which nothing was begun has not been: what is new need not wait for the next
    return isBegun;
  }

  #startDue(id: ProviderId, isFree: (stream: StreamId) => boolean): boolean {
    const queue = this.#queueOf(id);
    const stream = queue.next(isFree, this.#now());
    if (stream !== undefined) {
      if (this.#mustBeLookedAt(stream) && !this.#mayProbe()) {
        this.#rest(stream); // without a look it would seem to be well
        return true;
      }
      if (this.#start(stream, { isProbe: this.#wantsProbe(stream) })) return true;
      queue.putBack(stream);
      return false;
    }
    const unprobed = this.#nextUnprobed(id);
    return unprobed !== undefined && this.#start(unprobed, { isProbe: true });
  }

  #endBurst(): void {
    this.#isBurst = false;
    this.#nextBurstMs = this.#options.clock.monotonicMs() + BETWEEN_BURSTS_MS;
  }

  #isFree(id: StreamId, provider: ProviderId): boolean {
    return !this.#flights.has(id) && !this.#resting.has(id) && !this.#options.isOpen(id, provider);
  }

  /**
   * What may be asked for: never the last free connection; of an account with one that one, while nobody uses it. Where
   * nobody has named a limit, as many as seem to be allowed; beside somebody who watches no more than have worked.
   */
  #placeOf(id: ProviderId): Pick<CheckSlotRequest, 'isSpare' | 'believedLimit'> | undefined {
    const { slots, clock } = this.#options;
    const limit = slots.limitOf(id);
    if (limit !== null && limit > 1) return { isSpare: true };
    if (limit !== null) return slots.isUnused(id) ? { isSpare: false } : undefined;
    const { width } = this.#queueOf(id);
    const ours = [...this.#flights.values()].filter(({ providerId }) => providerId === id).length;
    if (slots.usedOf(id) > ours) return { isSpare: true, believedLimit: width.proven };
    const most = width.most(clock.monotonicMs());
    return { isSpare: most > 2, believedLimit: most };
  }

  #wantsProbe(id: StreamId): boolean {
    if (!this.#mayProbe()) return false;
    const record = this.#options.book.stream(id);
    const { clock, settings } = this.#options;
    return record !== undefined && (isStale(record, clock.now(), settings().health) || this.#mustBeLookedAt(id));
  }

  /** Its picture was not well the last time. */
  #mustBeLookedAt(id: StreamId): boolean {
    const { book, settings } = this.#options;
    const { picture_checks: isLooked, probe_streams: isProbed } = settings().health;
    return isLooked && isProbed && faultyInARow(book.stream(id)?.standing.looks ?? []) > 0;
  }

  #nextUnprobed(id: ProviderId): StreamId | undefined {
    if (!this.#mayProbe()) return undefined;
    const { book, clock, settings } = this.#options;
    const before = clock.now() - settings().health.probe_days * DAY_MS;
    return book.unprobed(id, before).find((stream) => this.#isFree(stream, id));
  }

  #mayProbe(): boolean {
    if (!this.#options.settings().health.probe_streams) return false;
    return [...this.#flights.values()].filter(({ isProbe }) => isProbe).length < PROBES_AT_ONCE;
  }

  #start(id: StreamId, { isProbe }: { isProbe: boolean }): boolean {
    const { sourceOf, slots } = this.#options;
    const found = sourceOf(id);
    if (!found) {
      this.#rest(id); // the next plan will be without it
      for (const { width } of this.#queues.values()) width.forget(id);
      return true;
    }
    const abort = new AbortController();
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const { providerId } = found.source;
    const queue = this.#queueOf(providerId);
    let held: CheckSlot | undefined;
    const holder = {
      use: 'probe' as const,
      yieldSlot: async (): Promise<void> => {
        queue.usedMs = this.#options.clock.monotonicMs();
        queue.width.refused(queue.usedMs);
        abort.abort(new AppError('upstream.no-slot', 'A viewer needed the connection'));
        await over;
      },
      holds: (slot: unknown): boolean => slot === held && this.#flights.get(id)?.abort === abort,
    };
    const request = { providerId, logins: found.logins };
    const place = this.#placeOf(providerId);
    held = place && slots.take({ ...request, ...place }, holder);
    if (!held) return false;
    queue.ownUntilMs = Number.POSITIVE_INFINITY;
    this.#flights.set(id, { streamId: id, providerId, beganAt: this.#options.clock.now(), isProbe, abort, over });
    void this.#run(found, { slot: held, signal: abort.signal, isProbe }).finally(() => {
      this.#flights.delete(id);
      queue.ownUntilMs = this.#options.clock.monotonicMs() + OWN_MS;
      held?.release();
      resolve();
      this.#fill();
    });
    return true;
  }

  async #run(found: CheckSource, run: { slot: CheckSlot; signal: AbortSignal; isProbe: boolean }): Promise<void> {
    const { clock, settings, dialled, onResult, log, book } = this.#options;
    const { streamId, providerId } = found.source;
    const { check, doubt } = this.#watched(streamId, providerId);
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

  /** Dials of one check; where no limit is known, what they say of the number that is allowed. */
  #watched(id: StreamId, provider: ProviderId): Pick<ChecksOptions, 'check'> & { doubt: { isOpen: boolean } } {
    const { check, clock, slots } = this.#options;
    const doubt = { isOpen: false };
    if (slots.limitOf(provider) !== null) return { check, doubt };
    const { width } = this.#queueOf(provider);
    const watched: typeof check = async (request, signal) => {
      width.dialled(id, clock.monotonicMs());
      const answer = await check(request, signal).finally(() => signal.aborted && width.left(id));
      doubt.isOpen = width.answered(id, answer, clock.monotonicMs());
      return answer;
    };
    return { check: watched, doubt };
  }

  #now(): Instant {
    const { clock } = this.#options;
    return { at: clock.now(), nowMs: clock.monotonicMs() };
  }

  #rest(id: StreamId): void {
    this.#resting.set(id, this.#options.clock.monotonicMs() + REST_MS);
  }

  #queueOf(id: ProviderId): CheckQueue {
    const known = this.#queues.get(id);
    if (known) return known;
    const made = new CheckQueue(id, this.#options.book, this.#options.clock.monotonicMs());
    this.#queues.set(id, made);
    return made;
  }
}

/** What is not seldom watched is looked into more often. */
function isStale({ probedAt, place, standing }: StreamRecord, now: number, health: Settings['health']): boolean {
  const days = place < 3 ? health.probe_days : 4 * health.probe_days;
  return standing.deadSince === null && now - probedAt > days * DAY_MS;
}
