// What a channel's name says, as a value with the parts that it was read from.

export const PART_KINDS = [
  'heading',
  'prefix',
  'quality',
  'note',
  'shift',
  'feed',
  'call-sign',
  'place',
  'event',
  'radio',
  'adult',
  'loop',
  'name',
] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** A piece of the source, `[start, end)`, and what it was taken for. */
export interface Part {
  readonly kind: PartKind;
  readonly start: number;
  readonly end: number;
  /** What it means: `de`, `fhd`, `+1`, `west`; the words themselves for `name`. */
  readonly value: string;
}

export const RESOLUTIONS = ['', 'sd', 'hd', 'fhd', 'uhd', '8k'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface Quality {
  /** Best that is claimed; empty when nothing is said. */
  readonly resolution: Resolution;
  /** `hevc`, `avc`, `av1`, `mpeg2` or empty. */
  readonly codec: string;
  /** 0 when not said. */
  readonly framesPerSecond: number;
  readonly isHdr: boolean;
  readonly isRaw: boolean;
}

export const FEEDS = ['', 'east', 'west', 'mountain', 'central'] as const;
export type Feed = (typeof FEEDS)[number];

export interface EventTime {
  /** Minutes since midnight. */
  readonly minuteOfDay: number;
  /** Of its end, `19:00 - 22:00`: before the beginning when it is on the next day; -1 when not said. */
  readonly endMinuteOfDay: number;
  /** `YYYY-MM-DD`, `MM-DD`, a weekday (`sat`), `tomorrow` or empty. */
  readonly day: string;
  /** `EST`, `CET`, `UTC`, `GMT+2` … in capitals, or empty. */
  readonly zone: string;
}

export interface ChannelEvent {
  /** What is on, as written. */
  readonly title: string;
  readonly time: EventTime;
}

export interface NameReading {
  readonly source: string;
  /** What is left when everything below is taken out: folded words, digits apart from letters, numbers as digits. */
  readonly core: readonly string[];
  /**
   * The core's pieces between dashes, bars and brackets, when there are several: one of them often is another name of the
   * channel, as in `HSN - Home Shopping Network` or `WE (Women's Entertainment)`.
   */
  readonly segments: readonly (readonly string[])[];
  /** ISO 3166 code of the prefix, `uk` for gb, or empty. */
  readonly market: string;
  /** ISO 639-1 code when the prefix names a language (`EN|`, `AR:`), or empty. */
  readonly language: string;
  readonly quality: Quality;
  /** +1 is 1; 0 when it is not shifted. */
  readonly shiftHours: number;
  readonly feed: Feed;
  /** `WABC`; empty for channels that are no station. */
  readonly callSign: string;
  /** Four capitals at the start that look like a call sign, with nothing to prove it: `WSOC Charlotte`. Else empty. */
  readonly possibleCallSign: string;
  /** Whether the station is of low power (`-LD`, `-CD`, `-LP`): it may share its sign with another one. */
  readonly isLowPower: boolean;
  /** Of the call sign: `WABC-DT2` and `WABC2` are 2; 0 when not said, which means the first. */
  readonly subchannel: number;
  /** A line that only divides a list: `▃ ▅ SPORT ▅ ▃`. */
  readonly isHeading: boolean;
  readonly isRadio: boolean;
  readonly isAdult: boolean;
  /** One series or film round the clock. */
  readonly isLoop: boolean;
  readonly event: ChannelEvent | null;
  /** By position; together they cover every word. */
  readonly parts: readonly Part[];
}
