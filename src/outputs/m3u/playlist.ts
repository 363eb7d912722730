// A playlist's text, channel by channel, with addresses that stay the same for ever: Jellyfin makes its ids of them.

import { writeM3uEntry, writeM3uHeader } from '../../formats/m3u/write.ts';
import { formatChannelNumber, xmltvId, type Channel } from '../../model/channel.ts';
import { isAmong } from '../../model/groups.ts';
import { printChannelId } from '../../model/ids.ts';

export interface PlaylistOptions {
  /** Absolute, without a trailing slash. */
  readonly baseUrl: string;
  /** Named in the guide's address as well: a part of the lineup needs no more than its part of the guide. */
  readonly groups: readonly string[];
  /** Groups that whoever asks may have at all, or null. */
  readonly allowed: readonly string[] | null;
  /** It came with this in its address: what it is told to ask for carries it on. */
  readonly token: string | undefined;
  readonly isKodi: boolean;
  /** Channels as HLS, for browsers and phones; else as MPEG-TS. */
  readonly isHls: boolean;
}

/** Channels of other groups are empty parts: looking for the wanted ones is spread over time like writing them. */
export function* playlistParts(channels: readonly Channel[], options: PlaylistOptions): Generator<string> {
  const isWanted = groupFilter(options.groups);
  yield writeM3uHeader({ guideUrl: guideUrl(options) });
  const isAllowed = (group: string): boolean => isAmong(options.allowed, group);
  for (const channel of channels)
    yield isWanted(channel.group) && isAllowed(channel.group) ? entryOf(channel, options) : '';
}

/** No groups are all groups. Case and outer blanks do not count: a person types them. */
export function groupFilter(groups: readonly string[]): (group: string) => boolean {
  const wanted = new Set(groups.map(folded));
  const known = new Map<string, boolean>();
  return (group) => {
    const isWanted = known.get(group) ?? (wanted.size === 0 || wanted.has(folded(group)));
    known.set(group, isWanted);
    return isWanted;
  };
}

export const tokenQuery = ({ token }: Pick<PlaylistOptions, 'token'>): string =>
  token === undefined ? '' : `?token=${encodeURIComponent(token)}`;

export function entryOf(channel: Channel, { baseUrl, token, isKodi, isHls }: PlaylistOptions): string {
  const id = printChannelId(channel.id);
  return writeM3uEntry({
    xmltvId: xmltvId(channel.id),
    name: channel.name,
    number: formatChannelNumber(channel.number),
    logoUrl: channel.logoUrl === '' ? '' : `${baseUrl}/logo/${id}`,
    group: channel.group,
    url: `${baseUrl}/stream/${id}.${isHls ? 'm3u8' : 'ts'}${tokenQuery({ token })}`,
    isRadio: channel.isRadio,
    catchupDays: isHls ? 0 : channel.catchupDays,
    kodi: isKodi && !isHls,
  });
}

export function guideUrl({ baseUrl, groups, token }: PlaylistOptions): string {
  const named = groups.map((group) => `group=${encodeURIComponent(group)}`);
  const query = [...named, ...(token === undefined ? [] : [`token=${encodeURIComponent(token)}`])].join('&');
  return `${baseUrl}/guide.xml${query === '' ? '' : `?${query}`}`;
}

const folded = (group: string): string => group.trim().toLowerCase();
