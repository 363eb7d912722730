import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { providerSettings } from '../../../src/model/provider.ts';
import { m3uProvider } from '../../../src/providers/m3u/kind.ts';
import { startProviderServer } from '../../fakes/provider-server.ts';

async function tried(body: string) {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  server.on('/list.m3u', { body });
  const source = `${server.url}/list.m3u`;
  const settings = providerSettings.parse({ id: 'p', kind: 'm3u', name: 'P', source });
  const signal = AbortSignal.timeout(5_000);
  return m3uProvider.probe({ settings, source, http: createHttpClient(), clock: systemClock, signal });
}

test.each(['#EXTM3U\n', '#EXTM3U x-tvg-url="http://a.invalid/g.xml"\r\n\r\n#PLAYLIST:Nothing\n', '\uFEFF#EXTM3U'])(
  'a playlist without an entry does not work: %j',
  async (body) => {
    await expect(tried(body)).rejects.toMatchObject({ code: 'provider.empty' });
  },
);

test('one entry is enough', async () => {
  expect(await tried('#EXTM3U\n#EXTINF:-1,One\nhttp://a.invalid/1.ts\n')).toMatchObject({
    account: null,
    better: null,
  });
});

test('blank lines before the first entry are passed over, however many', async () => {
  expect(await tried(`#EXTM3U${'\r\n'.repeat(5_000)}http://a.invalid/1.ts\n`)).toMatchObject({ account: null });
});
