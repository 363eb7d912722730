import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from '../../src/net/client.ts';

/** As much as undici reads before it waits: the server's farewell then finds it waiting, which ended the process (nodejs/undici#5360). */
const FULL_BYTES = 64 * 1_024;

test.each([FULL_BYTES - 1, FULL_BYTES, FULL_BYTES + 1, 4 * FULL_BYTES])(
  'an answer of %i bytes whose server hangs up before anybody reads is read whole',
  async (size) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n`);
        socket.end(Buffer.alloc(size, 97));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const http = createHttpClient();
    onTestFinished(async () => {
      await http.close();
      server.close();
    });
    const { body } = await http.request({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    await pause(100); // all of it has come, and the farewell
    let count = 0;
    for await (const chunk of body) count += chunk.length;
    expect(count).toBe(size);
  },
);
