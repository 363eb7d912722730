// From a channel to the streams that can be dialled: the lineup's order, the catalogue's addresses, the provider's headers.

import type { Catalogue } from '../catalogue/catalogue.ts';
import { AppError } from '../kernel/errors.ts';
import type { Lineup } from '../lineup/lineup.ts';
import { orderStreams, type KeptStreamOrder } from '../lineup/stream-order.ts';
import { channelOfId } from '../model/channel.ts';
import { parseStreamId, printStreamId, type ChannelId, type StreamId } from '../model/ids.ts';
import { DEFAULT_USER_AGENT, type ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import { findCommand } from '../model/command-settings.ts';
import { isCommand, onlyStreamIn } from '../model/stream-profile.ts';
import type { Stream, StreamSource } from '../model/stream.ts';
import type { ProviderWatch } from '../providers/watch.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import { PROVIDERS } from './providers.ts';

export interface Known {
  readonly lineup: Pick<Lineup, 'channel' | 'channelNow' | 'snapshot' | 'streamOrderOf' | 'streamProfileOf'>;
  readonly catalogue: Pick<Catalogue, 'streams'>;
  readonly providers: Pick<ProvidersStore, 'get'>;
  readonly watch: Pick<ProviderWatch, 'inUse' | 'loginLimitOf' | 'noticeTrouble' | 'standing' | 'usableLogins'>;
  readonly settings: () => Settings;
  readonly rank: RankChannel;
}

/** A channel's streams, best first, and which of them are not dialled. */
export type RankChannel = (
  id: ChannelId,
  ids: readonly StreamId[],
  kept: KeptStreamOrder | undefined,
) => {
  readonly order: readonly StreamId[];
  /** Dead: as long as there is another. */
  readonly resting: ReadonlySet<StreamId>;
  /** As a person has decided. */
  readonly never: ReadonlySet<StreamId>;
};

/**
 * @param profile what a client rule asks for, or `onlyStream`; else it is the channel's, the provider's, or the setting's
 * @throws AppError `channel.unknown`, `channel.disabled`
 */
export function sourcesOf(asked: ChannelId, profile: string | undefined, known: Known): StreamSource[] {
  const { lineup, catalogue, providers, watch } = known;
  const channel = channelOfId(lineup.snapshot, asked); // what runs goes on when its channel becomes part of another
  if (!channel) {
    if (lineup.channel(asked)) throw new AppError('channel.disabled', 'The channel is not in the lineup');
    throw new AppError('channel.unknown', 'There is no such channel');
  }
  const { id } = channel;
  const kept = lineup.streamOrderOf(id);
  const placed = new Set(kept && [...(kept.pin === null ? [] : [kept.pin]), ...kept.order]);
  const only = onlyStreamIn(profile);
  const ids = only === undefined ? triedOf(id, channel.streamIds, known) : [theOnly(only, channel.streamIds)];
  return catalogue.streams(ids).flatMap((stream) => {
    const provider = providers.get(stream.providerId);
    if (!provider?.enabled || stream.isProtected) return [];
    watch.noticeTrouble(provider); // a join, or a stream that was lost: either way its place had better be well
    const wanted = only === undefined ? profile : undefined;
    const command = commandOf(wanted ?? usualProfile(id, provider, known), known);
    const isPlaced = placed.has(printStreamId(stream.id));
    return [{ ...sourceOf(stream, provider, watch), ...command, ...(isPlaced && { isPlaced }) }];
  });
}

/** Also one that is left out of the order: whoever tries it wants to know what it is like. @throws AppError `stream.unknown` */
function theOnly(name: string, ids: readonly StreamId[]): StreamId {
  const found = parseStreamId(name);
  if (found !== undefined && ids.includes(found)) return found;
  throw new AppError('stream.unknown', 'The channel has no such stream');
}

/** Whether a person has excluded it, or switched its provider off, since it went on air. */
export function isUnwanted(
  id: ChannelId,
  { streamId, providerId }: StreamSource,
  { lineup, providers }: Pick<Known, 'lineup' | 'providers'>,
): boolean {
  const isExcluded = lineup.streamOrderOf(lineup.channelNow(id))?.excluded.includes(printStreamId(streamId)) ?? false;
  return isExcluded || providers.get(providerId)?.enabled === false;
}

/** The channel's streams in the order in which they are tried: the dead ones only when there is no other. */
export function triedOf(
  id: ChannelId,
  ids: readonly StreamId[],
  { lineup, rank }: { readonly lineup: Pick<Known['lineup'], 'streamOrderOf'>; readonly rank: RankChannel },
): StreamId[] {
  const kept = lineup.streamOrderOf(id);
  const { order, resting, never } = rank(id, ids, kept);
  const allowed = orderStreams(ids, kept, () => order).filter((stream) => !never.has(stream));
  const alive = allowed.filter((stream) => !resting.has(stream));
  return alive.length > 0 ? alive : allowed;
}

function usualProfile(id: ChannelId, provider: ProviderSettings, { lineup, settings }: Known): string {
  return lineup.streamProfileOf(id) ?? provider.stream_profile ?? settings().streaming.default_profile;
}

/** A profile that is gone (again) is none: the streams that it was chosen for come as their addresses say. */
const commandOf = (profile: string, { settings }: Known): { readonly command?: string } =>
  isCommand(profile) && findCommand(profile, settings().commands) ? { command: profile } : {};

/** As the provider is to be had now. */
export function sourceOf(
  stream: Stream,
  provider: ProviderSettings,
  watch: Pick<ProviderWatch, 'inUse' | 'usableLogins'>,
): StreamSource {
  const inUse = watch.inUse(provider);
  const { id: streamId, providerId, name } = stream;
  const own = Object.entries(provider.headers).map(([header, value]) => [header.toLowerCase(), value] as const);
  const headers = {
    'user-agent': provider.user_agent || DEFAULT_USER_AGENT,
    ...Object.fromEntries(own),
    ...stream.headers,
  };
  const kind = PROVIDERS.find((candidate) => candidate.kind === provider.kind);
  const logins = watch.usableLogins(provider, kind?.logins?.(provider, stream.url, inUse) ?? []);
  const isPool = logins.length > 1 || (logins[0]?.id ?? '') !== '';
  const url = logins[0]?.url ?? relocated(stream.url, provider.source, inUse);
  return { streamId, providerId, name, url, headers, ...(isPool && { logins }) };
}

/** Where the provider has the stream as HLS; `undefined` where it has not, or does not say so. */
export function hlsUrlOf({ url, providerId }: StreamSource, { providers, watch }: Known): string | undefined {
  if (URL.parse(url)?.pathname.toLowerCase().endsWith('.m3u8')) return url;
  const provider = providers.get(providerId);
  const kind = PROVIDERS.find((candidate) => candidate.kind === provider?.kind);
  return provider && kind?.hlsUrl?.(url, watch.standing(provider).account?.outputs ?? []);
}

/** A stream that lies where its list lies is to be had where the list is now. */
function relocated(url: string, own: string, inUse: string): string {
  if (own === inUse || !URL.canParse(own) || !URL.canParse(inUse)) return url;
  const { origin } = new URL(own);
  return url.startsWith(`${origin}/`) ? new URL(inUse).origin + url.slice(origin.length) : url;
}
