// A client that does not read: it is told nothing more, then everything, or let go; it costs a bounded amount of memory.

import { expect, test } from 'vitest';
import { LiveListener, type LiveSocket } from '../../../src/http/live/listener.ts';

const PING = Buffer.from('ping');
const CHANGE = Buffer.alloc(100 * 1_024, 'c');
const snapshot = (): Buffer => Buffer.from('snapshot');

class FullSocket implements LiveSocket {
  bufferedAmount = 0;
  isTerminated = false;
  readonly sent: Buffer[] = [];
  send(data: Buffer): void {
    this.sent.push(data);
    this.bufferedAmount += data.length;
  }
  close(): void {}
  terminate(): void {
    this.isTerminated = true;
  }
}

function listenerOn(socket: LiveSocket): LiveListener {
  const listener = new LiveListener(socket, 0, true);
  listener.topics.add('sessions');
  return listener;
}

test('what waits for a client that reads nothing stays bounded', () => {
  const socket = new FullSocket();
  const listener = listenerOn(socket);
  for (let change = 0; change < 1_000; change += 1) listener.update('sessions', CHANGE, snapshot);
  expect(socket.bufferedAmount).toBeLessThan(512 * 1_024);
});

test('a client that reads again gets a snapshot in place of what it missed, and then changes', () => {
  const socket = new FullSocket();
  const listener = listenerOn(socket);
  for (let change = 0; change < 10; change += 1) listener.update('sessions', CHANGE, snapshot);
  socket.bufferedAmount = 0;
  const before = socket.sent.length;
  listener.update('sessions', undefined, snapshot);
  listener.update('sessions', CHANGE, snapshot);
  expect(socket.sent.slice(before).map(String)).toEqual(['snapshot', String(CHANGE)]);
});

test('a client that reads nothing for 30 s is cut off', () => {
  const socket = new FullSocket();
  const listener = listenerOn(socket);
  socket.bufferedAmount = 1_000_000;
  for (let second = 1; second <= 30; second += 1) listener.tick(second * 1_000, PING);
  expect(socket.isTerminated).toBe(false);
  listener.tick(31_000, PING);
  expect(socket.isTerminated).toBe(true);
});
