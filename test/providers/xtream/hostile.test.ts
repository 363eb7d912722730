// A panel that is broken on purpose: it costs what it breaks, never the rest, and never a good list.

import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { parseXtreamSource } from '../../../src/formats/xtream/source.ts';
import { providerSettings, type ProviderSettingsInput } from '../../../src/model/provider.ts';
import type { StreamEntry } from '../../../src/model/stream.ts';
import type { ReadSink, ReadSummary } from '../../../src/providers/provider.ts';
import * as reader from '../../../src/providers/xtream/reader.ts';
import { readThrough } from '../../fakes/reading.ts';
import { startPanel, type FakePanel } from '../../fakes/xtream-panel.ts';

let panel: FakePanel;
let streams: StreamEntry[];

beforeEach(async () => {
  panel = await startPanel();
  streams = [];
});

const sink: ReadSink = {
  streams: (batch) => void streams.push(...batch),
  guideChannels: () => undefined,
  wants: () => false,
  programmes: () => undefined,
};

async function reading(options?: ProviderSettingsInput['options']): Promise<ReadSummary> {
  const { source } = panel;
  const settings = providerSettings.parse({ id: 'p', kind: 'xtream', name: 'P', source, ...(options && { options }) });
  return (await readThrough(reader, settings, sink, { source, held: { live: 1, radio: 0, movie: 1, series: 1 } }))
    .summary!;
}

const chosen = (include: string[]) => ({ kind: 'xtream', live: { include } }) as const;
const asked = (action: string): string[] => panel.requests.filter((path) => path.includes(`action=${action}`));
const live = (): StreamEntry[] => streams.filter(({ kind }) => kind === 'live');

test('ten thousand categories are no ten thousand questions', async () => {
  panel.content.liveCategories = Array.from({ length: 10_000 }, (_, at) => ({
    category_id: String(at + 1),
    category_name: `Group ${at + 1}`,
    parent_id: 0,
  }));
  await reading();
  expect(live().map(({ group }) => group)).toEqual(['Group 1', 'Group 1', 'Group 2']);
  streams = [];
  await reading(chosen(['group 2', 'group 9999']));
  expect(live().map(({ name }) => name)).toEqual(['UK: Three']);
  streams = [];
  await reading(chosen(Array.from({ length: 5_000 }, (_, at) => `group ${at + 2}`)));
  expect(live().map(({ name }) => name)).toEqual(['UK: Three']);
  expect(asked('get_live_streams')).toHaveLength(1 + 2 + 1);
});

test('objects in objects, where a name or an id is to be', async () => {
  const deep = `${'{"a":['.repeat(20_000)}1${']}'.repeat(20_000)}`;
  panel.bodies.set(
    'get_live_streams',
    `[{"stream_id":101,"name":"Good"},{"stream_id":${deep},"name":"No id"},{"stream_id":102,"name":${deep}},` +
      `{"stream_id":103,"name":"Last","category_ids":${deep},"tv_archive":${deep},"stream_icon":[{}]},[[{"stream_id":9}]],7]`,
  );
  const { skips } = await reading();
  expect(live().map(({ name }) => name)).toEqual(['Good', 'Channel 102', 'Last']);
  expect(skips.byReason).toEqual({ 'no-id': 1 });
  expect(streams.filter(({ kind }) => kind !== 'live')).toHaveLength(4);
});

test('keys of every object in a list', async () => {
  panel.bodies.set(
    'get_live_streams',
    '{"__proto__":{"stream_id":1,"name":"A","__proto__":{"name":"B"}},"constructor":{}}',
  );
  expect((await reading()).skips.byReason).toEqual({ 'no-id': 1 });
  expect(live().map(({ name }) => name)).toEqual(['A']);
  expect(({} as { name?: string }).name).toBeUndefined();
});

test('one id for two: within a kind as it is sent, and of two kinds not mixed up', async () => {
  const [first] = panel.content.live;
  panel.content.live = [first!, { ...first, name: 'Its twin' }];
  panel.content.movies = [{ ...panel.content.movies[0], stream_id: first!['stream_id'] }];
  await reading();
  expect(streams.slice(0, 3).map(({ kind, url }) => [kind, url.slice(panel.base.length)])).toEqual([
    ['live', '/live/anna/secret/101.ts'],
    ['live', '/live/anna/secret/101.ts'],
    ['movie', '/movie/anna/secret/101.mkv'],
  ]);
});

test('a list that is cut, wherever, is never taken for the whole', async () => {
  const whole = JSON.stringify([
    { stream_id: 1, name: 'A ]}" \\ B' },
    { stream_id: 2, name: 'C' },
  ]);
  for (let length = 2; length < whole.length; length += 1) {
    panel.bodies.set('get_live_streams', whole.slice(0, length));
    await expect(reading()).rejects.toMatchObject({ code: 'net.truncated' });
  }
  panel.bodies.set('get_live_streams', gzipSync(whole).subarray(0, -12));
  await expect(reading()).rejects.toMatchObject({ code: 'net.truncated' });
});

test('blanks without end are no list that is still to come', async () => {
  panel.bodies.set('get_live_streams', Buffer.alloc(24 * 1_024 * 1_024, ' '));
  await expect(reading()).rejects.toMatchObject({ code: 'provider.unavailable' });
});

test('a bomb of gzip is put down before it unfolds', async () => {
  const bomb = Buffer.concat([Buffer.from('[{"stream_id":1}'), Buffer.alloc(48 * 1_024 * 1_024, ' ')]);
  panel.bodies.set('get_vod_streams', gzipSync(bomb));
  await expect(reading()).rejects.toMatchObject({ code: 'format.too-large' });
  panel.bodies.set('get_vod_streams', `[{"stream_id":1,"name":"${'x'.repeat(5 * 1_024 * 1_024)}`);
  await expect(reading()).rejects.toMatchObject({ code: 'format.malformed' });
});

test('a panel that repeats the password in its message has told it to nobody', async () => {
  const { password } = parseXtreamSource(panel.source)!;
  panel.content.userInfo = { ...panel.content.userInfo, message: `Welcome! Keep it safe: ${password}.` };
  expect((await reading()).account?.message).toBe('Welcome! Keep it safe: ***.');
});
