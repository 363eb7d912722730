// The least that a relay can be: the same ring, sockets, and nothing else. What a feature costs is measured against it.
// `relay.ts <origin's port>`

import { createServer, get } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { systemClock } from '../../src/kernel/clock.ts';
import { MEBIBYTE } from '../../src/kernel/units.ts';
import { Ring } from '../../src/streaming/ring.ts';
import { answer, usage } from './child.ts';

const origin = `http://127.0.0.1:${process.argv[2]}`;
const channels = new Map<string, Set<Socket>>();

function open(path: string): Set<Socket> {
  const sockets = new Set<Socket>();
  const onChunk = (): void => {
    const { bytes } = ring.chunk(ring.nextChunk - 1)!;
    for (const socket of sockets) if (socket.writableLength === 0) socket.write(bytes);
  };
  const ring: Ring = new Ring({ clock: systemClock, maxBytes: 12 * MEBIBYTE, onChunk });
  get(origin + path, (response) => {
    response.on('data', (chunk: Buffer) => ring.append(chunk, 0, chunk.length));
  });
  return sockets;
}

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const sockets = channels.get(path) ?? open(path);
  channels.set(path, sockets);
  const socket = response.socket!;
  response.useChunkedEncodingByDefault = false;
  response.writeHead(200, { 'content-type': 'video/mp2t' });
  response.flushHeaders();
  sockets.add(socket);
  response.on('close', () => sockets.delete(socket));
});
server.listen(0, '127.0.0.1');

answer({
  port: () => (server.address() as AddressInfo).port,
  usage,
});
