// What the API is told of the database of channels and of logos, in memory.

import type { ApiPorts } from '../../src/http/api/ports.ts';

export function knowledgeOf(): ApiPorts['knowledge'] {
  const counts = { channel_count: 2, name_count: 3, skipped_count: 0 };
  const times = { fetched_at: 1, checked_at: 2, next_at: 3 };
  const status = { state: 'ready' as const, ...times, ...counts, error: null };
  return { status, refresh: () => Promise.resolve() };
}

export const logoStatus: ApiPorts['logos']['status'] = {
  is_running: false,
  logo_count: 5,
  seen_count: 3,
  broken_count: 1,
  absent_count: 1,
  artwork_count: 2,
};
