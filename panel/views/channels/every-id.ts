// The ids of everything that a filter finds, for what a body cannot say: found by health, or folded.

import { ask } from '../../api/client.ts';
import type { ChannelQuery } from './channel-pages.ts';

const PAGE = 500;
/** As many as a body may name. */
const MOST = 20_000;

export async function everyId(query: ChannelQuery): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await ask('GET /channels', {
      query: { ...query, limit: PAGE, ...(cursor !== undefined && { cursor }) },
    });
    ids.push(...items.map(({ id }) => id));
    cursor = next ?? undefined;
  } while (cursor !== undefined && ids.length < MOST);
  return ids.slice(0, MOST);
}
