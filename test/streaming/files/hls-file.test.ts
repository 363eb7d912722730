// Archives that exist as HLS only, as one file for the player.

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { dialFile, type FilePart } from '../../../src/streaming/files/file-upstream.ts';

type Answer = (response: ServerResponse, path: string) => void;

interface Server {
  readonly asked: string[];
  readonly open: (path: string) => Promise<FilePart>;
}

const packet = (mark: number): Buffer => Buffer.concat([Buffer.from([0x47]), Buffer.alloc(187, mark)]);
const list = (...lines: string[]): string => ['#EXTM3U', '#EXT-X-TARGETDURATION:1', ...lines, ''].join('\n');
const segment = (name: string): string => `#EXTINF:1,\n${name}.ts`;
const playlist =
  (text: string): Answer =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'application/x-mpegURL' }).end(text);
const media =
  (mark: number): Answer =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'video/mp2t' }).end(packet(mark));

async function serve(answers: Readonly<Record<string, Answer>>): Promise<Server> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (answers[path]) answers[path](response, path);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const http = createHttpClient();
  onTestFinished(async () => {
    await http.close();
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signal = new AbortController().signal;
  return {
    asked,
    open: (path) => dialFile({ http, url: base + path, headers: {}, range: undefined, clock: systemClock, signal }),
  };
}

async function marksOf({ body }: FilePart): Promise<number[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return Array.from({ length: bytes.length / 188 }, (_, at) => bytes[at * 188 + 1]!);
}

test('the segments of a list are one stream, from the first to the last', async () => {
  const { open } = await serve({
    '/a.m3u8': playlist(list(segment('1'), segment('2'), segment('3'), '#EXT-X-ENDLIST')),
    '/1.ts': media(1),
    '/2.ts': media(2),
    '/3.ts': media(3),
  });
  const part = await open('/a.m3u8');
  expect(part).toMatchObject({ contentType: 'video/mp2t', hasRanges: false, total: undefined, isHls: true });
  expect(await marksOf(part)).toEqual([1, 2, 3]);
});

test('a list where a stream was to be is told by its type', async () => {
  const { open } = await serve({
    '/timeshift/60/1.ts': playlist(list(segment('/x/1'), '#EXT-X-ENDLIST')),
    '/x/1.ts': media(7),
  });
  expect(await marksOf(await open('/timeshift/60/1.ts'))).toEqual([7]);
});

test('holes of an archive are passed over', async () => {
  const { open } = await serve({
    '/a.m3u8': playlist(list(segment('1'), segment('gone'), segment('3'), '#EXT-X-ENDLIST')),
    '/1.ts': media(1),
    '/3.ts': media(3),
  });
  expect(await marksOf(await open('/a.m3u8'))).toEqual([1, 3]);
});

test('the list of a programme that is still running is followed from its beginning to its end', async () => {
  let asked = 0;
  const growing: Answer = (response, path) => {
    asked += 1;
    const lines =
      asked < 3 ? [segment('1'), segment('2')] : [segment('1'), segment('2'), segment('3'), '#EXT-X-ENDLIST'];
    playlist(list('#EXT-X-MEDIA-SEQUENCE:5', ...lines))(response, path);
  };
  const { open } = await serve({ '/a.m3u8': growing, '/1.ts': media(1), '/2.ts': media(2), '/3.ts': media(3) });
  expect(await marksOf(await open('/a.m3u8'))).toEqual([1, 2, 3]);
});

test.each<[string, Answer, string]>([
  [
    'a page',
    (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    'upstream.not-video',
  ],
  ['an empty list', playlist(list('#EXT-X-ENDLIST')), 'upstream.empty'],
  ['nothing', (response) => void response.writeHead(200, { 'content-length': '0' }).end(), 'upstream.empty'],
  ['nobody', (response) => void response.writeHead(404).end(), 'upstream.not-found'],
])('%s is refused before anything goes to the player', async (_, answer, code) => {
  const { open } = await serve({ '/a.m3u8': answer });
  await expect(open('/a.m3u8')).rejects.toMatchObject({ code });
});

test('an empty answer of an archive is none: another way may have it', async () => {
  const { open } = await serve({
    '/a.ts': (response) => void response.writeHead(200, { 'content-length': '0' }).end(),
  });
  await expect(open('/a.ts')).rejects.toMatchObject({ code: 'upstream.empty' });
});

test('whoever stops watching ends the fetching', async () => {
  const { open, asked } = await serve({
    '/a.m3u8': playlist(list(...Array.from({ length: 200 }, (_, at) => segment(String(at))), '#EXT-X-ENDLIST')),
    ...Object.fromEntries(
      Array.from({ length: 200 }, (_, at): [string, Answer] => [
        `/${at}.ts`,
        (response) => void response.end(Buffer.alloc(188 * 2_000, 0x47)),
      ]),
    ),
  });
  const { body } = await open('/a.m3u8');
  for await (const chunk of body) if (chunk.length > 0) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked.length).toBeLessThan(20);
});
