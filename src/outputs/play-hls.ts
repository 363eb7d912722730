// How an output gives a channel as HLS under addresses of its own, which carry its own login: by the HLS output.

import type { Context } from 'hono';
import type { ChannelId } from '../model/ids.ts';
import type { LanEnv } from './output.ts';

export interface PlayHls {
  /**
   * Makes the client a viewer with a name, or sends it to the provider.
   * @param folder below which the client's name and its playlist are asked for: `folder/NAME/live.m3u8`, `folder/NAME/7.ts`
   */
  readonly master: (c: Context<LanEnv>, channelId: ChannelId, folder: string) => Promise<Response>;
  readonly playlist: (c: Context<LanEnv>, channelId: ChannelId, client: string) => Promise<Response>;
  /** @param file `7.ts` */
  segment(
    c: Context<LanEnv>,
    channelId: ChannelId,
    asked: { readonly client: string; readonly file: string },
  ): Response;
}
