// The stable key of a stream: what stays the same when a provider reorders its list, renews a password or moves to
// another host. A stream's id is the hash of its provider and this key, so keys of stored installations never change.

import { hash53, type ProviderId, type StreamId } from '../model/ids.ts';
import { normaliseName } from '../formats/names/normalise.ts';
import type { StreamEntry } from '../model/stream.ts';

/** `http://host/live/USER/PASSWORD/123.ts`, and the short form without `live`. */
const XTREAM = /^https?:\/\/[^/]+\/(?:(live|movie|series)\/)?[^/?#]+\/[^/?#]+\/(-?\d+)(?:\.[a-z0-9]{2,5})?$/i;
/** Where a panel tells a series' episodes. */
const XTREAM_SERIES = /^https?:\/\/[^?#]+\/player_api\.php\?[^#]*\baction=get_series_info&series_id=(-?\d+)$/i;
const SCHEME_AND_USER = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?/i;

/** Kind and stream id of an Xtream-shaped URL. */
export function xtreamKey(url: string): string | undefined {
  const match = XTREAM.exec(url);
  if (!match) {
    const series = XTREAM_SERIES.exec(url);
    return series ? `x:show:${series[1]}` : undefined;
  }
  return `x:${match[1]?.toLowerCase() ?? 'live'}:${match[2]}`;
}

export function tvgKey(entry: StreamEntry): string | undefined {
  return entry.tvgId ? `t:${entry.tvgId}\n${normaliseName(entry.name)}` : undefined;
}

/**
 * The URL without scheme, credentials and query. Where there was a query the name stands in for it: the query may be a
 * token of the day, or all that tells two channels apart.
 */
export function urlKey(entry: StreamEntry): string {
  const bare = entry.url.replace(SCHEME_AND_USER, '');
  const end = bare.search(/[?#]/);
  return end < 0 ? `u:${bare}` : `u:${bare.slice(0, end)}\n${normaliseName(entry.name)}`;
}

export function streamIdOf(providerId: ProviderId, key: string): StreamId {
  return hash53(`${providerId}\n${key}`) as StreamId;
}
