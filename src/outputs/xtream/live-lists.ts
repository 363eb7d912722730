// Channels as a panel lists them.

import { quoted } from '../../kernel/json-text.ts';
import { xmltvId, type Channel } from '../../model/channel.ts';
import { isAmong } from '../../model/groups.ts';
import { printChannelId } from '../../model/ids.ts';
import type { Title, TitleKind } from '../../model/title.ts';
import type { XtreamRights } from './ports.ts';
import { categoryId, NO_CATEGORY, type SmallIds } from './small-ids.ts';

export interface ListedCategory {
  readonly category_id: string;
  readonly category_name: string;
  readonly parent_id: 0;
}

export const listedCategory = (kind: 'live' | 'movie' | 'series', name: string): ListedCategory => ({
  category_id: String(categoryId(kind, name || NO_CATEGORY)),
  category_name: name || NO_CATEGORY,
  parent_id: 0,
});

export const mayHave = ({ groups, contents }: XtreamRights, { group }: Channel): boolean =>
  (contents?.includes('live') ?? true) && isAmong(groups, group);

/** Of a movie or a series. */
export function mayHaveTitle(user: XtreamRights, { kind, group }: Pick<Title, 'group' | 'kind'>): boolean {
  return titleGroupsFor(user, kind)?.includes(group) ?? true;
}

/** Categories, or null for all. */
export const titleGroupsFor = ({ titleGroups, contents }: XtreamRights, kind: TitleKind): readonly string[] | null =>
  (contents?.includes(kind === 'movie' ? 'movies' : 'series') ?? true) ? titleGroups : [];

/** In the order of their first channel. */
export function liveCategories(channels: readonly Channel[], user: XtreamRights): ListedCategory[] {
  const names = new Set<string>();
  for (const channel of channels) if (mayHave(user, channel)) names.add(channel.group || NO_CATEGORY);
  return Array.from(names, (name) => listedCategory('live', name));
}

export interface LiveListOptions {
  readonly base: string;
  readonly ids: SmallIds;
  readonly user: XtreamRights;
  /** Only of this category; `undefined` for all. */
  readonly category: string | undefined;
  /** Category of favourites, and what is in it besides its own; alone, when they are what is listed. */
  readonly favourites?: { readonly id: number; readonly channels: ReadonlySet<Channel>; readonly isAlone: boolean };
  /** Listed once more before all others, in the category of favourites alone: most players know one category of a channel. */
  readonly repeated?: readonly Channel[];
}

/** One JSON list in parts. */
export function* liveStreams(channels: readonly Channel[], options: LiveListOptions): Generator<string> {
  const isWanted = wantedGroups(options);
  yield '[';
  let separator = '';
  const { favourites, repeated = [] } = options;
  const alone = { ...options, ...(favourites && { favourites: { ...favourites, isAlone: true } }) };
  for (const [index, channel] of repeated.entries()) {
    yield separator + liveStream(channel, channels.length + index + 1, alone); // numbers are unique
    separator = ',';
  }
  for (const [index, channel] of channels.entries()) {
    if (!isWanted(channel)) {
      yield '';
      continue;
    }
    yield separator + liveStream(channel, index + 1, options);
    separator = ',';
  }
  yield ']';
}

function wantedGroups({ user, category }: LiveListOptions): (channel: Channel) => boolean {
  const known = new Map<string, boolean>();
  return (channel) => {
    const seen = known.get(channel.group);
    if (seen !== undefined) return seen;
    const id = String(categoryId('live', channel.group || NO_CATEGORY));
    const isWanted = mayHave(user, channel) && (category === undefined || category === id);
    known.set(channel.group, isWanted);
    return isWanted;
  };
}

/** @param num whole and unique: some clients crash at 5.1 @returns JSON, written by hand */
export function liveStream(
  channel: Channel,
  num: number,
  { base, ids, favourites }: Pick<LiveListOptions, 'base' | 'favourites' | 'ids'>,
): string {
  const own = categoryId('live', channel.group || NO_CATEGORY);
  const category = favourites?.isAlone ? favourites.id : own;
  const all = favourites?.channels.has(channel) ? `${own},${favourites.id}` : own;
  const icon = channel.logoUrl === '' ? '' : `${base}/logo/${printChannelId(channel.id)}`;
  return (
    `{"num":${num},"name":${quoted(channel.name)},"stream_type":"${channel.isRadio ? 'radio_streams' : 'live'}",` +
    `"stream_id":${ids.numberOf(channel)},"stream_icon":${quoted(icon)},` +
    `"epg_channel_id":${quoted(xmltvId(channel.id))},"added":"1577836800","is_adult":0,` +
    `"category_id":"${category}","category_ids":[${all}],"custom_sid":"",` +
    `"tv_archive":${channel.catchupDays > 0 ? 1 : 0},"direct_source":"",` +
    `"tv_archive_duration":${Math.ceil(channel.catchupDays)},"thumbnail":""}`
  );
}
