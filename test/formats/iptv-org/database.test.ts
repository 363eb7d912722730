import { expect, test } from 'vitest';
import { readChannelRows, readFeedRows } from '../../../src/formats/iptv-org/database.ts';

test('a channel has its usual name first, other names once, its country in lower case', async () => {
  const channel = {
    id: 'Bergland1.de',
    name: 'Bergland Eins',
    alt_names: ['Bergland 1', ' Bergland 1 ', ''],
    native_name: 'Bërgland',
    country: 'DE',
    categories: ['general'],
    closed: null,
    replaced_by: null,
  };
  expect(await readChannelRows([channel])).toEqual({
    rows: [{ id: 'Bergland1.de', names: ['Bergland Eins', 'Bergland 1', 'Bërgland'], country: 'de', successor: '' }],
    skippedCount: 0,
  });
});

test('only what has closed has a successor', async () => {
  const rows = [
    { id: 'Old.de', name: 'Old', country: 'DE', closed: '2020-01-01', replaced_by: 'New.de@SD' },
    { id: 'Alive.de', name: 'Alive', country: 'DE', closed: null, replaced_by: 'New.de' },
  ];
  expect((await readChannelRows(rows)).rows.map(({ successor }) => successor)).toEqual(['New.de', '']);
});

test('a feed is received where countries are named one by one', async () => {
  const feed = {
    channel: 'A.fr',
    id: 'Wallonie',
    name: 'Wallonie',
    is_main: false,
    broadcast_area: ['c/BE', 'r/EUR', 's/FR-75'],
  };
  expect((await readFeedRows([feed])).rows).toEqual([
    { channelId: 'A.fr', id: 'Wallonie', names: ['Wallonie'], isMain: false, countries: ['be'] },
  ]);
});

test('entries that are none are skipped and counted', async () => {
  const good = { id: 'A.de', name: 'A', country: 'DE' };
  expect(
    await readChannelRows([good, null, 3, {}, { ...good, country: 'Germany' }, { ...good, name: 7 }]),
  ).toMatchObject({
    rows: [{ id: 'A.de' }],
    skippedCount: 5,
  });
});
