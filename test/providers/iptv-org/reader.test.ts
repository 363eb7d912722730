import { expect, test } from 'vitest';
import { providerSettings } from '../../../src/model/provider.ts';
import { iptvOrgProvider } from '../../../src/providers/iptv-org/kind.ts';
import { listAddress } from '../../../src/providers/iptv-org/lists.ts';
import * as reader from '../../../src/providers/iptv-org/reader.ts';
import { startProviderServer } from '../../fakes/provider-server.ts';
import { readThrough } from '../../fakes/reading.ts';

const BASE = 'https://lists.invalid/iptv';
const entry = (name: string, number: number): string => `#EXTINF:-1,${name}\nhttp://a.invalid/${number}.ts\n`;
const LIST = `#EXTM3U\n${['Alpha (1080p)', 'Beta [Geo-blocked]', 'Gamma [Not 24/7]', 'Delta [Geo-blocked] [Not 24/7]'].map(entry).join('')}`;

test.each([
  ['iptv-org://countries/de', 'countries/de.m3u'],
  ['iptv-org://countries/GB', 'countries/uk.m3u'],
  ['iptv-org://categories/news', 'categories/news.m3u'],
  ['iptv-org://languages/deu', 'languages/deu.m3u'],
  ['iptv-org://', 'index.m3u'],
])('%s is the list %s', (source, path) => {
  expect(listAddress(source, `${BASE}/`)).toBe(`${BASE}/${path}`);
});

test.each([
  'iptv-org://countries/',
  'iptv-org://countries/../x',
  'iptv-org://people/de',
  'http://iptv-org.github.io/x.m3u',
])('%s names no list', (source) => {
  expect(iptvOrgProvider.recognises(source)).toBe(false);
  expect(() => listAddress(source, BASE)).toThrow(expect.objectContaining({ code: 'provider.invalid' }));
});

test('a list is called by its country or its category', () => {
  expect(iptvOrgProvider.nameOf?.('iptv-org://countries/de')).toBe('iptv-org Germany');
  expect(iptvOrgProvider.nameOf?.('iptv-org://countries/uk')).toBe('iptv-org United Kingdom');
  expect(iptvOrgProvider.nameOf?.('iptv-org://categories/news')).toBe('iptv-org news');
});

test.each([
  [true, true, ['Alpha (1080p)', 'Beta [Geo-blocked]', 'Gamma [Not 24/7]', 'Delta [Geo-blocked] [Not 24/7]']],
  [false, true, ['Alpha (1080p)', 'Gamma [Not 24/7]']],
  [true, false, ['Alpha (1080p)', 'Beta [Geo-blocked]']],
])('blocked ones are taken: %s, part-time ones: %s', async (blocked, partTime, expected) => {
  const server = await startProviderServer();
  server.on('/categories/news.m3u', { body: LIST });
  const names: string[] = [];
  const settings = providerSettings.parse({
    id: 'p',
    kind: 'iptv-org',
    name: 'P',
    source: 'iptv-org://categories/news',
    options: { kind: 'iptv-org', base_url: server.url, take_geo_blocked: blocked, take_part_time: partTime },
  });
  const { summary } = await readThrough(reader, settings, {
    streams: (batch) => void names.push(...batch.map(({ name }) => name)),
    guideChannels: () => undefined,
    wants: () => false,
    programmes: () => undefined,
  });
  expect(names).toEqual(expected);
  expect(summary?.entryCount).toBe(expected.length);
  await server.close();
});
