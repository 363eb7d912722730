import { afterEach, expect, test } from 'vitest';
import { NoChannels } from '../../../panel/elements/no-channels.ts';
import { setLocale, t } from '../../../panel/locale/locale.ts';
import { mount } from './mount.ts';

afterEach(() => setLocale('en'));

test('a list without channels says so in the language that is chosen while it is shown', async () => {
  const { find } = await mount(NoChannels);
  await setLocale('de');
  await expect.poll(() => find('mh-empty').getAttribute('heading')).toBe(t('channels.none'));
});

test('what is empty because of filters leads to the same view without them', async () => {
  const plain = await mount(NoChannels, { view: 'channels' });
  expect(plain.all('wa-button').length).toBe(0); // nothing is filtered: there is nothing to clear
  location.hash = '#/channels?search=nobody';
  const { find } = await mount(NoChannels, { view: 'channels' });
  expect(find('wa-button').getAttribute('href')).toBe('#/channels');
  location.hash = '';
});
