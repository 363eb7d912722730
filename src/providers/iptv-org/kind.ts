// Public lists of free channels that the iptv-org community keeps: by country, by category, by language, or all.

import { taskUrl } from '../../workers/task.ts';
import { headOfPlaylist } from '../probe-source.ts';
import type { ProviderKind } from '../provider.ts';
import { isIptvOrgSource, listAddress, nameOfList, PUBLIC_LISTS } from './lists.ts';
import { optionsOf } from './options.ts';

export const iptvOrgProvider: ProviderKind = {
  kind: 'iptv-org',
  title: 'iptv-org public list',
  recognises: isIptvOrgSource,
  nameOf: nameOfList,
  lists: PUBLIC_LISTS,
  reader: taskUrl(import.meta, './reader'),
  probe: async (request) => {
    const source = listAddress(request.source, optionsOf(request.settings).base_url);
    return { account: null, latencyMs: (await headOfPlaylist({ ...request, source })).latencyMs, better: null };
  },
};
