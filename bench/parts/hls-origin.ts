// The provider of a bench, by HLS: any path is a channel, with segments of two seconds. `hls-origin.ts <megabits per second>`

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeMediaPlaylist } from '../../src/formats/hls/write.ts';
import { TransportStream } from '../../test/fakes/transport-stream.ts';
import { answer } from './child.ts';

const megabits = Number(process.argv[2] ?? 4);
const pictureBytes = Math.round(((megabits * 1e6) / 8 / 25 - 420) / 1.12);
const SECONDS = 2;
const LISTED = 6;
/** Forty seconds, over and over, with a discontinuity in between. */
const stream = new TransportStream({ pictureBytes, picturesPerGroup: 48 });
const segments = Array.from({ length: 20 }, () => stream.pictures(48));
const startedMs = performance.now() - 60_000;

let requests = 0;
const server = createServer((request, response) => {
  requests += 1;
  const [, channel = '', sequence] = /^\/(\w+?)(?:-(\d+)\.ts|\.m3u8)$/.exec(request.url ?? '') ?? [];
  if (sequence !== undefined) {
    response.writeHead(200, { 'content-type': 'video/mp2t' }).end(segments[Number(sequence) % segments.length]);
    return;
  }
  // Channels do not all have their segments at the same instant.
  const newest = Math.floor((performance.now() - startedMs + Number(channel) * 37) / (48 * 40));
  const numbers = Array.from({ length: LISTED }, (_, index) => newest - LISTED + index);
  response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' }).end(
    writeMediaPlaylist({
      targetSeconds: SECONDS,
      firstSequence: numbers[0]!,
      breaksBefore: 0,
      isIndependent: true,
      segments: numbers.map((number) => ({
        uri: `${channel}-${number}.ts`,
        seconds: 48 * 0.04,
        isBreak: number % segments.length === 0,
      })),
    }),
  );
});
server.listen(0, '127.0.0.1');

answer({
  port: () => (server.address() as AddressInfo).port,
  sent: () => requests,
});
