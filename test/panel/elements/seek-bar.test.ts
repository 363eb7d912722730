import { expect, test } from 'vitest';
import { SeekBar } from '../../../panel/views/player/seek-bar.ts';
import { mount } from './mount.ts';

test('while it is dragged it shows where to, whatever plays on; where it was let go is told', async () => {
  const { element, find, told, settled } = await mount(SeekBar, { at: 10, duration: 3_700 }, ['sought']);
  const input = find('input') as HTMLInputElement;
  input.value = '65';
  input.dispatchEvent(new Event('input'));
  element.at = 11;
  await settled();
  expect(find('.digits').textContent).toBe('1:05');
  expect(told).toEqual([]);
  input.dispatchEvent(new Event('change'));
  await settled();
  expect(told).toEqual([['sought', 65]]);
  expect(find('.digits').textContent).toBe('0:11');
  expect(input.getAttribute('aria-valuetext')).toContain('1:01:40');
});
