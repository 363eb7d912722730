import { expect, test } from 'vitest';
import { PickList } from '../../../panel/elements/pick-list.ts';
import { fill, mount, type Mounted } from './mount.ts';

const list = (items: readonly string[], chosen: readonly string[] | null): Promise<Mounted<PickList>> =>
  mount(PickList, { label: 'Groups', all: 'All', items, chosen }, ['picked']);

const tick = (control: HTMLElement): void => control.click();

test('all are taken or some; none of them are named while all are', async () => {
  const { find, all, told, settled } = await list(['News', 'Kids'], null);
  expect(all('li').length).toBe(0);
  tick(find('input'));
  await settled();
  expect(told).toEqual([['picked', []]]);
  tick(all('li input')[1]!);
  await settled();
  expect(told.at(-1)).toEqual(['picked', ['Kids']]);
  tick(all('li input')[1]!);
  await settled();
  expect(told.at(-1)).toEqual(['picked', []]);
  tick(find('input'));
  expect(told.at(-1)).toEqual(['picked', null]);
});

test('what was ticked and is no longer there stays to be unticked', async () => {
  const { all, told } = await list(['News'], ['Gone']);
  expect(all('li').map((one) => one.textContent?.trim())).toEqual(['News', 'Gone']);
  tick(all('li input')[1]!);
  expect(told).toEqual([['picked', []]]);
});

test('many are searched, few are not', async () => {
  const few = await list(['News', 'Kids'], []);
  expect(few.all('input[type=search]').length).toBe(0);
  const many = await list(
    Array.from({ length: 40 }, (_, at) => `Group ${at}`),
    [],
  );
  fill(many.find('input[type=search]'), 'group 3');
  await many.settled();
  expect(many.all('li').length).toBe(11);
});
