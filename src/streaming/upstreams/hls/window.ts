// What of a live playlist is new: where to begin, where to go on, and what to make of one that jumps.
//
//   segments   ·  ·  ·  ·  ·  ·  ·  ·  ·│ live edge
//   begin               ▲ three target durations from the edge, never the last
//   go on                     ▲ after the last one taken
//   gap        taken ▲ … first listed: on to where one would begin     back: by little it is an old copy, else a restart

import type { MediaPlaylist, Segment } from '../../../formats/hls/playlist.ts';

/** RFC 8216, 6.3.3. */
const TARGETS_FROM_EDGE = 3;
/** Addresses remembered, to tell a restart from an old copy of the list. */
const MOST_KNOWN = 64;

export interface Taken {
  /** In order. The first has `isBreak` where it does not follow on the last one. */
  readonly segments: readonly Segment[];
  /** Whether the list has anything that had not been seen. */
  readonly hasNews: boolean;
  /** Segments that were listed and are gone before they could be taken. */
  readonly skippedCount: number;
}

const NOTHING: Taken = { segments: [], hasNews: false, skippedCount: 0 };

export class LiveWindow {
  #next: number | undefined;
  #known: string[] = [];
  /** The next one taken does not follow on the last. */
  #isBroken = false;
  #resumed: Pick<Segment, 'sequence' | 'url'> | undefined;

  /** @param after the last segment that was played, when the stream is taken up again */
  constructor(after?: Pick<Segment, 'sequence' | 'url'>) {
    if (!after) return;
    this.#resumed = after;
    this.#next = after.sequence + 1;
    this.#known = [placeOf(after.url)];
  }

  take(playlist: MediaPlaylist): Taken {
    const { segments } = playlist;
    const [first, last] = [segments[0], segments.at(-1)];
    if (!first || !last) return NOTHING;
    this.#checkResumed(segments);
    if (this.#next === undefined) return this.#from(playlist, startOf(playlist), 0);
    if (this.#next > last.sequence) {
      const isBehind = this.#next > last.sequence + 1;
      if (!isBehind) return this.#unnumbered(playlist);
      return this.#isRestart(segments) ? this.#restart(playlist) : NOTHING;
    }
    if (this.#next >= first.sequence) return this.#from(playlist, this.#next, 0);
    const start = Math.max(first.sequence, startOf(playlist));
    const skipped = start - this.#next;
    this.#isBroken = true;
    return this.#from(playlist, start, skipped);
  }

  /**
   * Numbers that stand still while the addresses go on are none: it goes on after the last address that is known. Where none
   * is known they may have been signed anew, and nothing is played twice.
   */
  #unnumbered(playlist: MediaPlaylist): Taken {
    const { segments } = playlist;
    const known = segments.findLastIndex(({ url }) => this.#known.includes(placeOf(url)));
    const next = known < 0 ? undefined : segments[known + 1];
    return next ? this.#from(playlist, next.sequence, 0) : NOTHING;
  }

  /** A segment could not be had: the one after it does not follow on the last. */
  broken(): void {
    this.#isBroken = true;
  }

  /** Under the same number there is something else now: it is begun as if it had never been played. */
  #checkResumed(segments: readonly Segment[]): void {
    const resumed = this.#resumed;
    this.#resumed = undefined;
    const same = segments.find(({ sequence }) => sequence === resumed?.sequence);
    if (!resumed || !same || placeOf(same.url) === placeOf(resumed.url)) return;
    this.#next = undefined;
    this.#known = [];
  }

  #restart(playlist: MediaPlaylist): Taken {
    this.#isBroken = true;
    this.#known = [];
    return this.#from(playlist, startOf(playlist), 0);
  }

  #from({ segments }: MediaPlaylist, start: number, skippedCount: number): Taken {
    const taken = segments.filter(({ sequence }) => sequence >= start);
    this.#next = (taken.at(-1)?.sequence ?? start - 1) + 1;
    this.#known = [...this.#known, ...taken.map(({ url }) => placeOf(url))].slice(-MOST_KNOWN);
    if (this.#isBroken && taken[0]) taken[0] = { ...taken[0], isBreak: true };
    if (taken.length > 0) this.#isBroken = false;
    return { segments: taken, hasNews: taken.length > 0, skippedCount };
  }

  /** None of what is listed has been taken before: the encoder began anew. An old copy lists what is known. */
  #isRestart(segments: readonly Segment[]): boolean {
    return segments.every(({ url }) => !this.#known.includes(placeOf(url)));
  }
}

function startOf({ segments, targetSeconds, isEnded }: MediaPlaylist): number {
  if (isEnded) return segments[0]!.sequence;
  let seconds = 0;
  let index = segments.length;
  while (index > 0 && seconds < TARGETS_FROM_EDGE * targetSeconds) seconds += segments[--index]!.seconds;
  return segments[Math.max(0, Math.min(index, segments.length - 2))]!.sequence;
}

/** Without the query: each reload may sign anew. */
const placeOf = (url: string): string => url.split('?', 1)[0]!;
