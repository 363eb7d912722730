// What the Xtream output needs of the rooms.

import type { Context } from 'hono';
import type { Placed } from '../../guide/filling.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Learner } from '../../library/learner.ts';
import type { Library } from '../../library/library.ts';
import type { Channel, LineupSnapshot } from '../../model/channel.ts';
import type { FavouriteIds } from '../../model/favourite.ts';
import type { ChannelId } from '../../model/ids.ts';
import type { Content, Rights, Standing } from '../../model/person.ts';
import type { WorkerPool } from '../../workers/pool.ts';
import type { LanEnv } from '../output.ts';
import type { Play } from '../play.ts';
import type { PlayFile } from '../play-file.ts';
import type { PlayHls } from '../play-hls.ts';

/** What a user may have. */
export interface XtreamRights {
  readonly name: string;
  /** Groups of channels, or null for all. */
  readonly groups: readonly string[] | null;
  /** Categories of movies and series, or null for all. */
  readonly titleGroups: readonly string[] | null;
  readonly maxConnections: number;
  /** Epoch milliseconds; null for never. */
  readonly expiresAt: number | null;
  /** What it may watch at all; everything when left out. */
  readonly contents?: readonly Content[];
  /** `active` when left out; anything else is told so, and gets nothing. */
  readonly standing?: Standing;
  /** Of a person's account, as the streaming core counts it; the house's own login has none. */
  readonly rights?: Rights;
  /** Of this account; those of everybody when left out. */
  readonly activeConnections?: () => number;
  /** Of its person. */
  readonly favourites?: FavouriteIds;
}

export interface XtreamPorts {
  readonly lineup: () => LineupSnapshot;
  readonly programmes: (
    channel: Channel,
    window: { readonly fromAt: number; readonly untilAt: number },
  ) => Iterable<Placed>;
  /** A player looks for a channel's programmes, and there are none. */
  readonly wantGuide: (channel: Channel) => void;
  readonly library: Pick<
    Library,
    'episodeByNumber' | 'episodes' | 'file' | 'groups' | 'state' | 'title' | 'titleByNumber'
  >;
  readonly learner: Pick<Learner, 'known'>;
  /**
   * @returns `undefined` for a wrong name or password
   * @throws AppError `request.too-many`
   */
  readonly userOf: (
    name: string,
    password: string,
    from: { readonly address: string; readonly place: string },
  ) => XtreamRights | undefined;
  readonly favouritesOf: (personId: string) => FavouriteIds;
  /** Whether whole lists have favourites once more, in the category of favourites. */
  readonly repeatsFavourites: () => boolean;
  readonly activeConnections: () => number;
  readonly startedAt: number;
  readonly play: Play;
  readonly playFile: PlayFile;
  readonly playHls: PlayHls;
  /** Whether a channel's past can be had in parts, as HLS needs it. */
  readonly hasSlices: (channelId: ChannelId) => boolean;
  /** The guide for one who may see it. */
  readonly respondGuide: (c: Context<LanEnv>, groups: readonly string[] | null) => Promise<Response>;
  /** Renders long lists. */
  readonly pool: WorkerPool;
  /** `MASTHEAD_BASE_URL`, or empty. */
  readonly baseUrl: string;
  readonly clock: Clock;
}
