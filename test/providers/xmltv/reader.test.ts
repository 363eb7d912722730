import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { GuideChannel, Programme } from '../../../src/model/programme.ts';
import { providerSettings, type ProviderSettingsInput } from '../../../src/model/provider.ts';
import { noValidators, type ReadSink } from '../../../src/providers/provider.ts';
import { xmltvProvider } from '../../../src/providers/xmltv/kind.ts';
import * as reader from '../../../src/providers/xmltv/reader.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { faults, startProviderServer, type FakeProvider } from '../../fakes/provider-server.ts';
import { readThrough, type Reading, type ReadingOptions } from '../../fakes/reading.ts';

const programme = (channel: string, hour: number, title: string): string =>
  `<programme start="202611231${hour}0000" channel="${channel}"><title>${title}</title></programme>`;
const GUIDE = `<?xml version="1.0"?><tv><channel id="a"><display-name>A</display-name></channel>
  <channel id="b"><display-name>B</display-name></channel>
  ${programme('a', 0, 'one')}${programme('a', 1, 'two')}${programme('b', 0, 'unwanted')}${programme('a', 2, 'three')}</tv>`;
/** A guide with the title "Packed", as xz packs it. */
const XZ =
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ACVAG1dAB4dCsPg978Q0cMd0om+3sQquHH4jqV75OcNzGFLcblmVkCEFJbMZ+o14Sa3/avwRUJCaEwsDDl0soT9VXXYvIXrNz3giALo3MFDy8imEpqD53v3+YbrT9blR/ILrglfuF3JUUK1LuZxV2AtRwAAAAAATlKEqT51CCYAAYkBlgEAADJsY16xxGf7AgAAAAAEWVo=';

interface Taken {
  readonly reading: Reading;
  readonly channels: GuideChannel[];
  readonly batches: { readonly xmltvId: string; readonly programmes: readonly Programme[] }[];
}

async function take(
  source: string,
  options: ReadingOptions = {},
  more: Partial<ProviderSettingsInput> = {},
): Promise<Taken> {
  const channels: GuideChannel[] = [];
  const batches: { xmltvId: string; programmes: readonly Programme[] }[] = [];
  const settings = providerSettings.parse({ id: 'p', kind: 'xmltv', name: 'P', source, ...more });
  const sink: ReadSink = {
    streams: () => undefined,
    guideChannels: (batch) => void channels.push(...batch),
    wants: (xmltvId) => xmltvId === 'a',
    programmes: (xmltvId, programmes) => void batches.push({ xmltvId, programmes }),
  };
  const reading = await readThrough(reader, settings, sink, { source, ...options });
  return { reading, channels, batches };
}

async function serving(answer: Parameters<FakeProvider['on']>[1]): Promise<FakeProvider> {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  server.on('/guide.xml', answer);
  return server;
}

const titles = ({ batches }: Taken): string[] =>
  batches.flatMap(({ programmes }) => programmes.map(({ title }) => title));

test('a guide is read over HTTP: all channels, the programmes that are wanted, those in a row together', async () => {
  const server = await serving({ body: GUIDE, contentType: 'application/xml', etag: '"1"' });
  const taken = await take(`${server.url}/guide.xml`);
  expect(taken.channels.map(({ xmltvId }) => xmltvId)).toEqual(['a', 'b']);
  expect(titles(taken)).toEqual(['one', 'two', 'three']);
  expect(taken.batches).toHaveLength(1);
  expect(taken.reading).toMatchObject({ summary: { entryCount: 5 }, fetched: { validators: { etag: '"1"' } } });
});

test('an unchanged guide costs nothing', async () => {
  const server = await serving({ body: GUIDE, etag: '"1"' });
  const taken = await take(`${server.url}/guide.xml`, { validators: { ...noValidators, etag: '"1"' } });
  expect(taken.reading.fetched).toBeNull();
  expect(taken.channels).toEqual([]);
});

test.each([
  ['gzip', gzipSync(GUIDE), 'one'],
  ['xz', Buffer.from(XZ, 'base64'), 'Packed'],
])('a local file packed with %s is read whatever it is called', async (_, packed, title) => {
  const file = join(temporaryFolder(), 'guide.bin');
  await writeFile(file, packed);
  expect(titles(await take(file))[0]).toBe(title);
});

test('times without a zone are meant in the zone of the provider', async () => {
  const file = join(temporaryFolder(), 'guide.xml');
  await writeFile(file, GUIDE);
  const { batches } = await take(file, {}, { time_zone: 'Europe/Berlin' });
  expect(batches[0]!.programmes[0]!.startAt).toBe(Date.UTC(2026, 10, 23, 9));
});

test('a page instead of a guide and a guide that breaks off are clear errors', async () => {
  const page = await serving({ body: '<html><body>Your plan has expired</body></html>', contentType: 'text/html' });
  await expect(take(`${page.url}/guide.xml`)).rejects.toMatchObject({ code: 'format.not-a-guide' });
  const broken = await serving(faults.reset(GUIDE.slice(0, 200)));
  await expect(take(`${broken.url}/guide.xml`)).rejects.toMatchObject({ code: expect.stringMatching(/^net\./) });
});

test("the provider's own headers go to its own address only", async () => {
  const server = await serving({ body: GUIDE });
  const guide = `${server.url}/guide.xml`;
  const settings = { user_agent: 'Box/1', headers: { 'X-Key': 'secret' } };
  await take(guide, {}, settings);
  await take(guide, {}, { ...settings, source: 'http://elsewhere.invalid/list.m3u' });
  expect(server.requests.map(({ headers }) => [headers['user-agent'], headers['x-key']])).toEqual([
    ['Box/1', 'secret'],
    ['Box/1', undefined],
  ]);
});

test.each([
  ['http://x.test/guide.xml', true],
  ['https://x.test/epg.xml.gz?key=1', true],
  ['http://x.test/xmltv.php?username=u&password=p', true],
  ['/home/me/guide.xmltv', true],
  ['http://x.test/list.m3u', false],
])('%s looks like a guide: %s', (source, expected) => {
  expect(xmltvProvider.recognises(source)).toBe(expected);
});
