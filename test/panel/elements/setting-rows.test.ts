import { expect, test } from 'vitest';
import type { Column, Field } from '../../../panel/views/settings/fields.ts';
import { SettingRows } from '../../../panel/views/settings/setting-rows.ts';
import { fill, mount, type Mounted } from './mount.ts';

const column = (name: string, more: Partial<Column>): Column => ({
  name,
  control: 'text',
  choices: [],
  isRequired: false,
  min: undefined,
  max: undefined,
  ...more,
});
const field = (value: unknown[]): Field =>
  ({
    value,
    columns: [
      column('address', { isRequired: true }),
      column('priority', { control: 'number', min: 0, max: 100 }),
      column('kind', { control: 'choice', choices: ['plex', 'kodi'], isRequired: true }),
    ],
  }) as unknown as Field;

const rows = (value: unknown[], disabled = false): Promise<Mounted<SettingRows>> =>
  mount(SettingRows, { field: field(value), disabled }, ['rows']);

test('a row is told whole, numbers as numbers, an empty optional cell left out', async () => {
  const { find, told } = await rows([{ address: '10.0.0.1', priority: 3, kind: 'plex' }]);
  fill(find('[name=address]'), ' 10.0.0.2 ');
  expect(told).toEqual([['rows', [{ address: '10.0.0.2', priority: 3, kind: 'plex' }]]]);
  fill(find('[name=priority]'), '');
  expect(told.at(-1)).toEqual(['rows', [{ address: '10.0.0.2', kind: 'plex' }]]);
});

test('what is out of its limits, or lacks what it needs, is not told', async () => {
  const { find, told } = await rows([{ address: '10.0.0.1', kind: 'plex' }]);
  fill(find('[name=priority]'), '500');
  fill(find('[name=priority]'), '');
  fill(find('[name=address]'), '');
  expect(told).toEqual([['rows', [{ address: '10.0.0.1', kind: 'plex' }]]]); // the emptied priority alone
});

test('a new row is a draft: it is told once it is filled, and taken away without a word before that', async () => {
  const { find, all, told, settled } = await rows([{ address: 'a', kind: 'plex' }]);
  find('wa-button').click();
  await settled();
  expect(all('.item').length).toBe(2);
  all('button.icon')[1]!.click();
  await settled();
  expect([all('.item').length, told]).toEqual([1, []]);
  find('button.icon').click();
  expect(told).toEqual([['rows', []]]);
});

test('what is typed stays while the same value comes again, and gives way to another', async () => {
  const { element, find, settled } = await rows([{ address: 'a', kind: 'plex' }]);
  fill(find('[name=address]'), '');
  element.field = field([{ address: 'a', kind: 'plex' }]);
  await settled();
  expect((find('[name=address]') as HTMLInputElement).value).toBe('');
  element.field = field([{ address: 'b', kind: 'kodi' }]);
  await settled();
  expect((find('[name=address]') as HTMLInputElement).value).toBe('b');
});

test('who may not change it has no buttons', async () => {
  const { all } = await rows([{ address: 'a', kind: 'plex' }], true);
  expect(all('wa-button, button').length).toBe(0);
  expect(all('input, select').every((one) => (one as HTMLInputElement).disabled)).toBe(true);
});
