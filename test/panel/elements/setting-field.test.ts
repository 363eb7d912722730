import { expect, test } from 'vitest';
import type { Field } from '../../../panel/views/settings/fields.ts';
import { SettingField } from '../../../panel/views/settings/setting-field.ts';
import { mount } from './mount.ts';

test('a choice that could not be kept stands there as it is', async () => {
  const field = {
    path: 'strm.layout',
    section: 'strm',
    label: 'Layout',
    control: 'choice',
    value: 'a',
    choices: ['a', 'b'],
  };
  const { element, find, told, settled } = await mount(SettingField, { field }, ['set']);
  const control = find('select') as HTMLSelectElement;
  control.value = 'b';
  control.dispatchEvent(new Event('change'));
  expect(told).toEqual([['set', { path: 'strm.layout', value: 'b' }]]);
  element.field = { ...field } as unknown as Field; // as it is read again
  await settled();
  expect(control.value).toBe('a');
});
