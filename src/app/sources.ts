// From a channel to the streams that can be dialled: the lineup's order, the catalogue's addresses, the provider's headers.

import type { Catalogue } from '../catalogue/catalogue.ts';
import { AppError } from '../kernel/errors.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { ChannelId } from '../model/ids.ts';
import { DEFAULT_USER_AGENT } from '../model/provider.ts';
import type { StreamSource } from '../model/stream.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';

interface Known {
  readonly lineup: Lineup;
  readonly catalogue: Catalogue;
  readonly providers: ProvidersStore;
}

/** @throws AppError `channel.unknown`, `channel.disabled` */
export function sourcesOf(id: ChannelId, { lineup, catalogue, providers }: Known): StreamSource[] {
  const channel = lineup.snapshot.byId.get(id);
  if (!channel) {
    if (lineup.channel(id)) throw new AppError('channel.disabled', 'The channel is not in the lineup');
    throw new AppError('channel.unknown', 'There is no such channel');
  }
  return catalogue.streams(channel.streamIds).flatMap((stream) => {
    const provider = providers.get(stream.providerId);
    if (!provider?.enabled || stream.isProtected) return [];
    const { id: streamId, providerId, name, url } = stream;
    const own = Object.entries(provider.headers).map(([header, value]) => [header.toLowerCase(), value] as const);
    const headers = {
      'user-agent': provider.user_agent || DEFAULT_USER_AGENT,
      ...Object.fromEntries(own),
      ...stream.headers,
    };
    return [{ streamId, providerId, name, url, headers }];
  });
}
