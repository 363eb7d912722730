// Fetches a public list, and reads it into the sink; runs in workers. What the list says of a channel in square brackets
// decides whether it is taken.

import { readM3u } from '../../formats/m3u/read.ts';
import type { IptvOrgOptions } from '../../model/iptv-org-options.ts';
import { fetchSource, readFetched } from '../../net/fetch-source.ts';
import { ownHeaders } from '../probe-source.ts';
import type { ProviderFetch, ProviderReader } from '../provider.ts';
import { listAddress } from './lists.ts';
import { optionsOf } from './options.ts';

const GEO_BLOCKED = /\[geo-blocked\]/i;
const PART_TIME = /\[not 24\/7\]/i;

export const fetch: ProviderFetch = ({ settings, ...request }) =>
  fetchSource({
    ...request,
    source: listAddress(request.source, optionsOf(settings).base_url),
    headers: ownHeaders(settings),
  });

export const read: ProviderReader = async ({ settings, fetched: { file, url }, signal }, sink) => {
  const options = optionsOf(settings);
  let leftOutCount = 0;
  const summary = await readM3u(readFetched(file, { signal }), {
    base: url,
    source: url,
    onEntries: (batch) => {
      const taken = batch.filter(({ name }) => isTaken(name, options));
      leftOutCount += batch.length - taken.length;
      sink.streams(taken);
    },
  });
  return { ...summary, entryCount: summary.entryCount - leftOutCount };
};

const isTaken = (name: string, { take_geo_blocked, take_part_time }: IptvOrgOptions): boolean =>
  (take_geo_blocked || !GEO_BLOCKED.test(name)) && (take_part_time || !PART_TIME.test(name));
