// A guide's vocabulary, as XMLTV has it. Empty strings and arrays stand for "not said".

export interface GuideChannel {
  /** XMLTV channel id, as written. */
  readonly xmltvId: string;
  readonly displayNames: readonly string[];
  readonly iconUrl: string;
}

export interface Programme {
  readonly startAt: number;
  readonly stopAt: number;
  readonly title: string;
  readonly subTitle: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly iconUrl: string;
  /** Zero-based, as in `xmltv_ns`; -1 when not said. */
  readonly season: number;
  readonly episode: number;
  /** `onscreen` text as written, and other systems as `system:value`. */
  readonly episodeNumbers: readonly string[];
  /** `date` as written: year or YYYYMMDD. */
  readonly date: string;
  readonly rating: string;
  readonly starRating: string;
  readonly credits: readonly Credit[];
  readonly isNew: boolean;
  readonly isLive: boolean;
  readonly isPremiere: boolean;
  readonly isRepeat: boolean;
  /** Kodi's `catchup-id` attribute. */
  readonly catchupId: string;
}

export interface Credit {
  readonly role: string;
  readonly name: string;
}

/** A programme of which no more is said than when it is and what it is called. */
export const UNSAID: Omit<Programme, 'startAt' | 'stopAt' | 'title'> = {
  subTitle: '',
  description: '',
  categories: [],
  iconUrl: '',
  season: -1,
  episode: -1,
  episodeNumbers: [],
  date: '',
  rating: '',
  starRating: '',
  credits: [],
  isNew: false,
  isLive: false,
  isPremiere: false,
  isRepeat: false,
  catchupId: '',
};
