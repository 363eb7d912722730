import { expect, test } from 'vitest';
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
