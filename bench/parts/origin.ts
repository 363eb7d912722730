// The provider of a bench: any path is a channel, sent at a steady rate. `origin.ts <megabits per second>`

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TransportStream } from '../../test/fakes/transport-stream.ts';
import { answer } from './child.ts';

const megabits = Number(process.argv[2] ?? 8);
/** With sound, tables, and key frames of three times the size: what comes out is what was asked for. */
const pictureBytes = Math.round(((megabits * 1e6) / 8 / 25 - 420) / 1.12);
const LOOP = new TransportStream({ pictureBytes }).pictures(250);
const TICK_MS = 20;
const bytesPerTick = (megabits * 1e6) / 8 / (1_000 / TICK_MS);

let sentBytes = 0;
const open = new Set<ServerResponse>();
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'video/mp2t' });
  // Channels do not all have their key frames at the same instant.
  let at = (Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0) * 39_480) % LOOP.length;
  const startedMs = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - startedMs) / TICK_MS) * bytesPerTick;
    while (sent < due) {
      const piece = LOOP.subarray(at, at + Math.ceil(Math.min(due - sent, 65_536)));
      response.write(piece);
      sent += piece.length;
      sentBytes += piece.length;
      at = (at + piece.length) % LOOP.length;
    }
  }, TICK_MS);
  open.add(response);
  response.on('close', () => {
    open.delete(response);
    clearInterval(timer);
  });
});
server.listen(0, '127.0.0.1');

answer({
  port: () => (server.address() as AddressInfo).port,
  sent: () => sentBytes,
  /** Ends one of the connections, chosen by a number from 0 to 1. */
  kill: (which: number) => void [...open][Math.floor(which * open.size)]?.destroy(),
});
