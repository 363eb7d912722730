// How many connections at once an account seems to allow, of which nobody has said so: one, until two have been seen to work
// side by side; then twice as many are tried, and so on. What fails beside more than have worked may have failed for that: it is
// asked again when there are few, and only then is known whether it was the stream or the number.
//
//   proven 1 ── two work at once ──► proven 2 ── four are tried ──► …
//      ▲             │ one of them is refused
//      └─────────────┘ no more than are proven, for a while; the refused one is asked again

import type { ErrorCode } from '../kernel/errors.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import type { StreamId } from '../model/ids.ts';

const FIRST_REST_MS = 10 * MINUTE_MS;
const MOST_MISSES = 9;
/** With so many proven as many are tried as there may be: no account of a home allows so many and yet not any number. */
const ANY_NUMBER = 32;
/** So many have to work by themselves before two are tried. */
const WORKED_ALONE = 1;

/** Ways in which providers say "too many": a refusal, a page, a clip, silence, or the end of the connection before. */
const MAY_MEAN_LIMIT = new Set<ErrorCode>([
  'upstream.limit-reached',
  'upstream.refused',
  'upstream.unavailable',
  'upstream.not-video',
  'upstream.clip',
  'upstream.empty',
  'upstream.ended',
  'upstream.stalled',
  'upstream.timeout',
  'net.reset',
]);

interface Open {
  readonly sinceMs: number;
  /** More than were proven were open meanwhile. */
  isBeside: boolean;
}

/** A connection that worked: until when it was open, and when its first bytes came. */
interface Span {
  readonly sinceMs: number;
  readonly firstMs: number;
  readonly untilMs: number;
}

export interface DialAnswer {
  readonly code: ErrorCode | null;
  readonly latencyMs: number | null;
}

/** Times are monotonic. */
export class Width {
  readonly #open = new Map<StreamId, Open>();
  readonly #doubtful = new Set<StreamId>();
  #worked: Span[] = [];
  #proven = 1;
  #workedCount = 0;
  #misses = 0;
  #narrowUntilMs = Number.NEGATIVE_INFINITY;

  /** So many have been seen to work at once. */
  get proven(): number {
    return this.#proven;
  }

  /** Those that failed beside too many: to be asked again when there are few. */
  get doubtful(): ReadonlySet<StreamId> {
    return this.#doubtful;
  }

  /** How many may be tried. */
  most(nowMs: number): number {
    if (nowMs < this.#narrowUntilMs || this.#workedCount < WORKED_ALONE) return this.#proven;
    return this.#proven >= ANY_NUMBER ? Number.POSITIVE_INFINITY : 2 * this.#proven;
  }

  /** Two were tried, and it seems that only one is allowed. */
  isSingle(nowMs: number): boolean {
    return this.#proven === 1 && nowMs < this.#narrowUntilMs;
  }

  /** So many were seen on air together. */
  saw(count: number): void {
    this.#proven = Math.max(this.#proven, count);
  }

  /** Somebody was refused beside what is open: it is believed that one is allowed. */
  refused(nowMs: number): void {
    this.#proven = 1;
    this.#narrow(nowMs, 1);
  }

  dialled(id: StreamId, nowMs: number): void {
    this.#open.set(id, { sinceMs: nowMs, isBeside: false });
    if (this.#open.size > this.#proven) for (const open of this.#open.values()) open.isBeside = true;
  }

  /** It was given up, whatever would have come of it. */
  left(id: StreamId): void {
    this.#open.delete(id);
  }

  /** It is not there any more. */
  forget(id: StreamId): void {
    this.#doubtful.delete(id);
  }

  /** @returns whether the failure may be that of the number, and says nothing of the stream */
  answered(id: StreamId, { code, latencyMs }: DialAnswer, nowMs: number): boolean {
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (!open) return false;
    if (code === null) this.#prove({ ...open, firstMs: open.sinceMs + (latencyMs ?? 0), untilMs: nowMs });
    if (code !== null && open.isBeside && MAY_MEAN_LIMIT.has(code)) {
      this.#doubtful.add(id);
      this.#narrow(nowMs, 1);
      return true;
    }
    if (!open.isBeside && this.#doubtful.delete(id)) this.#learn(code, nowMs);
    return false;
  }

  /** What failed beside others has been asked without them. */
  #learn(code: ErrorCode | null, nowMs: number): void {
    if (code === null) {
      this.#narrowUntilMs = Number.NEGATIVE_INFINITY;
      this.#narrow(nowMs, 2); // it was the number
    } else if (this.#doubtful.size === 0) {
      this.#misses = Math.max(0, this.#misses - 1);
      this.#narrowUntilMs = Number.NEGATIVE_INFINITY;
    }
  }

  #narrow(nowMs: number, misses: number): void {
    if (nowMs < this.#narrowUntilMs) return;
    this.#misses = Math.min(MOST_MISSES, this.#misses + misses);
    this.#narrowUntilMs = nowMs + Math.min(DAY_MS, FIRST_REST_MS * 2 ** (this.#misses - 1));
  }

  /** Of those that worked to their end, the most that were open when the first bytes of one came. */
  #prove(span: Span): void {
    this.#workedCount += 1;
    const oldestMs = Math.min(span.sinceMs, ...Array.from(this.#open.values(), ({ sinceMs }) => sinceMs));
    this.#worked = [...this.#worked.filter(({ untilMs }) => untilMs >= oldestMs), span];
    if (this.#proven >= ANY_NUMBER || this.#worked.length <= this.#proven) return;
    for (const one of this.#worked) {
      const beside = this.#worked.filter(
        (other) => other !== one && other.sinceMs < one.firstMs && one.firstMs <= other.untilMs,
      );
      this.#proven = Math.max(this.#proven, beside.length + 1);
    }
  }
}
