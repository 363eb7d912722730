import { expect, test } from 'vitest';
import { optimistically } from '../../../panel/api/optimistic.ts';

function query() {
  const shown: string[] = [];
  return {
    shown,
    data: 'before',
    set: (data: string) => void shown.push(data),
    refresh: () => Promise.resolve(void shown.push('looked again')),
  };
}

const refuse = (): Promise<never> => Promise.reject(new Error('no'));

test('a change is shown before the server has answered, and looked at anew afterwards', async () => {
  const held = query();
  const act = () => {
    expect(held.shown).toEqual(['after']);
    return Promise.resolve();
  };
  expect(await optimistically(held, { show: () => 'after', act })).toBe(true);
  expect(held.shown).toEqual(['after', 'looked again']);
});

test('a change that is refused is taken back', async () => {
  const held = query();
  expect(await optimistically(held, { show: () => 'after', act: refuse })).toBe(false);
  expect(held.shown).toEqual(['after', 'looked again']);
});
