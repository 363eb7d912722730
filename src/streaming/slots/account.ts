// One account at a provider: who may have a connection, which connections are open, and which are closed but may still count.
//
//   entitled (grants)   ── ready ──► open ── hungUp ──► closed, lingering ──► forgotten
//      never more than the limit      └ open and lingering together are never more than the limit, for a dial

import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { ProviderId } from '../../model/ids.ts';
import { DialQueue } from './dial-queue.ts';
import { Grant } from './grant.ts';
import { Linger, LONGEST_LINGER_MS } from './linger.ts';
import { Refusals } from './refusals.ts';
import { ofAccount, stillCounted, type SlotHolder, type SlotRequest, type SlotUseKind } from './slots.ts';

/** Checks stay away for so long from an account that seems to allow fewer connections than is known. */
const NO_SPARE_MS = 10 * MINUTE_MS;

/** More than any limit that is named: of an account with any number nobody asks how many there were. */
const KEPT_CLOSED = 128;

export interface AccountOptions {
  readonly providerId: ProviderId;
  readonly login: string;
  readonly clock: Clock;
  /** Connections that it allows now; null is any number. */
  readonly limit: () => number | null;
  /** How long it is known to count a closed connection, in milliseconds; more is learnt. */
  readonly lingerMs: () => number;
  readonly onFreed: (holder: SlotHolder) => void;
  /** Whether one who is watched may take the slot of another with a lower priority. */
  readonly allowsPriority: () => boolean;
}

export class Account {
  readonly options: AccountOptions;
  readonly #grants = new Set<Grant>();
  /** They gave their place to somebody else; their connections are being closed. */
  readonly #leaving = new Set<Grant>();
  /** Monotonic instants at which connections were closed, oldest first. */
  #closed: number[] = [];
  /** When the last of those was closed that the provider had let in: from then it counts. */
  #letInUntilMs: number | undefined;
  readonly #linger = new Linger();
  /** Since then, by subject: the longest time after it at which a dial was refused. Whoever dials it next goes on from there. */
  readonly #refusedMs = new Map<string, number>();
  /** The same, of refusals that were of the account: for every subject. */
  #allRefusedMs = 0;
  readonly #refusals = new Refusals();
  /** Nothing that is merely good to know before this: somebody who watches was refused beside it. */
  #noSpareUntilMs = Number.NEGATIVE_INFINITY;
  /** When checks last ended for that. */
  #gaveWayMs = Number.NEGATIVE_INFINITY;
  readonly #queue: DialQueue;

  constructor(options: AccountOptions) {
    this.options = options;
    this.#queue = new DialQueue({
      clock: options.clock,
      opensInMs: (grant) => this.#opensInMs(grant),
      onLetIn: (grant) => this.#letIn(grant),
    });
  }

  get used(): number {
    return this.#grants.size;
  }

  get limit(): number | null {
    return this.options.limit();
  }

  /** Closed connections that the provider may still count. */
  get lingering(): number {
    return this.#lingeringUntil().length;
  }

  get holders(): SlotHolder[] {
    return Array.from(this.#grants, (grant) => grant.holder);
  }

  /** Until one more connection may be dialled, as far as is known. */
  waitMsFor(grant?: Grant): number {
    return this.#opensInMs(grant) ?? 0;
  }

  hasFree({ isSpare = false, believedLimit }: Pick<SlotRequest, 'isSpare' | 'believedLimit'> = {}): boolean {
    if (isSpare && this.used > 0 && this.#nowMs() < this.#noSpareUntilMs) return false; // one alone is in nobody's way
    const limit = Math.min(this.limit ?? Number.POSITIVE_INFINITY, believedLimit ?? Number.POSITIVE_INFINITY);
    if (limit === Number.POSITIVE_INFINITY) return true;
    const taken = isSpare ? Math.max(this.used, this.#open() + this.lingering) + 1 : this.used;
    return taken < limit;
  }

  /** Takes a free place; the caller has asked whether there is one. */
  grant(holder: SlotHolder, believedLimit?: number): Grant {
    const grant = new Grant(this, holder, believedLimit);
    this.#grants.add(grant);
    return grant;
  }

  /** Takes the place of whoever needs it least; `undefined` when all need theirs. */
  grantInsteadOfAnother(holder: SlotHolder): Grant | undefined {
    this.shed();
    if (this.limit === null || this.used > this.limit) return undefined;
    const other = this.#leastNeeded(holder);
    if (!other) return undefined;
    this.#grants.delete(other);
    const grant = this.grant(holder); // its place is the new one's from now on: nobody else sees it free
    this.#dismiss(other);
    return grant;
  }

  /** The limit may have been lowered: ends what nobody watches until there are few enough, or only those who watch are left. */
  shed(): void {
    const limit = this.limit;
    if (limit === null) return;
    const of = (use: SlotUseKind): Grant[] => [...this.#grants].filter(({ holder }) => holder.use === use);
    for (const grant of [...of('probe'), ...of('idle')].slice(0, Math.max(0, this.used - limit))) {
      this.#grants.delete(grant);
      this.#dismiss(grant);
    }
  }

  /** Its place is no longer its own; its connection counts until it is closed. */
  #dismiss(grant: Grant): void {
    this.#leaving.add(grant);
    const over = (): void => this.release(grant);
    void grant.holder.yieldSlot().then(over, over);
  }

  /** @throws the signal's reason, or AppError `upstream.no-slot` */
  async ready(grant: Grant, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (!this.#grants.has(grant)) throw lost();
    await this.#queue.ready(grant, signal);
  }

  /** Whether the last refusals were not of the streams that were dialled: another account is asked sooner. */
  get isRefusing(): boolean {
    return this.#refusals.areOfAccount(this.#nowMs());
  }

  refused(grant: Grant, reason: AppError): AppError {
    const isOfAll = this.#refusals.add(grant.subject, reason, this.#nowMs());
    if (isOfAll) this.#allRefusedMs = Math.max(this.#allRefusedMs, grant.sinceCloseMs ?? 0);
    const understood = this.#understood(grant, reason);
    return isOfAll ? ofAccount(understood) : understood;
  }

  /** What a refusal means in the light of what was closed before it. */
  #understood(grant: Grant, reason: AppError): AppError {
    const sinceMs = grant.sinceCloseMs;
    if (NOT_LET_IN.has(reason.code)) {
      grant.wasLetIn = false;
      grant.isCounted = sinceMs === undefined && reason.code === 'upstream.unavailable'; // let in, and then failed behind it
    }
    if (!MAY_MEAN_LIMIT.has(reason.code)) return reason;
    if (sinceMs === undefined) {
      return this.#makeWayFor(grant) || this.#isFullAfterClose(grant, reason) ? stillCounted(reason) : reason;
    }
    this.#refusedMs.set(grant.subject, Math.max(this.#refusedOf(grant), sinceMs, 1));
    grant.wasLetIn = grant.isCounted = false; // a page, or nothing at all, says no as well
    return stillCounted(reason);
  }

  /**
   * Fewer may be allowed than is known: who watches is not refused for a check of ours, nor for a channel that was left.
   * @returns whether it was dialled beside one
   */
  #makeWayFor(grant: Grant): boolean {
    if (grant.holder.use !== 'watched') return false;
    const others = [...this.#grants].filter(isUnwatched);
    const wasBesideOne = grant.dialledMs <= this.#gaveWayMs || [...this.#leaving].some(isUnwatched);
    if (others.length === 0 && !wasBesideOne) return false;
    const closedSince = this.#closed.filter((closedMs) => closedMs >= grant.dialledMs).length;
    grant.suspectedLimit = Math.max(1, this.#openBeside(grant) + closedSince);
    if (others.length === 0) return true; // another one who watches was refused before, and they gave way to that
    this.#gaveWayMs = this.#nowMs();
    this.#noSpareUntilMs = this.#gaveWayMs + NO_SPARE_MS;
    for (const other of others) {
      this.#grants.delete(other);
      this.#dismiss(other);
    }
    return true;
  }

  /** Fewer may be allowed than is known: the provider says so, or has shown it lately, and one was closed just before. */
  #isFullAfterClose(grant: Grant, { code }: AppError): boolean {
    if (grant.holder.use !== 'watched' || this.#letInUntilMs === undefined) return false;
    const nowMs = this.#nowMs();
    const sinceMs = grant.dialledMs - this.#letInUntilMs;
    const isSuspected = code === 'upstream.limit-reached' || nowMs < this.#noSpareUntilMs;
    if (!isSuspected || sinceMs >= LONGEST_LINGER_MS) return false;
    this.#noSpareUntilMs = nowMs + NO_SPARE_MS;
    grant.suspectedLimit = this.#openBeside(grant) + 1;
    this.#refusedMs.set(grant.subject, Math.max(this.#refusedOf(grant), sinceMs, 1));
    return true;
  }

  #openBeside(grant: Grant): number {
    return this.#open() - (grant.isOpen ? 1 : 0);
  }

  accepted(grant: Grant): void {
    this.#refusals.clear();
    grant.suspectedLimit = grant.believedLimit;
    const { sinceCloseMs } = grant;
    if (sinceCloseMs === undefined) return;
    const refusedMs = this.#refusedOf(grant);
    if (refusedMs > 0) this.#linger.learn(refusedMs, sinceCloseMs, this.#nowMs());
    else this.#linger.worked(sinceCloseMs, this.#nowMs());
    this.#refusedMs.delete(grant.subject);
    this.#allRefusedMs = 0;
    grant.sinceCloseMs = undefined;
  }

  hungUp(grant: Grant): void {
    if (!grant.isOpen) return;
    grant.isOpen = false;
    const nowMs = this.#nowMs();
    if (grant.isCounted) this.#closed.push(nowMs);
    if (this.#closed.length > 2 * KEPT_CLOSED) this.#closed = this.#closed.slice(-KEPT_CLOSED);
    if (grant.wasLetIn) {
      this.#letInUntilMs = nowMs;
      this.#refusedMs.clear();
      this.#allRefusedMs = 0;
    }
    this.#queue.pump();
  }

  release(grant: Grant): void {
    const wasHeld = this.#grants.delete(grant);
    this.#leaving.delete(grant);
    this.#queue.fail(grant, lost());
    this.hungUp(grant);
    if (wasHeld) this.options.onFreed(grant.holder);
  }

  /** Releases what its holder does not know of any more. @returns how many */
  rebuild(): number {
    const leaked = [...this.#grants, ...this.#leaving].filter((grant) => !grant.holder.holds(grant));
    for (const grant of leaked) this.release(grant);
    return leaked.length;
  }

  #leastNeeded({ use, priority = 0 }: SlotHolder): Grant | undefined {
    const grants = [...this.#grants];
    const idle = grants.find(({ holder }) => holder.use === 'idle');
    if (idle || use !== 'watched') return idle;
    const probe = grants.find(({ holder }) => holder.use === 'probe');
    if (probe || !this.options.allowsPriority()) return probe;
    const lowest = grants.toSorted((a, b) => (a.holder.priority ?? 0) - (b.holder.priority ?? 0))[0];
    return lowest && (lowest.holder.priority ?? 0) < priority ? lowest : undefined;
  }

  #letIn(grant: Grant): void {
    grant.isOpen = grant.wasLetIn = grant.isCounted = true;
    grant.dialledMs = this.#nowMs();
    grant.sinceCloseMs = this.#sinceLimitedMs(this.#limitFor(grant));
  }

  /** Until it may be dialled; `undefined` until somebody closes an open connection. */
  #opensInMs(grant?: Grant): number | undefined {
    const limit = this.#limitFor(grant);
    if (limit === Number.POSITIVE_INFINITY) return 0;
    const nowMs = this.#nowMs();
    const lingering = this.#lingeringUntil(grant, nowMs);
    const busy = this.#open() + lingering.length;
    if (busy < limit) return 0;
    const untilMs = lingering[busy - limit];
    return untilMs === undefined ? undefined : untilMs - nowMs;
  }

  /** How long ago a connection was closed without which there would have been no place; undefined when none was. */
  #sinceLimitedMs(limit: number): number | undefined {
    if (this.#letInUntilMs === undefined) return undefined;
    const sinceMs = this.#nowMs() - this.#letInUntilMs;
    return sinceMs < LONGEST_LINGER_MS && this.#open() + this.#closed.length > limit ? sinceMs : undefined;
  }

  #limitFor(grant: Grant | undefined): number {
    return Math.min(this.limit ?? Number.POSITIVE_INFINITY, grant?.suspectedLimit ?? Number.POSITIVE_INFINITY);
  }

  #open(): number {
    let count = 0;
    for (const grant of this.#grants) if (grant.isOpen) count += 1;
    for (const grant of this.#leaving) if (grant.isOpen) count += 1;
    return count;
  }

  /** When the provider will have forgotten each closed connection, as far as it has not yet; soonest first. */
  #lingeringUntil(grant?: Grant, nowMs = this.#nowMs()): number[] {
    this.#closed = this.#closed.filter((closedMs) => nowMs - closedMs < LONGEST_LINGER_MS);
    const refusedMs = grant ? this.#refusedOf(grant) : this.#allRefusedMs;
    const lingerMs = Math.max(this.options.lingerMs(), this.#linger.waitMs(nowMs, refusedMs));
    return this.#closed.map((closedMs) => closedMs + lingerMs).filter((untilMs) => untilMs > nowMs);
  }

  #refusedOf(grant: Grant): number {
    return Math.max(this.#refusedMs.get(grant.subject) ?? 0, this.#allRefusedMs);
  }

  #nowMs(): number {
    return this.options.clock.monotonicMs();
  }
}

const isUnwatched = ({ holder, isOpen }: Grant): boolean => holder.use !== 'watched' && isOpen;

/** Providers say "too many connections" in many ways: 403, 429, 458, 503, a page, nothing at all. */
const MAY_MEAN_LIMIT = new Set<AppError['code']>([
  'upstream.limit-reached',
  'upstream.refused',
  'upstream.unavailable',
  'upstream.not-video',
  'upstream.empty',
  'net.reset',
]);

/** An answer that says no: how long after it another dial works says nothing about how long closed connections count. */
const NOT_LET_IN = new Set<AppError['code']>(['upstream.limit-reached', 'upstream.refused', 'upstream.unavailable']);

const lost = (): AppError =>
  new AppError('upstream.no-slot', 'The connection went to somebody else', { retryable: true });
