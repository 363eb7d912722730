// A name under way: its words, who took which, and what was found so far. Part readers work on it one after another.

import { foldText } from './fold.ts';
import type { ChannelEvent, Feed, Part, PartKind, Quality } from './reading.ts';
import { cutWords, type Word } from './words.ts';

export interface Facts {
  market: string;
  language: string;
  quality: Quality;
  shiftHours: number;
  feed: Feed;
  callSign: string;
  possibleCallSign: string;
  isLowPower: boolean;
  subchannel: number;
  isHeading: boolean;
  isRadio: boolean;
  isAdult: boolean;
  isLoop: boolean;
  event: ChannelEvent | null;
}

export interface Scan {
  readonly source: string;
  readonly words: Word[];
  /** `taken[i]` is the kind that word i was taken for. */
  readonly taken: (PartKind | undefined)[];
  readonly parts: Part[];
  readonly facts: Facts;
  /** The market that the caller knows, else empty. */
  readonly market: string;
}

/** Takes what it recognises and leaves the rest. */
export type PartReader = (scan: Scan) => void;

const NO_QUALITY: Quality = { resolution: '', codec: '', framesPerSecond: 0, isHdr: false, isRaw: false };

export function startScan(source: string, market: string): Scan {
  const words = cutWords(foldText(source));
  return {
    source,
    words,
    taken: words.map(() => undefined),
    parts: [],
    market,
    facts: {
      market: '',
      language: '',
      quality: NO_QUALITY,
      shiftHours: 0,
      feed: '',
      callSign: '',
      possibleCallSign: '',
      isLowPower: false,
      subchannel: 0,
      isHeading: false,
      isRadio: false,
      isAdult: false,
      isLoop: false,
      event: null,
    },
  };
}

export interface Taking {
  /** First word. */
  readonly from: number;
  /** One after the last word. */
  readonly to: number;
  readonly kind: PartKind;
  readonly value: string;
}

/** Takes words out; the part spans them from the first to the last. */
export function take(scan: Scan, { from, to, kind, value }: Taking): void {
  for (let index = from; index < to; index += 1) scan.taken[index] = kind;
  const start = scan.words[from]?.start ?? 0;
  scan.parts.push({ kind, start, end: scan.words[to - 1]?.end ?? start, value });
}

/** Whether every word from `from` on that is not of a quality or a note is in a bracket or there is none. */
export function isLastName(scan: Scan, from: number): boolean {
  for (let index = from; index < scan.words.length; index += 1) {
    if (!scan.taken[index] && scan.words[index]?.bracket === 0) return false;
  }
  return true;
}
