// "Limit reached": the clip that some providers send in place of a channel while they count too many connections, as far as an
// answer shows it. Right after a connection was closed any file is taken for one; else only what a provider whose channels have
// no end would not send for a channel.

import { HOUR_MS, MEBIBYTE, SECOND_MS } from '../../kernel/units.ts';

/** Sent as fast as it goes, a clip is over by then; a channel that is no longer there would be tried again anyway. */
export const CLIP_MS = 5 * SECOND_MS;
/** Sent as it plays, a clip is over by then. */
const LONGEST_CLIP_MS = 90 * SECOND_MS;
/** Clips are seconds long; who calls a live stream a file says that it is endless. */
const MOST_CLIP_BYTES = 64 * MEBIBYTE;
/** What was a clip may become a channel that came back. */
const PROVEN_FOR_MS = HOUR_MS;
const MOST_REMEMBERED = 500;

/** In place of the address of a stream. */
const A_CLIP = 'clip';

export interface Answered {
  readonly providerId: string;
  /** The address of the stream. */
  readonly asked: string;
  /** Where redirects have led. */
  readonly final: string;
  /** `Content-Length`; NaN where it is not said. */
  readonly bytes: number;
  /** As in `DialRequest`. */
  readonly isAfterClose: boolean;
  /** By the monotonic clock, in milliseconds. */
  readonly atMs: number;
}

export class Clips {
  /** What led to an address right after a close; '' where it is a stream's own, as it was there without one. */
  readonly #askedBy = new Map<string, string>();
  /** What led without a close to an address at which it was soon over. */
  readonly #overAt = new Map<string, string>();
  /** When different channels were soon over at an address. */
  readonly #provenAt = new Map<string, number>();
  /** Providers that send channels without an end, as most do. */
  readonly #endless = new Set<string>();

  isClip({ asked, final, bytes, isAfterClose, providerId, atMs }: Answered): boolean {
    if (atMs - (this.#provenAt.get(final) ?? -Infinity) < PROVEN_FOR_MS) return true;
    const before = this.#askedBy.get(final);
    const hasEnd = bytes < MOST_CLIP_BYTES;
    if (hasEnd && before !== '' && (isAfterClose || this.#endless.has(providerId))) return true;
    const isElsewhere = final !== asked;
    if (!isAfterClose && !hasEnd) this.#endless.add(providerId);
    if (!isElsewhere && !hasEnd) this.#askedBy.delete(final); // what had an end was no channel, then
    if ((isElsewhere || hasEnd) && before !== '') remember(this.#askedBy, final, isAfterClose ? (before ?? asked) : '');
    if (!isAfterClose || before === '') return false;
    return isElsewhere && before !== undefined && before !== asked; // one address for different channels
  }

  /** The answer is over by itself: what that says is known from then on. @param nowMs as `Answered.atMs` */
  ended({ asked, final, isAfterClose, atMs }: Answered, nowMs: number): void {
    const lastedMs = nowMs - atMs;
    if (final === asked || lastedMs >= LONGEST_CLIP_MS) return;
    const before = this.#overAt.get(final);
    if (before !== undefined && before !== asked) remember(this.#provenAt, final, nowMs);
    else if (!isAfterClose) remember(this.#overAt, final, asked);
    const isOverAsItCame = isAfterClose && lastedMs < CLIP_MS;
    if (isOverAsItCame && this.#askedBy.get(final) !== '') remember(this.#askedBy, final, A_CLIP);
  }
}

function remember<Value>(memory: Map<string, Value>, key: string, value: Value): void {
  memory.set(key, value);
  if (memory.size > MOST_REMEMBERED) memory.delete(memory.keys().next().value!);
}
