import { beforeEach, describe, expect, test } from 'vitest';
import { providerSettings, type ProviderSettingsInput } from '../../../src/model/provider.ts';
import type { StreamEntry } from '../../../src/model/stream.ts';
import type { ReadSink, ReadSummary } from '../../../src/providers/provider.ts';
import * as reader from '../../../src/providers/xtream/reader.ts';
import { readThrough, type ReadingOptions } from '../../fakes/reading.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';
import { PANEL_QUIRKS, startPanel, type FakePanel } from '../../fakes/xtream-panel.ts';

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

const HELD_NONE = { live: 0, radio: 0, movie: 0, series: 0 };

async function reading(more: Partial<ProviderSettingsInput> = {}, options: ReadingOptions = {}): Promise<ReadSummary> {
  const { source } = panel;
  const settings = providerSettings.parse({ id: 'p', kind: 'xtream', name: 'P', source, ...more });
  const { summary } = await readThrough(reader, settings, sink, { source, ...options });
  return summary!;
}

test('a panel is read: account, channels, movies and series, each in its category', async () => {
  const summary = await reading();
  expect(summary.account).toMatchObject({ status: 'active', maxConnections: 2, timeZone: 'Europe/Berlin' });
  expect(summary.guideSources).toEqual([`${panel.base}/xmltv.php?username=anna&password=secret`]);
  expect(streams.map(({ kind, name, group, url }) => [kind, name, group, url.slice(panel.base.length)])).toEqual([
    ['live', 'DE: One HD', 'DE ➾ TV', '/live/anna/secret/101.ts'],
    ['live', 'DE: Two & Half', 'DE ➾ TV', '/live/anna/secret/102.ts'],
    ['live', 'UK: Three', 'UK ➾ TV', '/live/anna/secret/103.ts'],
    ['movie', 'EN - Harbour Lights (2008) 4K', 'DE ➾ Filme', '/movie/anna/secret/501.mkv'],
    ['movie', 'The Change | 2025 | 6.5', 'DE ➾ Filme', '/movie/anna/secret/502.mp4'],
    [
      'series',
      'Falling Tides',
      'DE ➾ Serien',
      '/player_api.php?username=anna&password=secret&action=get_series_info&series_id=85',
    ],
    [
      'series',
      'Madam Clerk',
      'DE ➾ Serien',
      '/player_api.php?username=anna&password=secret&action=get_series_info&series_id=-441',
    ],
  ]);
  expect(streams[0]?.catchup).toMatchObject({ mode: 'xc', days: 3 });
  expect(streams[3]?.title).toMatchObject({ tmdbId: 603, rating: 6.25, extension: 'mkv' });
  expect(streams[5]?.title).toMatchObject({ year: 2011, genre: 'Drama', runtimeMinutes: 60 });
});

describe.each(PANEL_QUIRKS)('a panel with %s', (quirk) => {
  test('is read as any other', async () => {
    await reading();
    const plain = streams;
    streams = [];
    panel.quirks.add(quirk);
    const { skips, account } = await reading();
    expect(streams).toEqual(plain);
    expect(account?.maxConnections).toBe(2);
    expect(skips.count).toBe(quirk === 'missing-ids' ? 6 : 0);
  });
});

test('streams are asked for as HLS when a person wants that', async () => {
  await reading({ options: { kind: 'xtream', output: 'm3u8' } });
  expect(streams[0]?.url).toMatch(/101\.m3u8$/);
});

test('only chosen categories are asked for, and kinds that nobody wants not at all', async () => {
  await reading({
    options: { kind: 'xtream', live: { include: ['uk ➾ tv'] }, movies: { take: false }, series: { exclude: ['20'] } },
  });
  expect(streams.map(({ name }) => name)).toEqual(['UK: Three']);
  expect(panel.requests.filter((path) => path.includes('vod'))).toEqual([]);
  expect(panel.requests.filter((path) => path.includes('get_live_streams'))).toEqual([
    expect.stringContaining('category_id=2'),
  ]);
});

describe('a wrong answer', () => {
  test('to the login ends it', async () => {
    panel.content.userInfo = { auth: '0' };
    await expect(reading()).rejects.toMatchObject({ code: 'provider.unauthorised' });
    panel.content.userInfo = { auth: 1, status: 'Expired', exp_date: '1500000000' };
    await expect(reading()).rejects.toMatchObject({ code: 'provider.refused' });
    panel.misdeeds.set('', 'html');
    await expect(reading()).rejects.toMatchObject({ code: 'provider.unavailable', retryable: true });
  });

  test('in place of channels is never taken for a list', async () => {
    for (const [misdeed, code] of [
      ['html', 'provider.unavailable'],
      ['truncated', 'net.truncated'],
      ['error-500', 'provider.unavailable'],
      ['hang-up', 'net.reset'],
    ] as const) {
      panel.misdeeds.set('get_live_streams', misdeed);
      await expect(reading()).rejects.toMatchObject({ code });
    }
  });

  test('in place of movies is passed over by a panel that never had any, and a fault at one that had', async () => {
    panel.misdeeds.set('get_vod_streams', 'html');
    expect((await reading()).skips.byReason).toEqual({ 'no-list-of-movies': 1 });
    expect(streams.map(({ kind }) => kind)).not.toContain('movie');
    await expect(reading({}, { held: { ...HELD_NONE, movie: 2 } })).rejects.toMatchObject({
      code: 'provider.unavailable',
    });
    panel.misdeeds.set('get_vod_streams', 'empty-list');
    await expect(reading({}, { held: { ...HELD_NONE, movie: 2 } })).rejects.toMatchObject({ code: 'provider.empty' });
  });

  test('of nothing at all is asked for once more', async () => {
    panel.misdeeds.set('get_live_streams', 'empty-body');
    const clock = createTurnedClock();
    const summary = reading({}, { clock });
    await expect.poll(() => panel.requests.filter((path) => path.includes('get_live_streams')).length).toBe(1);
    panel.misdeeds.clear();
    await expect
      .poll(async () => {
        await clock.advanceAsync(500);
        return streams.length;
      })
      .toBe(7);
    await summary;
  });

  test('in place of categories costs the groups, not the channels', async () => {
    panel.misdeeds.set('get_live_categories', 'html');
    expect((await reading()).skips.byReason).toEqual({ 'no-categories-of-live': 1 });
    expect(streams.filter(({ kind }) => kind === 'live').map(({ group }) => group)).toEqual(['', '', '']);
  });
});
