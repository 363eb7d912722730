// The rows of the guide: the channels that whoever looks may watch.

import { ask } from '../../api/client.ts';
import type { Asked, Watchable } from '../../api/routes.ts';
import { ChannelPages, PAGE_ROWS } from '../channels/channel-pages.ts';

export type GuideQuery = Omit<NonNullable<Asked<'GET /me/channels'>['query']>, 'cursor' | 'limit' | 'offset'>;
export type GuidePages = ChannelPages<Watchable, GuideQuery>;

export const guidePages = (query: GuideQuery, changed: () => void): GuidePages =>
  new ChannelPages(query, changed, (asked, offset, signal) =>
    ask('GET /me/channels', { query: { ...asked, offset, limit: PAGE_ROWS } }, signal),
  );
