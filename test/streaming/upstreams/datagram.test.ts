// Real datagrams on this machine: one sender, groups, RTP in disorder, and what is left when it ends.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { ProviderId, StreamId } from '../../../src/model/ids.ts';
import { createDatagramKind } from '../../../src/streaming/upstreams/datagram.ts';
import type { Upstream } from '../../../src/streaming/upstream.ts';
import { rtpPacket } from '../../fakes/rtp.ts';

const LOOPBACK = '127.0.0.1';
const kind = createDatagramKind({ multicastInterface: () => LOOPBACK });

/** A datagram's worth of packets, told apart by a byte. */
const packets = (mark: number): Buffer => {
  const bytes = Buffer.alloc(7 * 188, mark);
  for (let at = 0; at < bytes.length; at += 188) bytes[at] = 0x47;
  return bytes;
};

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

interface Received {
  readonly upstream: Upstream;
  readonly bytes: () => Buffer;
}

function dial(url: string, firstByteMs = 5_000): Received {
  const chunks: Uint8Array[] = [];
  const source = { streamId: 1 as StreamId, providerId: 'p' as ProviderId, name: 'One', url, headers: {} };
  expect(kind.accepts(source)).toBe(true);
  const limits = { connectMs: 1_000, firstByteMs };
  const upstream = kind.dial({ source, clock: systemClock, limits, onBytes: (chunk) => chunks.push(chunk) });
  onTestFinished(() => upstream.close());
  return { upstream, bytes: () => Buffer.concat(chunks) };
}

/** Sends to a place from time to time until the receiver has what it wants. */
async function sendUntil(datagrams: readonly Buffer[], port: number, to: string, isDone: () => boolean): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  if (to.startsWith('2')) socket.setMulticastInterface(LOOPBACK);
  for (let turn = 0; !isDone() && turn < 200; turn += 1) {
    for (const datagram of datagrams) socket.send(datagram, port, to);
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
  socket.close();
}

test('datagrams of one sender come as they are', async () => {
  const port = await freePort();
  const { bytes } = dial(`udp://@${LOOPBACK}:${port}`);
  await sendUntil([packets(1)], port, LOOPBACK, () => bytes().length > 0);
  expect(bytes().subarray(0, 7 * 188)).toEqual(packets(1));
});

test('a group is joined, and left when it is over', async () => {
  const port = await freePort();
  const { upstream, bytes } = dial(`udp://@239.77.1.1:${port}`);
  await sendUntil([packets(2)], port, '239.77.1.1', () => bytes().length > 0);
  expect(bytes().length).toBeGreaterThan(0);
  const inHex = '01014DEF'; // as /proc/net/igmp writes 239.77.1.1
  expect(readFileSync('/proc/net/igmp', 'utf8')).toContain(inHex);
  await upstream.close();
  expect(readFileSync('/proc/net/igmp', 'utf8')).not.toContain(inHex);
  expect((await upstream.over).code).toBe('upstream.ended');
});

test('another group on the same port is another stream', async () => {
  const port = await freePort();
  const wanted = dial(`udp://@239.77.2.1:${port}`);
  const other = dial(`udp://@239.77.2.2:${port}`);
  await sendUntil([packets(2)], port, '239.77.2.2', () => other.bytes().length > 0);
  await sendUntil([packets(1)], port, '239.77.2.1', () => wanted.bytes().length > 0);
  expect(wanted.bytes().includes(packets(2))).toBe(false);
});

test('from a group with a source only that source is taken', async () => {
  const port = await freePort();
  const wanted = dial(`udp://${LOOPBACK}@232.77.3.1:${port}`);
  const other = dial(`udp://10.99.99.99@232.77.3.1:${port}`);
  await sendUntil([packets(1)], port, '232.77.3.1', () => wanted.bytes().length > 0);
  expect(wanted.bytes().length).toBeGreaterThan(0);
  expect(other.bytes().length).toBe(0);
});

test('RTP is taken out of its packets and put in order, under either scheme', async () => {
  for (const scheme of ['udp', 'rtp']) {
    const port = await freePort();
    const { upstream, bytes } = dial(`${scheme}://@${LOOPBACK}:${port}`);
    const sent = [1, 3, 2, 4].map((sequence) => rtpPacket({ sequence, ssrc: 9, payload: packets(sequence) }));
    await sendUntil(sent, port, LOOPBACK, () => bytes().length >= 4 * 7 * 188);
    expect(bytes().subarray(0, 4 * 7 * 188)).toEqual(Buffer.concat([1, 2, 3, 4].map(packets)));
    await upstream.close();
  }
});

test('packets that were lost are counted for the log', async () => {
  const port = await freePort();
  const { upstream, bytes } = dial(`rtp://@${LOOPBACK}:${port}`);
  const sent = [1, 2, 500].map((sequence) => rtpPacket({ sequence, ssrc: 9, payload: packets(1) }));
  await sendUntil(sent, port, LOOPBACK, () => bytes().length >= 3 * 7 * 188);
  expect(upstream.messages?.[0]).toMatch(/\d+ RTP packets were lost/);
});

test('silence is not waited for longer than allowed', async () => {
  const { upstream } = dial(`udp://@${LOOPBACK}:${await freePort()}`, 50);
  expect(await upstream.over).toMatchObject({ code: 'upstream.timeout', retryable: true });
});

test('what is no transport stream is said to be none', async () => {
  const port = await freePort();
  const { upstream } = dial(`udp://@${LOOPBACK}:${port}`, 200);
  let isOver = false;
  void upstream.over.then(() => (isOver = true));
  await sendUntil([Buffer.from('hello')], port, LOOPBACK, () => isOver);
  expect((await upstream.over).code).toBe('upstream.not-video');
});

test('an address where somebody listens already is not taken from him', async () => {
  const port = await freePort();
  const socket = createSocket('udp4');
  socket.bind(port, LOOPBACK);
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  const { upstream } = dial(`udp://@${LOOPBACK}:${port}`);
  expect(await upstream.over).toMatchObject({ code: 'upstream.unavailable', retryable: true });
  await upstream.close();
});

test.each([
  ['udp://@239.77.1.1:22', 'net.bad-address'],
  ['udp://@239.77.1.1:5000?iface=nowhere9', 'net.bad-address'],
  ['udp://@239.77.1.1:5000?localaddr=203.0.113.200', 'upstream.unavailable'],
  ['udp://203.0.113.200:5000', 'upstream.unavailable'],
])('%s is over at once with %s', async (url, code) => {
  const { upstream } = dial(url);
  expect((await upstream.over).code).toBe(code);
  await upstream.close();
});
