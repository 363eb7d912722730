import { expect, test } from 'vitest';
import type { Happening } from '../../../panel/api/routes.ts';
import { ChannelPast, happeningsOf } from '../../../panel/views/channel/channel-past.ts';
import { serve } from './api.ts';
import { mount } from './mount.ts';

const happening = (id: number, more: Partial<Happening> = {}): Happening =>
  ({ id, kind: 'started', at: id * 1_000, channel_id: 'c1', channel_name: 'News', count: 1, ...more }) as Happening;

test('what happens now stands above what is kept, once, as it was told last', () => {
  const kept = [happening(2), happening(1)];
  const live = [happening(2, { at: 9_000, count: 3 }), happening(3), happening(4, { channel_id: 'c2' })];
  const shown = happeningsOf('c1', [...kept, ...live]);
  expect(shown.map(({ id, count }) => [id, count])).toEqual([
    [2, 3],
    [3, 1],
    [1, 1],
  ]);
});

test('nothing is said of a past that has not been read yet; of an empty one no more than that', async () => {
  await serve({ 'GET /api/history': { items: [] } });
  const { find, all } = await mount(ChannelPast, { channelId: 'c1' });
  expect(all('mh-timeline').length).toBe(0);
  await expect.poll(() => all('mh-timeline').length).toBe(1);
  expect(find('mh-timeline').getAttribute('empty')).toBe('Nothing is on record.');
});
