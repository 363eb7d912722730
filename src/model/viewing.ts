// Somebody watching something: live, a movie, an episode, a programme of the past; by itself or through an account.

export const VIEWING_KINDS = ['live', 'movie', 'episode', 'archive'] as const;
export type ViewingKind = (typeof VIEWING_KINDS)[number];

/** What is watched. */
export interface WatchedItem {
  readonly kind: ViewingKind;
  /** As printed: `c…` of live and archive, `t…` of a movie, `e…` of an episode. */
  readonly itemId: string;
  readonly name: string;
  /** Where a programme of the past begins; epoch milliseconds. */
  readonly pastAt: number | null;
}

export interface WatchedStream {
  /** As printed: `s…`. */
  readonly id: string;
  readonly name: string;
  readonly providerId: string;
}

/** One viewer at one moment. */
export interface Watched extends WatchedItem {
  /** The same for as long as it stays. */
  readonly viewerId: string;
  /** Null for somebody who came without a login. */
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly address: string;
  /** ISO 3166 code of where that address is; null where it is not known, and at home. */
  readonly country: string | null;
  /** Its User-Agent. */
  readonly client: string;
  /** The output that brought it. */
  readonly via: string;
  /** Epoch milliseconds. */
  readonly since: number;
  /** Since then, as all counts. */
  readonly bytes: number;
  readonly failovers: number;
  readonly stalls: number;
  readonly stream: WatchedStream | null;
  /** How far it is in a file, as far as its bytes say. */
  readonly place?: Place;
}

export interface Place {
  readonly positionSeconds: number;
  /** Null when nobody says. */
  readonly durationSeconds: number | null;
}

/** A place at which somebody may go on. */
export interface ResumePlace extends Place {
  /** `t…` or `e…`. */
  readonly itemId: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  /** It was watched to its end, or nearly. */
  readonly isFinished: boolean;
  /** By a player; else worked out from the bytes that it took. */
  readonly isReported: boolean;
}
