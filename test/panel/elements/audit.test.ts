import { expect, test } from 'vitest';
import { Audit } from '../../../panel/views/audit/audit.ts';
import { serve } from './api.ts';
import { mount } from './mount.ts';

const entry = (area: string, key: string, name = ''): object => ({
  id: `${area}-${key}`,
  at: 5,
  person: { id: 'p1', name: 'Ada' },
  area,
  via: 'panel',
  address: '',
  can_undo: false,
  change_count: 1,
  changes: [{ change: 'changed', key, name, before: 'a', after: 'b' }],
});

test('a setting that was changed is called as among the settings; what has a name of its own by that', async () => {
  const items = [
    entry('settings', 'xtream.password'),
    entry('settings', 'of.tomorrow'),
    entry('providers', 'alpha', 'Alpha'),
  ];
  await serve({ 'GET /api/audit': { items, next: null } });
  const { all } = await mount(Audit);
  await expect.poll(() => all('dt').length).toBe(3);
  const words = (selector: string): string[] =>
    all(selector).map((one) => one.textContent.replaceAll(/\s+/g, ' ').trim());
  expect(words('li .grow > span')).toEqual([
    'Settings: Password for players that speak Xtream Codes',
    'Settings: of.tomorrow',
    'Providers: Alpha',
  ]);
  expect(words('dt')).toEqual([
    'Password for players that speak Xtream Codes changed',
    'of.tomorrow changed',
    'Alpha changed',
  ]);
});
