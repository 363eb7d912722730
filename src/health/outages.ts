// Tells a dead stream from a provider that is down, and that from our own network. A failure is held back until another stream
// of its provider works (then it is the stream's own), or until so many different ones have failed that the provider is down
// (then it is nobody's). When no provider can be reached at all, it is we who are cut off.
//
//   up ── a stream fails ──► doubtful ── another works ──► up, the failures count
//                               │
//                               └── eight different ones fail, or all there are ──► down ── one works ──► up
//                                   all of them, and of all providers, not even reached ──► we are cut off
//                               └── not reached, and this machine has lost its way out ──► we are cut off, that is sure

import type { ErrorCode } from '../kernel/errors.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import { blameFor } from './sample.ts';

/** So many different streams in a row do not die by themselves. */
export const DOWN_AFTER = 8;
/** Failures are held back no longer than this: if nobody else could be asked, they count. */
const HELD_MS = 30 * MINUTE_MS;
/** So long is waited for other providers to say whether it is us; some may not be asked now. */
const PATIENCE_MS = 5 * MINUTE_MS;
/** What has worked so lately need not be asked again. */
const RECENT_MS = 2 * MINUTE_MS;
/** A list that cannot be had makes one of the streams a witness, for so long. */
const SUSPECTED_MS = 10 * MINUTE_MS;
/** While it is down one stream is asked after this, then ever more seldom. */
const FIRST_ASK_MS = 1 * MINUTE_MS;
const LAST_ASK_MS = 15 * MINUTE_MS;

export interface Outcome {
  readonly providerId: ProviderId;
  readonly streamId: StreamId;
  readonly code: ErrorCode | null;
  readonly at: number;
}

export type Turn =
  | { readonly kind: 'down'; readonly providerId: ProviderId; readonly code: ErrorCode; readonly since: number }
  | { readonly kind: 'up'; readonly providerId: ProviderId; readonly code: ErrorCode; readonly since: number }
  | { readonly kind: 'cut-off'; readonly code: ErrorCode; readonly since: number }
  | { readonly kind: 'reconnected'; readonly code: ErrorCode; readonly since: number };

export interface Verdicts<Held> {
  /** What is to be written down now. */
  readonly release: readonly Held[];
  readonly turns: readonly Turn[];
}

interface State<Held> {
  phase: 'up' | 'doubtful' | 'down';
  held: Held[];
  /** Streams that failed since one worked. */
  failed: Set<StreamId>;
  isPathOnly: boolean;
  code: ErrorCode;
  since: number;
  workedAt: number;
  asks: number;
  nextAskAt: number;
  /** Something else than its streams says that it may be down; until one of them was asked. */
  suspectedAt: number;
}

export class Outages<Held extends Outcome> {
  readonly #states = new Map<ProviderId, State<Held>>();
  readonly #countOf: (id: ProviderId) => number;
  readonly #providers: () => readonly ProviderId[];
  readonly #isLineLost: () => boolean;
  #cutOffSince: number | undefined;
  /** This machine had no way out then; when it has one again the providers are asked at once. */
  #hadNoWayOut = false;

  /**
   * @param countOf streams of the provider that can be checked
   * @param providers those that are enabled
   * @param isLineLost whether this machine is known to have no network any more
   */
  constructor(countOf: (id: ProviderId) => number, providers: () => readonly ProviderId[], isLineLost = () => false) {
    this.#countOf = countOf;
    this.#providers = providers;
    this.#isLineLost = isLineLost;
  }

  /** Who was down when the last run ended, or our own network (`providerId` null): until one works. */
  restore(
    outages: readonly { readonly providerId: ProviderId | null; readonly since: number; readonly code: string }[],
  ): void {
    for (const { providerId, since, code } of outages) {
      if (providerId === null) this.#cutOffSince = since;
      for (const id of providerId === null ? this.#providers() : [providerId]) {
        Object.assign(this.#of(id), { phase: 'down', isPathOnly: providerId === null, since, code });
      }
    }
  }

  get isCutOff(): boolean {
    return this.#cutOffSince !== undefined;
  }

  isDown(id: ProviderId): boolean {
    return this.#states.get(id)?.phase === 'down';
  }

  /** Since when, and why; for those that are down. */
  downs(): { readonly providerId: ProviderId; readonly since: number; readonly code: ErrorCode }[] {
    return [...this.#states].flatMap(([providerId, { phase, since, code }]) =>
      phase === 'down' ? [{ providerId, since, code }] : [],
    );
  }

  /** How many other streams of the provider should be asked now: whether it is the provider. */
  wanted(id: ProviderId, at: number): number {
    const state = this.#states.get(id);
    if (!state) return this.#doubtsUs(at) ? 1 : 0;
    if (state.phase === 'doubtful') return Math.max(1, this.#most(id) - state.failed.size);
    if (state.phase === 'down') return at >= state.nextAskAt ? 1 : 0;
    const isSuspected = at - state.suspectedAt < SUSPECTED_MS;
    return isSuspected || (this.#doubtsUs(at) && at - state.workedAt > RECENT_MS) ? 1 : 0;
  }

  /** Whether this stream has failed since one of its provider worked: to ask it again proves nothing new. */
  hasFailed(id: ProviderId, streamId: StreamId): boolean {
    return this.#states.get(id)?.failed.has(streamId) ?? false;
  }

  /** Whether its failure is held back: what it is about shows elsewhere first. */
  isHeld(id: ProviderId, streamId: StreamId): boolean {
    return this.#states.get(id)?.phase === 'doubtful' && this.hasFailed(id, streamId);
  }

  /** Its list cannot be had: one of its streams is asked now, and more when that one fails. */
  suspect(id: ProviderId, at: number): void {
    this.#of(id).suspectedAt = at;
  }

  /** One was asked, though nothing may come of it. */
  asked(id: ProviderId, at: number): void {
    const state = this.#states.get(id);
    if (state?.phase !== 'down') return;
    state.asks += 1;
    state.nextAskAt = at + Math.min(LAST_ASK_MS, FIRST_ASK_MS * 2 ** (state.asks - 1));
  }

  take(outcome: Held): Verdicts<Held> {
    const { providerId, code } = outcome;
    this.#of(providerId).suspectedAt = Number.NEGATIVE_INFINITY;
    if (code === null) return this.#worked(outcome);
    if (blameFor(code) === 'nobody') return nothing();
    const state = this.#of(providerId);
    state.failed.add(outcome.streamId);
    if (state.phase === 'down') return nothing(); // nobody's
    if (state.phase === 'up') {
      // One that fails soon after another has worked fails by itself; a second one says that something has happened since.
      const isRecent = outcome.at - state.workedAt <= RECENT_MS && blameFor(code) === 'stream';
      if (isRecent && state.failed.size === 1) return { release: [outcome], turns: [] };
      Object.assign(state, { phase: 'doubtful', since: outcome.at, isPathOnly: true, code });
    }
    state.held.push(outcome);
    state.isPathOnly &&= blameFor(code) === 'path';
    return { release: [], turns: this.#judge(providerId, state, outcome.at) };
  }

  /** Time has passed: what was held back for too long counts, and who could not be asked is not waited for. */
  tick(at: number): Verdicts<Held> {
    const release: Held[] = [];
    const turns: Turn[] = [];
    if (this.#hadNoWayOut && !this.#isLineLost()) this.#askAllAt(at);
    for (const [id, state] of this.#states) {
      if (state.phase !== 'doubtful') continue;
      if (state.failed.size >= this.#most(id)) turns.push(...this.#judge(id, state, at));
      else if (at - state.since >= HELD_MS) release.push(...this.#recover(state));
    }
    return { release, turns };
  }

  /** Forgets providers that are gone, or switched off. */
  keep(ids: ReadonlySet<ProviderId>): void {
    for (const id of this.#states.keys()) if (!ids.has(id)) this.#states.delete(id);
  }

  #worked(outcome: Held): Verdicts<Held> {
    const { providerId, at } = outcome;
    const state = this.#of(providerId);
    const turns: Turn[] = [];
    if (this.#cutOffSince !== undefined) {
      turns.push({ kind: 'reconnected', code: state.code, since: this.#cutOffSince });
      this.#cutOffSince = undefined;
      for (const other of this.#states.values()) this.#recover(other); // what failed then says nothing
    } else if (state.phase === 'down') {
      turns.push({ kind: 'up', providerId, code: state.code, since: state.since });
    }
    const release = state.phase === 'doubtful' ? this.#recover(state) : [];
    if (state.phase === 'down') this.#recover(state);
    state.failed.clear();
    state.workedAt = at;
    return { release: [...release, outcome], turns };
  }

  #judge(id: ProviderId, state: State<Held>, at: number): Turn[] {
    if (state.isPathOnly && this.#isLineLost()) return [this.#cutOff(state)];
    if (state.failed.size < this.#most(id)) return [];
    const others = state.isPathOnly ? this.#others(id).map((other) => this.#states.get(other)) : [];
    const isOneWell = others.some((other) => other !== undefined && other.workedAt >= state.since);
    const lost = others.filter((other) => other !== undefined && other.phase !== 'up' && other.isPathOnly);
    if (!isOneWell && lost.length < others.length && at - state.since < PATIENCE_MS) return []; // they are asked first
    const isNobodyElseDown = lost.every((other) => other?.phase === 'doubtful');
    if (!isOneWell && lost.length > 0 && isNobodyElseDown) return [this.#cutOff(state)];
    Object.assign(state, { phase: 'down', held: [], asks: 0, nextAskAt: at + FIRST_ASK_MS });
    return [{ kind: 'down', providerId: id, code: state.code, since: state.since }];
  }

  #askAllAt(at: number): void {
    this.#hadNoWayOut = false;
    if (this.#cutOffSince !== undefined) for (const state of this.#states.values()) state.nextAskAt = at;
  }

  /** All providers count as down meanwhile, without a word of each. */
  #cutOff({ since, code }: State<Held>): Turn {
    this.#cutOffSince = since;
    this.#hadNoWayOut = this.#isLineLost();
    for (const state of this.#states.values()) {
      Object.assign(state, { phase: 'down', held: [], asks: 0, nextAskAt: since + FIRST_ASK_MS });
    }
    return { kind: 'cut-off', code, since };
  }

  #recover(state: State<Held>): Held[] {
    const { held } = state;
    Object.assign(state, { phase: 'up', held: [], asks: 0 });
    state.failed.clear();
    return held;
  }

  /** Whether a provider could not be reached, so that the others have to say whether it is us. */
  #doubtsUs(at: number): boolean {
    if (this.#cutOffSince !== undefined) return false;
    return [...this.#states.values()].some(
      ({ phase, isPathOnly, since }) => phase === 'doubtful' && isPathOnly && at - since < HELD_MS,
    );
  }

  #most(id: ProviderId): number {
    return Math.max(1, Math.min(DOWN_AFTER, this.#countOf(id)));
  }

  #others(id: ProviderId): ProviderId[] {
    return this.#providers().filter((other) => other !== id && this.#countOf(other) > 0);
  }

  #of(id: ProviderId): State<Held> {
    const known = this.#states.get(id);
    if (known) return known;
    const made: State<Held> = {
      phase: 'up',
      held: [],
      failed: new Set(),
      isPathOnly: false,
      code: 'internal',
      since: 0,
      workedAt: Number.NEGATIVE_INFINITY,
      asks: 0,
      nextAskAt: 0,
      suspectedAt: Number.NEGATIVE_INFINITY,
    };
    this.#states.set(id, made);
    return made;
  }
}

const nothing = <Held>(): Verdicts<Held> => ({ release: [], turns: [] });
