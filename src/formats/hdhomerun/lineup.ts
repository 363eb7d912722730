// The channels as a tuner lists them: JSON, XML and its plain M3U. Channel by channel, so that long lists can be streamed.

import { formatChannelNumber, wholeNumber, type ChannelNumber } from '../../model/channel.ts';
import { escapeXml } from './xml.ts';

export interface LineupEntry {
  /** `5` or `5.1`: unique, without `_`, which Jellyfin splits at. */
  readonly guideNumber: string;
  readonly guideName: string;
  /** Absolute; without a query but for a person's own list: Jellyfin and Plex take it as it is. */
  readonly url: string;
}

/** @param token of the person whose list it is: each address carries it */
export function lineupEntry(
  { number, name }: { readonly number: ChannelNumber; readonly name: string },
  baseUrl: string,
  token?: string,
): LineupEntry {
  const guideNumber = formatChannelNumber(number);
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  return { guideNumber, guideName: plainName(name) || guideNumber, url: `${baseUrl}/auto/v${guideNumber}${query}` };
}

/** Far from any channel that a person or provider has numbered: whoever stores it shall not take a later one for it. */
const PLACEHOLDER_NUMBER = wholeNumber(99_999);

/** What stands in a lineup without channels: Plex refuses to set a tuner up that has none. */
export const placeholderEntry = (baseUrl: string): LineupEntry =>
  lineupEntry({ number: PLACEHOLDER_NUMBER, name: 'No channels yet' }, baseUrl);

/** How a list is put together: `head`, entries with `separator` between them, `tail`. */
export interface LineupDialect {
  readonly head: string;
  readonly separator: string;
  readonly tail: string;
  entry(entry: LineupEntry): string;
}

export const lineupJson: LineupDialect = {
  head: '[',
  separator: ',\n',
  tail: ']\n',
  entry: ({ guideNumber, guideName, url }) =>
    JSON.stringify({ GuideNumber: guideNumber, GuideName: guideName, URL: url }),
};

export const lineupXml: LineupDialect = {
  head: '<?xml version="1.0" encoding="UTF-8"?>\n<Lineup>\n',
  separator: '\n',
  tail: '\n</Lineup>\n',
  entry: ({ guideNumber, guideName, url }) =>
    `<Program><GuideNumber>${escapeXml(guideNumber)}</GuideNumber><GuideName>${escapeXml(guideName)}</GuideName>` +
    `<URL>${escapeXml(url)}</URL></Program>`,
};

/** A device's own M3U, as it writes it; players do better with `/playlist.m3u`. */
export const lineupM3u: LineupDialect = {
  head: '#EXTM3U\n',
  separator: '\n',
  tail: '\n',
  entry: ({ guideNumber, guideName, url }) =>
    `#EXTINF:-1 channel-id="${guideNumber}" channel-number="${guideNumber}" ` +
    `tvg-name="${guideName.replaceAll('"', "'")}",${guideNumber} ${guideName}\n${url}`,
};

/** One line, no control signs: names come from providers. */
function plainName(name: string): string {
  return name
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
