// "Limit reached": the clip that some providers send in place of a channel while they count too many connections, as far as the
// head of an answer shows it. Looked for only where a connection was closed just before: else a file is what was asked for.

import { MEBIBYTE, SECOND_MS } from '../../kernel/units.ts';

/** Sent as fast as it goes, a clip is over by then; a channel that is no longer there would be tried again anyway. */
export const CLIP_MS = 5 * SECOND_MS;
/** Clips are seconds long; who calls a live stream a file says that it is endless. */
const MOST_CLIP_BYTES = 64 * MEBIBYTE;
const MOST_REMEMBERED = 500;

/** In place of the address of a stream. */
const A_CLIP = 'clip';

export interface Answered {
  /** The address of the stream. */
  readonly asked: string;
  /** Where redirects have led. */
  readonly final: string;
  /** `Content-Length`; NaN where it is not said. */
  readonly bytes: number;
  /** As in `DialRequest`. */
  readonly isAfterClose: boolean;
}

export class Clips {
  /** What led to an address right after a close; '' where it is a stream's own, as it was there without one. */
  readonly #askedBy = new Map<string, string>();

  isClip({ asked, final, bytes, isAfterClose }: Answered): boolean {
    const isElsewhere = final !== asked;
    const before = this.#askedBy.get(final);
    if (isElsewhere && before !== '') this.#remember(final, isAfterClose ? (before ?? asked) : '');
    if (!isAfterClose || before === '') return false;
    if (bytes < MOST_CLIP_BYTES) return true;
    return isElsewhere && before !== undefined && before !== asked; // one address for different channels
  }

  /** What came from there right after a close was over so soon that it was none of a channel. */
  wasClip({ asked, final }: Pick<Answered, 'asked' | 'final'>): void {
    if (final !== asked && this.#askedBy.get(final) !== '') this.#remember(final, A_CLIP);
  }

  #remember(final: string, asked: string): void {
    this.#askedBy.set(final, asked);
    if (this.#askedBy.size > MOST_REMEMBERED) this.#askedBy.delete(this.#askedBy.keys().next().value!);
  }
}
