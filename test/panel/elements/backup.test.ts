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

const sections = ['settings', 'providers', 'accounts', 'favourites', 'lineup', 'identity'];
const answers = { 'GET /api/backup': { sections }, 'POST /api/backup/import': outcome };

async function formWith(name: string) {
  const { all, find } = await mount(Backup);
  const form = all('form')[1] as HTMLFormElement;
  const chosen = form.querySelector<HTMLInputElement>('[type=file]')!;
  const choose = (file: string): void => {
    Object.defineProperty(chosen, 'files', { value: [new File(['{"format":"masthead"}'], file)], configurable: true });
    chosen.dispatchEvent(new Event('change'));
  };
  choose(name);
  const peopleless = form.querySelector<HTMLInputElement>('[name=peopleless]')!;
  const tick = (): void => {
    peopleless.checked = true;
    peopleless.dispatchEvent(new Event('change'));
  };
  const look = (): boolean => form.dispatchEvent(new Event('submit', { cancelable: true }));
  return { all, find, choose, tick, look };
}

test('people are left out where that is wanted, and what was looked at is looked at anew then', async () => {
  const { asked } = await serve(answers);
  const { all, find, tick, look } = await formWith('backup.json');
  const looked = async (): Promise<unknown> => {
    const before = asked.length;
    look();
    await expect.poll(() => asked.slice(before).some(({ route }) => route === 'POST /api/backup/import')).toBe(true);
    await expect.poll(() => all('.preview').length).toBe(1);
    return asked.at(-1)?.body;
  };
  expect(await looked()).toEqual({ file: { format: 'masthead' }, dry_run: true });
  expect(find('.lacking').textContent).toContain('mine · stream_profile: it does nothing until what it names is there');
  tick();
  await expect.poll(() => all('.preview').length).toBe(0);
  expect(await looked()).toMatchObject({ sections: ['settings', 'providers', 'lineup'] });
});

test.each([
  ['another file', 'choose'],
  ['less of it', 'tick'],
] as const)('what is looked at while %s is chosen is not shown as that', async (_, act) => {
  let meanwhile: (() => void) | undefined;
  await serve({
    ...answers,
    get 'POST /api/backup/import'() {
      meanwhile?.();
      meanwhile = undefined;
      return outcome;
    },
  });
  const { all, look, ...chosen } = await formWith('first.json');
  meanwhile = () => chosen[act]('second.json');
  look();
  await expect.poll(() => meanwhile).toBeUndefined();
  await expect.poll(() => all('wa-button')[1]!.hasAttribute('loading')).toBe(false);
  expect(all('.preview').length).toBe(0);
  look();
  await expect.poll(() => all('.preview').length).toBe(1);
});
