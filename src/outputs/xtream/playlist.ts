// `get.php`: the lineup as a panel's playlist; movies and series only for those who name them, as 300,000 lines are more
// than a TV set can take.

import type { Context } from 'hono';
import { writeM3uEntry, writeM3uHeader } from '../../formats/m3u/write.ts';
import { formatChannelNumber, xmltvId, type Channel } from '../../model/channel.ts';
import { printChannelId } from '../../model/ids.ts';
import { baseUrlOf } from '../base-url.ts';
import type { LanEnv } from '../output.ts';
import { mayHave } from './live-lists.ts';
import type { XtreamPorts, XtreamRights } from './ports.ts';
import { smallIdsOf, type SmallIds } from './small-ids.ts';
import { respondChunks, titleEntries } from './titles.ts';

const SLICE_CHARACTERS = 64 * 1024;

interface Listing {
  readonly ports: XtreamPorts;
  readonly user: XtreamRights;
  readonly base: string;
  /** `user/password`. */
  readonly login: string;
  /** With attributes. */
  readonly isPlus: boolean;
  /** What live addresses end in. */
  readonly extension: 'm3u8' | 'ts';
  readonly kinds: ReadonlySet<string>;
}

export async function respondPlaylist(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  user: XtreamRights,
  parameters: Readonly<Record<string, string>>,
): Promise<Response> {
  const { username = '', password = '', type = 'm3u_plus', key = 'live', output = 'ts' } = parameters;
  const listing: Listing = {
    ports,
    user,
    base: baseUrlOf(c, ports.baseUrl),
    login: `${username}/${password}`,
    isPlus: type !== 'm3u',
    extension: /^(?:hls|m3u8)$/i.test(output) ? 'm3u8' : 'ts',
    kinds: new Set(key.toLowerCase().split(/[\s,]+/)),
  };
  const response = respondChunks(c, chunksOf(listing), 'audio/x-mpegurl');
  response.headers.set('content-disposition', `attachment; filename="tv_channels_${username}.m3u"`);
  return response;
}

async function* chunksOf(listing: Listing): AsyncGenerator<Uint8Array> {
  const { ports, kinds, base, login, user } = listing;
  const encoder = new TextEncoder();
  const [username, password] = login.split('/');
  const guideUrl = `${base}/xmltv.php?username=${username}&password=${password}`;
  let text = listing.isPlus ? writeM3uHeader({ guideUrl }) : '#EXTM3U\n';
  if (kinds.has('live') || kinds.has('radio')) {
    const snapshot = ports.lineup();
    const ids = await smallIdsOf(snapshot);
    for (const channel of snapshot.channels) {
      if (!mayHave(listing.user, channel) || (channel.isRadio && !kinds.has('live'))) continue;
      text += entryOf(channel, ids, listing);
      if (text.length < SLICE_CHARACTERS) continue;
      yield encoder.encode(text);
      text = '';
    }
  }
  yield encoder.encode(text);
  if (kinds.has('movie') || kinds.has('movies') || kinds.has('vod'))
    yield* titleEntries(ports, 'movie', { base, login, user });
  if (kinds.has('series')) yield* titleEntries(ports, 'series', { base, login, user });
}

function entryOf(channel: Channel, ids: SmallIds, { base, login, isPlus, extension }: Listing): string {
  const url = `${base}/live/${login}/${ids.numberOf(channel)}.${extension}`;
  const entry = writeM3uEntry({
    xmltvId: xmltvId(channel.id),
    name: channel.name,
    number: formatChannelNumber(channel.number),
    logoUrl: channel.logoUrl === '' ? '' : `${base}/logo/${printChannelId(channel.id)}`,
    group: channel.group,
    url,
    isRadio: channel.isRadio,
    catchupDays: channel.catchupDays,
  });
  return isPlus ? entry : entry.replace(/^#EXTINF:-1[^\n]*?,(?=[^,\n]*\n)/, '#EXTINF:-1,');
}
