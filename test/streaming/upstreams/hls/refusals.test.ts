import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Disguise } from '../../../fakes/hls-origin.ts';
import { closeAfterEach, endOf, open, origin } from './dialling.ts';

closeAfterEach();

const HOSTILE: Readonly<Record<string, (response: ServerResponse) => void>> = {
  endless(response) {
    response.write('#EXTM3U\n');
    const more = (): void => {
      while (!response.destroyed && response.write('#EXTINF:2,\nhttp://127.0.0.1:1/a.ts\n'.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  },
  bomb: (response) => response.writeHead(200, { 'x-bomb': 'x'.repeat(100_000) }).end('#EXTM3U\n'),
  loop: (response) => response.writeHead(302, { location: '/loop.m3u8' }).end(),
  protected: (response) => response.end('#EXTM3U\n#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x"\n#EXTINF:2,\na.ts\n'),
  page: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>#1</html>'),
  files: (response) => response.end('#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n#EXTINF:2,\ndata:,x\n'),
  itself: (response) => response.end('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nitself.m3u8\n'),
};

async function hostile(): Promise<string> {
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    HOSTILE[/\w+/.exec(request.url ?? '')?.[0] ?? '']?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('what is no stream ends with its own code', () => {
  const disguises: [Disguise, string][] = [
    ['html', 'upstream.not-video'],
    ['random', 'upstream.not-video'],
    ['empty', 'upstream.empty'],
  ];
  test.each(disguises)('segments of %s', async (disguise, code) => {
    const server = await origin({ disguise });
    expect((await endOf(`${server.url}/live.m3u8`)).code).toBe(code);
  });

  test('a list without segments', async () => {
    const server = await origin();
    server.isEmpty = true;
    expect(await endOf(`${server.url}/live.m3u8`)).toMatchObject({ code: 'upstream.empty', retryable: true });
  });

  test.each([
    [403, 'upstream.refused'],
    [404, 'upstream.not-found'],
    [503, 'upstream.unavailable'],
  ])('a playlist with status %i', async (status, code) => {
    const server = await origin();
    server.refuse = { path: /live/, status };
    expect((await endOf(`${server.url}/live.m3u8`)).code).toBe(code);
    expect((await endOf(`${server.url}/master.m3u8`)).code).toBe(code);
  });

  test('segments that are all forbidden', async () => {
    const server = await origin();
    server.refuse = { path: /picture/, status: 403 };
    expect((await endOf(`${server.url}/live.m3u8`)).code).toBe('upstream.refused');
  });

  test('a key that cannot be had', async () => {
    const server = await origin({ isEncrypted: true });
    server.refuse = { path: /key/, status: 403 };
    expect((await endOf(`${server.url}/live.m3u8`)).code).toBe('upstream.refused');
  });

  test('fragmented MP4 where there is no ffmpeg', async () => {
    const server = await origin({ disguise: 'fragments' });
    const { code, message } = await endOf(`${server.url}/live.m3u8`);
    expect([code, message]).toEqual(['upstream.unsupported', expect.stringContaining('install ffmpeg')]);
  });

  test.each<[string, string]>([
    ['endless', 'format.too-large'],
    ['bomb', 'net.malformed'],
    ['loop', 'net.too-many-redirects'],
    ['protected', 'upstream.unsupported'],
    ['page', 'upstream.not-video'],
    ['files', 'upstream.empty'],
    ['itself', 'upstream.unsupported'],
  ])('a playlist that is hostile: %s', async (how, code) => {
    const url = await hostile();
    expect((await endOf(`${url}/${how}.m3u8`)).code).toBe(code);
  });

  test('nobody there, and no time left', async () => {
    expect((await endOf('http://127.0.0.1:1/live.m3u8')).code).toBe('net.refused');
    const server = await origin();
    expect((await endOf(`${server.url}/live.m3u8`, { firstByteMs: 0 })).code).toBe('upstream.timeout');
  });
});
