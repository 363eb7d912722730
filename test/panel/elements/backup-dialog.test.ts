// A channel is made the backup of another: what was put in order for it is told, and put back where it fails.

import { expect, test } from 'vitest';
import { BackupDialog } from '../../../panel/views/channel/backup-dialog.ts';
import { serve } from './api.ts';
import { mount } from './mount.ts';

const other = { id: 'c2', name: 'Harbour Two', number: 2, group: '', logo_url: '', stream_count: 1 };
const streams = ['s1', 's2'].map((id) => ({ stream: { id }, is_excluded: false, is_ordered: id === 's2' }));
const answers = {
  'GET /api/channels': { items: [other] },
  'GET /api/channels/c1/streams': { items: streams },
  'PATCH /api/channels/c1/streams': { items: streams },
};

async function pressed(more: object) {
  const { asked } = await serve(Object.defineProperties({ ...answers }, Object.getOwnPropertyDescriptors(more)));
  const channel = { id: 'c1', name: 'Harbour One' };
  const mounted = await mount(BackupDialog, { channel }, ['merged']);
  await expect.poll(() => mounted.all('li wa-button').length).toBe(1);
  mounted.find('li wa-button').click();
  const said = (): string | undefined => (mounted.find('mh-trouble') as unknown as { error?: Error }).error?.message;
  return { ...mounted, asked, said };
}

test('what is to be taken back is what was decided here, whatever somebody else decides at that moment', async () => {
  const history = { items: [{ id: 8, kind: 'lock' }, { id: 7 }] };
  const { told } = await pressed({
    'POST /api/review': { changed: 1, decisions: [{ id: 7 }] },
    'GET /api/review/history': history,
  });
  await expect.poll(() => told).toEqual([['merged', { decision: 7, orderBefore: ['s2'] }]]);
});

test('what was merged before leaves no decision to take back', async () => {
  const { told } = await pressed({ 'POST /api/review': { changed: 0, decisions: [] } });
  await expect.poll(() => told).toEqual([['merged', { decision: undefined, orderBefore: ['s2'] }]]);
});

test('what could not be merged says why, and the order by hand is what it was', async () => {
  const { asked, said } = await pressed({ 'POST /api/review': 409 });
  await expect.poll(said).toContain('409');
  expect(asked.at(-1)).toMatchObject({ route: 'PATCH /api/channels/c1/streams', body: { order: ['s2'] } });
});

test('that it could not be put back does not hide why', async () => {
  let changes = 0;
  const { said } = await pressed({
    'POST /api/review': 409,
    get 'PATCH /api/channels/c1/streams'() {
      changes += 1;
      return changes === 1 ? { items: streams } : 503;
    },
  });
  await expect.poll(() => changes).toBe(2);
  await expect.poll(said).toContain('409');
});
