// Providers to be checked: every path answers after 50 ms with the beginning of a stream, and stays open. Counts connections
// by the first part of the path.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { TransportStream } from '../../test/fakes/transport-stream.ts';
import { answer } from './child.ts';

const LATENCY_MS = 50;
const stream = new TransportStream();
const beginning = Buffer.concat(Array.from({ length: 12 }, () => stream.next()));
const open = new Map<string, number>();
const peak = new Map<string, number>();
let openCount = 0;
let peakCount = 0;

/** Ends that came before a request are told at the end of the loop's turn: behind it. */
async function measure(provider: string): Promise<void> {
  await setImmediate();
  await setImmediate();
  peakCount = Math.max(peakCount, openCount);
  peak.set(provider, Math.max(peak.get(provider) ?? 0, open.get(provider)!));
}

const server = createServer((request, response) => {
  const provider = request.url!.split('/')[1]!;
  open.set(provider, (open.get(provider) ?? 0) + 1);
  openCount += 1;
  void measure(provider);
  response.on('error', () => undefined);
  let isOpen = true;
  const over = (): void => {
    if (!isOpen) return;
    isOpen = false;
    openCount -= 1;
    open.set(provider, open.get(provider)! - 1);
  };
  request.socket.once('end', over); // the client has closed it: of its own side Node tells turns of its loop later
  response.once('close', over);
  setTimeout(() => {
    if (!response.destroyed) response.writeHead(200, { 'content-type': 'video/mp2t' }).write(beginning);
  }, LATENCY_MS);
});
server.listen(0, '127.0.0.1', () => {
  answer({
    port: () => (server.address() as AddressInfo).port,
    peaks: () => ({ ...Object.fromEntries(peak), all: peakCount }),
  });
});
