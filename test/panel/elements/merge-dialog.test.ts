// Channels that become one: which stays, what has kept them apart, and what is sent.

import { expect, test } from 'vitest';
import { Selection } from '../../../panel/views/channels/selection.ts';
import { Toasts } from '../../../panel/elements/toast.ts';
import { BulkBar } from '../../../panel/views/channels/bulk-bar.ts';
import { MergeDialog } from '../../../panel/views/channels/merge-dialog.ts';
import { isMergeable, MOST_MERGED } from '../../../panel/views/channels/merging.ts';
import { serve } from './api.ts';
import { mount, type Mounted } from './mount.ts';

const BARRIER = 'A person has decided that they are two';
const channel = (id: string, number: string, more: object = {}): object => ({
  id,
  number,
  name: `Channel ${id}`,
  logo_url: '',
  enabled: true,
  present: true,
  stream_count: 2,
  ...more,
});
const apart = (...barriers: readonly (readonly [id: string, ...barriers: readonly string[]])[]): object => ({
  alternatives: barriers.map(([id, ...kept]) => ({ id, kept_apart: kept })),
});

async function open(channels: Readonly<Record<string, object>>, more: Readonly<Record<string, unknown>> = {}) {
  const rows = Object.entries(channels).map(([id, one]) => [`GET /api/channels/${id}`, one] as const);
  const { asked } = await serve({ ...Object.fromEntries(rows), ...more });
  const dialog = await mount(MergeDialog, { ids: Object.keys(channels) }, ['merged']);
  await expect.poll(() => dialog.all('input').length).toBeGreaterThan(0);
  return { dialog, asked };
}

const stays = ({ all }: Mounted<MergeDialog>): string[] =>
  (all('input') as HTMLInputElement[]).filter(({ checked }) => checked).map(({ value }) => value);
const words = (text: string | null): string => (text ?? '').replaceAll(/\s+/g, ' ').trim();

test('they stand by number, and the lowest that is in the lists stays', async () => {
  const { dialog } = await open({
    a: channel('a', '5.10'),
    b: channel('b', '5.9'),
    c: channel('c', '2', { enabled: false }),
    d: channel('d', '1', { present: false, stream_count: 0 }),
  });
  expect((dialog.all('input') as HTMLInputElement[]).map(({ value }) => value)).toEqual(['d', 'c', 'b', 'a']);
  expect(stays(dialog)).toEqual(['b']);
  expect((dialog.find('input[value=d]') as HTMLInputElement).disabled).toBe(true);
  expect(words(dialog.find('.outcome').textContent)).toContain('All 6 streams go to Channel b');
});

test('what has kept them apart is told of the one that stays, and of the chosen ones alone', async () => {
  const { dialog } = await open(
    { a: channel('a', '1'), b: channel('b', '2'), c: channel('c', '3') },
    {
      'GET /api/channels/a/match': apart(['x', 'One of the two is kept as it is'], ['b', BARRIER], ['c']),
      'GET /api/channels/b/match': apart(
        ['c', 'Only one is a radio station', 'Their numbers differ'],
        ['c', 'Their numbers differ', BARRIER],
      ),
    },
  );
  const told = (): string[] => dialog.all('.why').map((one) => words(one.closest('label')!.textContent));
  await expect.poll(told).toEqual([`2 Channel b 2 streams Kept apart: ${BARRIER}`]);
  dialog.find('input[value=b]').dispatchEvent(new Event('change'));
  await expect
    .poll(told)
    .toEqual([`3 Channel c 2 streams Kept apart: Only one is a radio station · Their numbers differ · ${BARRIER}`]);
});

test('one decision is sent for all of them, without those that have no stream', async () => {
  const decisions = [{ id: 7, kind: 'merge' }];
  const { dialog, asked } = await open(
    { a: channel('a', '1'), b: channel('b', '2'), c: channel('c', '3'), d: channel('d', '4', { present: false }) },
    { 'POST /api/review': { changed: 1, decisions } },
  );
  dialog.find('input[value=b]').dispatchEvent(new Event('change'));
  await dialog.settled();
  dialog.find('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await expect.poll(() => dialog.told).toEqual([['merged', { name: 'Channel b', count: 2, decisions }]]);
  const sent = asked.filter(({ route }) => route === 'POST /api/review').map(({ body }) => body);
  expect(sent).toEqual([{ edits: [{ kind: 'merge', into: 'b', from: ['a', 'c'] }] }]);
});

test('with a stream on one of them alone nothing can be merged', async () => {
  const { dialog } = await open({ a: channel('a', '1'), b: channel('b', '2', { present: false }) });
  expect(words(dialog.find('.outcome').textContent)).toBe('Two channels with a stream are needed.');
  expect(dialog.find('.sends').hasAttribute('disabled')).toBe(true);
});

test('a lock is seen, the reasons of all that are chosen are asked for, and many are not named twice', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const locked = { locked: false, alternatives: [{ id: 'c', kept_apart: [], locked: true }] };
  const { dialog, asked } = await open(Object.fromEntries(ids.map((id, at) => [id, channel(id, `${at + 1}`)])), {
    'GET /api/channels/a/match': locked,
  });
  await expect
    .poll(() => dialog.all('[role=img]').map((one) => words(one.closest('label')!.textContent)))
    .toEqual(['3 Channel c 2 streams']);
  expect(asked.find(({ route }) => route.endsWith('/match'))!.search).toBe('?beside=b%2Cc%2Cd%2Ce');
  expect(words(dialog.find('.outcome').textContent)).toContain('4 channels leave the lists. You can');
});

const some = (count: number): Selection => new Selection(new Set(Array.from({ length: count }, (_, at) => `c${at}`)));

test('a merge is offered for those that were chosen one by one', () => {
  expect([1, 2, MOST_MERGED + 1].map((count) => isMergeable(some(count)))).toEqual([false, true, true]);
  expect(isMergeable(some(5).all())).toBe(false);
});

test('of more than are merged at once it is said why they are not', async () => {
  await serve({});
  const toasts = await mount(Toasts, {});
  const bar = await mount(BulkBar, { selection: some(MOST_MERGED + 1), total: 50 });
  const merge = bar.all('wa-button').find((one) => words(one.textContent) === 'Merge')!;
  merge.dispatchEvent(new Event('click'));
  await toasts.settled();
  expect(words(toasts.element.shadowRoot!.textContent)).toContain('At most 20 channels are merged at once.');
  expect(bar.all('mh-merge-dialog')).toEqual([]);
});
