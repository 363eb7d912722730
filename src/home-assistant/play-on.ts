// "Play on": a channel on any media player that Home Assistant knows.

import { AppError } from '../kernel/errors.ts';
import type { Channel } from '../model/channel.ts';
import { printChannelId } from '../model/ids.ts';

const FORMATS = {
  ts: { extension: 'ts', type: 'video/mp2t' },
  hls: { extension: 'm3u8', type: 'application/vnd.apple.mpegurl' },
} as const;

export interface PlayOn {
  readonly channel: Channel;
  /** `media_player.living_room` … */
  readonly player: readonly string[];
  readonly format: keyof typeof FORMATS;
  readonly lanUrl: () => string;
  /** Calls a service of Home Assistant's Core: `media_player.play_media`. */
  readonly callHome?: ((service: string, data: Readonly<Record<string, unknown>>) => Promise<void>) | undefined;
}

/** @throws AppError `home-assistant.*` */
export async function playOn({ channel, player, format, lanUrl, callHome }: PlayOn): Promise<{ url: string }> {
  if (!callHome) throw new AppError('home-assistant.unavailable', 'Masthead does not know a Home Assistant to ask.');
  const { extension, type } = FORMATS[format];
  const id = printChannelId(channel.id);
  const url = `${lanUrl()}/stream/${id}.${extension}`;
  await callHome('media_player.play_media', {
    entity_id: player,
    media_content_id: url,
    media_content_type: type,
    extra: { title: channel.name, ...(channel.logoUrl && { thumb: `${lanUrl()}/logo/${id}` }) },
  });
  return { url };
}
