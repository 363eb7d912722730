// How an output plays a movie, an episode or a programme of the past: by functions that app/ makes from the streaming core.

import type { Context } from 'hono';
import type { ChannelId } from '../model/ids.ts';
import type { EpisodeId, TitleId } from '../model/title.ts';
import type { PageAbility } from '../streaming/fit/fit.ts';
import type { StreamSource } from '../model/stream.ts';
import type { LanEnv } from './output.ts';

export type Playable =
  | { readonly kind: 'movie'; readonly id: TitleId }
  | { readonly kind: 'episode'; readonly id: EpisodeId }
  | {
      readonly kind: 'archive';
      readonly channelId: ChannelId;
      /** Epoch milliseconds. */
      readonly startAt: number;
      /** 0 for as far as there is. */
      readonly durationMs: number;
      /** One of many parts that are played one after another: it is to end where the next one begins. */
      readonly isSlice?: boolean;
      /** For a player in a page, which says what it is able to. */
      readonly ability?: PageAbility | undefined;
    };

/** Answers GET and HEAD, with ranges; 404 for what there is not, 503 for what cannot be had. */
export type PlayFile = (c: Context<LanEnv>, what: Playable, via: 'm3u' | 'vod' | 'xtream') => Promise<Response>;

/** Where something is to be had. */
export interface HadFile {
  readonly key: string;
  readonly sources: readonly StreamSource[];
}

/** Where something is to be had for whoever asks, who counts from then on; or the refusal. */
export type FindFile = (c: Context<LanEnv>, what: Playable) => Promise<HadFile | Response>;
