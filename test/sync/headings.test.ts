import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { list, openHome, openServer, statusOf } from '../fakes/synced-home.ts';

const HEADINGS = ['##### UK #####', '▃ ▅ ▆ █ DE HEVC █ ▆ ▅ ▃'];
const CHANNELS = ['UK: One', '#1 Music', '• News •'];

async function home() {
  const server = await openServer();
  server.on('/list.m3u', { body: list(...HEADINGS, ...CHANNELS), etag: '"1"' });
  const lineup = { ...defaultSettings.lineup };
  const opened = await openHome({ settings: { lineup } });
  const { id } = await opened.providers.add({ source: `${server.url}/list.m3u`, name: 'First' });
  opened.sync.start();
  await opened.sync.run(id, 'request');
  const names = (): string[] => opened.lineup.snapshot.channels.map(({ name }) => name);
  return { opened, lineup, names };
}

test('a line that only divides a list is no channel, and is counted', async () => {
  const { opened, names } = await home();
  expect(names()).toEqual(CHANNELS);
  expect(statusOf(opened).counts).toMatchObject({ live: 5, headings: 2, skipped: 0 });
});

test('with the setting it is one, and then it is not counted as left out', async () => {
  const { opened, lineup, names } = await home();
  const before = opened.lineup.snapshot.channels.map(({ id }) => id);
  lineup.take_headings = true;
  await opened.sync.rebuildLineup();
  expect(names().toSorted()).toEqual([...HEADINGS, ...CHANNELS].toSorted());
  expect(opened.lineup.snapshot.channels.map(({ id }) => id)).toEqual(expect.arrayContaining(before));
  expect(statusOf(opened).counts).toMatchObject({ headings: 0 });
  lineup.take_headings = false;
  await opened.sync.rebuildLineup();
  expect(names()).toEqual(CHANNELS);
});
