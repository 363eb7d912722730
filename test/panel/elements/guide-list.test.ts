import { expect, test } from 'vitest';
import { GuideList } from '../../../panel/views/guide/guide-list.ts';
import { serve } from './api.ts';
import { mount } from './mount.ts';

test('a guide that cannot be had says so on a phone, too, and is asked for again', async () => {
  const { asked } = await serve({});
  const { all, find } = await mount(GuideList, { query: {}, at: Date.now() });
  await expect.poll(() => all('mh-trouble').length).toBe(1);
  const before = asked.length;
  find('mh-trouble').dispatchEvent(new Event('retry'));
  await expect.poll(() => asked.length).toBeGreaterThan(before);
});
