// What the player is asked to play.

export type Played =
  /** A channel as it comes, or one of its streams alone. */
  | { readonly kind: 'live'; readonly channelId: string; readonly name: string; readonly streamId: string }
  /** What a channel showed from then on, of its archive. */
  | {
      readonly kind: 'past';
      readonly channelId: string;
      readonly name: string;
      readonly title: string;
      /** Epoch milliseconds. */
      readonly startAt: number;
    }
  /** A movie or an episode. */
  | {
      readonly kind: 'file';
      /** As the API says: `/vod/…`. */
      readonly path: string;
      readonly name: string;
      /** Of the movie or episode: where it was left is kept under it. */
      readonly itemId: string;
    };
