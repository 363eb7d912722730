// Whether an answer is the clip that a provider sends in place of a channel, by real answers of a server.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { ProviderId, StreamId } from '../../../src/model/ids.ts';
import { createHttpTs } from '../../../src/streaming/upstreams/http-ts.ts';
import type { UpstreamKind } from '../../../src/streaming/upstream.ts';
import { TransportStream } from '../../fakes/transport-stream.ts';

const PICTURES = new TransportStream().pictures(50);
const PLAYLIST = '#EXTM3U\n#EXT-X-TARGETDURATION:6\n';

let server: Server | undefined;
let turns = 0;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/**
 * `/file` says how long it is, as does the playlist `/list`, and `/turn` each other time; `/live` does not. `/to-…/N` leads to
 * `/…` for any N.
 */
async function start(): Promise<string> {
  server = createServer((request, response) => {
    const [, to, place] = /^\/(to-)?(\w+)/.exec(request.url ?? '') ?? [];
    if (to) {
      response.writeHead(302, { location: `/${place}` }).end();
      return;
    }
    if (place === 'list') {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': PLAYLIST.length }).end(PLAYLIST);
      return;
    }
    const hasEnd = place === 'file' || (place === 'turn' && (turns += 1) % 2 === 1);
    const head = { 'content-type': 'video/mp2t', ...(hasEnd && { 'content-length': PICTURES.length }) };
    response.writeHead(200, head).write(PICTURES);
    if (place === 'short') response.end();
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Follows whatever playlist it is given. */
const FOLLOWER: UpstreamKind = {
  name: 'follower',
  accepts: () => true,
  dial: ({ onBytes }) => {
    onBytes(PICTURES);
    return { over: new Promise(() => undefined), stallAfterMs: 0, messages: [], close: () => Promise.resolve() };
  },
};

type Dial = (path: string, isAfterClose: boolean) => Promise<string>;

async function dialler(): Promise<Dial> {
  const base = await start();
  const kind = createHttpTs(FOLLOWER);
  return async (path, isAfterClose) => {
    const first = Promise.withResolvers<string>();
    const upstream = kind.dial({
      source: { streamId: 1 as StreamId, providerId: 'p' as ProviderId, name: '', url: base + path, headers: {} },
      clock: systemClock,
      limits: { connectMs: 1_000, firstByteMs: 5_000 },
      isAfterClose,
      onBytes: () => first.resolve('bytes'),
    });
    const outcome = await Promise.race([first.promise, upstream.over.then(({ code }) => code)]);
    if (path.includes('short')) await upstream.over;
    await upstream.close();
    return outcome;
  };
}

test('a file is a clip right after a close, and a stream otherwise', async () => {
  const dial = await dialler();
  expect([await dial('/file', true), await dial('/to-file/1', true)]).toEqual(Array(2).fill('upstream.limit-reached'));
  expect([await dial('/file', false), await dial('/live', true)]).toEqual(['bytes', 'bytes']);
});

test('where different channels lead right after a close is a clip', async () => {
  const dial = await dialler();
  expect(await dial('/to-live/1', true), 'nothing to compare with').toBe('bytes');
  expect(await dial('/to-live/1', true), 'the same channel').toBe('bytes');
  expect(await dial('/to-live/2', true)).toBe('upstream.limit-reached');
});

test('where something was over as soon as it had come is a clip, also for the same channel', async () => {
  const dial = await dialler();
  expect(await dial('/to-short/1', true)).toBe('bytes');
  expect(await dial('/to-short/1', true)).toBe('upstream.limit-reached');
  expect(await dial('/to-short/1', false), 'nothing was closed before').toBe('bytes');
});

test('where a channel leads when nothing was closed before is its own, whatever else leads there', async () => {
  const dial = await dialler();
  await dial('/to-live/1', false);
  expect([await dial('/to-live/1', true), await dial('/to-live/2', true)]).toEqual(['bytes', 'bytes']);
});

test('a playlist is followed, though it is short and a connection was closed just before', async () => {
  const dial = await dialler();
  expect([await dial('/list', true), await dial('/to-list/1', true), await dial('/to-list/2', true)]).toEqual(
    Array(3).fill('bytes'),
  );
});

test('a file is a clip also when nothing was closed, from a provider whose channels have no end', async () => {
  const dial = await dialler();
  expect(await dial('/live', false)).toBe('bytes');
  expect([await dial('/file', false), await dial('/to-file/1', false)]).toEqual(
    Array(2).fill('upstream.limit-reached'),
  );
});

test('a file that was sent before anything else was is what was asked for, from then on', async () => {
  const dial = await dialler();
  expect([await dial('/file', false), await dial('/live', false)]).toEqual(['bytes', 'bytes']);
  expect([await dial('/file', false), await dial('/file', true)]).toEqual(['bytes', 'bytes']);
});

test('what had an end at first and has none later is a channel, and a file in its place a clip', async () => {
  const dial = await dialler();
  expect([await dial('/turn', false), await dial('/turn', false)]).toEqual(['bytes', 'bytes']);
  expect(await dial('/turn', true)).toBe('upstream.limit-reached');
});

test('where different channels were soon over is a clip for each that follows, also when nothing was closed', async () => {
  const dial = await dialler();
  expect([await dial('/to-short/1', false), await dial('/to-short/1', false)], 'one channel').toEqual([
    'bytes',
    'bytes',
  ]);
  expect(await dial('/to-short/2', false), 'the second shows it').toBe('bytes');
  expect([await dial('/to-short/3', false), await dial('/to-short/1', true)]).toEqual(
    Array(2).fill('upstream.limit-reached'),
  );
});
