// Taking a backup over: with everything, or without the people of another house.

import { expect, test } from 'vitest';
import { Backup } from '../../../panel/views/backup/backup.ts';
import { serve } from './api.ts';
import { mount } from './mount.ts';

const outcome = {
  made_at: '2026-11-26T10:00:00Z',
  masthead: '1',
  dry_run: true,
  sections: [{ name: 'settings', added: 0, changed: 1, removed: 0, differences: [] }],
  lacking: [{ section: 'providers', id: 'mine', field: 'stream_profile', fate: 'unheeded' }],
  restart_needed: false,
};

test('people are left out where that is wanted, and what was looked at is looked at anew then', async () => {
  const sections = ['settings', 'providers', 'accounts', 'favourites', 'lineup', 'identity'];
  const { asked } = await serve({ 'GET /api/backup': { sections }, 'POST /api/backup/import': outcome });
  const { all, find } = await mount(Backup);
  const form = all('form')[1] as HTMLFormElement;
  const chosen = form.querySelector('[type=file]')!;
  const file = new File(['{"format":"masthead"}'], 'backup.json');
  Object.defineProperty(chosen, 'files', { value: [file] });
  const look = async (): Promise<unknown> => {
    const before = asked.length;
    form.dispatchEvent(new Event('submit', { cancelable: true }));
    await expect.poll(() => asked.slice(before).some(({ route }) => route === 'POST /api/backup/import')).toBe(true);
    await expect.poll(() => all('.preview').length).toBe(1);
    return asked.at(-1)?.body;
  };
  expect(await look()).toEqual({ file: { format: 'masthead' }, dry_run: true });
  expect(find('.lacking').textContent).toContain('mine · stream_profile: it does nothing until what it names is there');
  const peopleless = form.querySelector<HTMLInputElement>('[name=peopleless]')!;
  peopleless.checked = true;
  peopleless.dispatchEvent(new Event('change'));
  await expect.poll(() => all('.preview').length).toBe(0);
  expect(await look()).toMatchObject({ sections: ['settings', 'providers', 'lineup'] });
});
