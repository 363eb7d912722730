// Listeners of `/api/live` in a process of their own: real sockets that count what they are told.

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { answer } from './child.ts';

let bytes = 0;
let frames = 0;
const sockets: WebSocket[] = [];

async function listen(port: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers: { authorization: 'Bearer x' } });
  sockets.push(socket);
  socket.on('message', (data: Buffer) => {
    bytes += data.length;
    frames += 1;
    if (data.includes('"type":"ping"')) socket.send('{"type":"pong"}');
  });
  await once(socket, 'open');
  socket.send('{"type":"subscribe","topics":["sessions","viewers","status"]}');
}

answer({
  async listen({ port, count }: { port: number; count: number }) {
    while (sockets.length < count) await listen(port);
  },
  mark() {
    bytes = 0;
    frames = 0;
  },
  told: () => ({ bytes, frames }),
});
