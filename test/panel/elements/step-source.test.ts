// The first step: what was typed or found out of one source is never said or sent of another.

import { expect, test } from 'vitest';
import { StepSource } from '../../../panel/views/welcome/step-source.ts';
import { serve } from './api.ts';
import { fill, mount } from './mount.ts';

const refused = { kind: 'm3u', title: 'M3U', account: null, latency_ms: 5, better_kind: null };
const works = { ...refused, error: null };
const fails = { ...refused, error: { code: 'provider.refused', message: 'It was refused.' } };

test('a public list is not asked as the player that another provider wanted', async () => {
  const { asked } = await serve({ 'POST /api/providers/test': fails });
  const { all, find } = await mount(StepSource);
  fill(find('[name=source]'), 'http://tv.example/list.m3u');
  find('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await expect.poll(() => all('[name=user_agent]').length).toBe(1);
  fill(find('[name=user_agent]'), 'TiviMate/5.1.6');
  find('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await expect.poll(() => asked.at(-1)?.body).toMatchObject({ user_agent: 'TiviMate/5.1.6' });
  const detail = { source: 'iptv-org://countries/de', baseUrl: 'http://mirror.example/' };
  find('mh-public-lists').dispatchEvent(new CustomEvent('picked', { detail }));
  await expect.poll(() => asked.at(-1)?.body).toMatchObject({ source: detail.source });
  expect(asked.at(-1)?.body).not.toHaveProperty('user_agent');
});

test('that an address works is not said of the one that was typed meanwhile', async () => {
  let meanwhile: (() => void) | undefined;
  await serve({
    get 'POST /api/providers/test'() {
      meanwhile?.();
      meanwhile = undefined;
      return works;
    },
  });
  const { all, find } = await mount(StepSource);
  fill(find('[name=source]'), 'http://one.example/list.m3u');
  meanwhile = () => fill(find('[name=source]'), 'http://two.example/list.m3u');
  find('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await expect.poll(() => meanwhile).toBeUndefined();
  await expect.poll(() => find('[type=submit]').hasAttribute('loading')).toBe(false);
  expect(all('.report').length).toBe(0);
  find('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await expect.poll(() => all('.report').length).toBe(1);
});
