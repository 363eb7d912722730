// How an output puts a channel on air: by a function that the app makes from the streaming core.

import type { Context } from 'hono';
import type { ChannelId } from '../model/ids.ts';
import type { LanEnv } from './output.ts';

export interface PlayRequest {
  readonly channelId: ChannelId;
  /** The output that brought the viewer, and so whose dialect an error takes. */
  readonly via: 'hdhomerun' | 'm3u' | 'xtream';
  /** The connection ends after this long. */
  readonly durationSeconds?: number;
}

/** Answers a GET by streaming until the viewer leaves, a HEAD at once; failures have a status and no body. */
export type Play = (c: Context<LanEnv>, request: PlayRequest) => Response | Promise<Response>;
