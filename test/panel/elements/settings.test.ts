import { expect, test } from 'vitest';
import { Toasts } from '../../../panel/elements/toast.ts';
import { placeOf } from '../../../panel/router.ts';
import { SettingsView } from '../../../panel/views/settings/settings.ts';
import { serve } from './api.ts';
import { fill, mount } from './mount.ts';

test('what is searched among the settings stands in the address: a link to what was searched before leads there again', async () => {
  await serve({});
  location.hash = '#/settings?search=stall';
  const { find } = await mount(SettingsView, { place: placeOf(location.hash) });
  fill(find('[type=search]'), 'Folder');
  expect(location.hash).toBe('#/settings?search=folder');
  fill(find('[type=search]'), '');
  expect(location.hash).toBe('#/settings');
});

test.each([
  ['matching.separate_feeds', 'Saved. The lineup is being made anew.'],
  ['history.keep_days', 'Saved'],
])('after %s it is said: %s', async (path, said) => {
  const [section = '', name = ''] = path.split('.');
  const schema = { properties: { [section]: { properties: { [name]: { type: 'boolean', label: name } } } } };
  const settings = { [section]: { [name]: true } };
  const stays = { 'GET /api/settings/schema': schema, 'GET /api/settings': settings, 'PATCH /api/settings': settings };
  await serve({ ...stays, 'GET /api/stream-profiles': { items: [] } });
  const toasts = await mount(Toasts);
  const { all } = await mount(SettingsView, { place: placeOf('#/settings?search=' + name) });
  await expect.poll(() => all('mh-setting-field').length).toBe(1);
  all('mh-setting-field')[0]!.dispatchEvent(new CustomEvent('set', { detail: { path, value: false } }));
  await expect.poll(() => toasts.all('p').map((one) => one.textContent)).toEqual([said]);
});
