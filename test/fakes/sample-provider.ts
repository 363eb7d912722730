// A provider on port 0 that sends a real encoder's stream as MPEG-TS and as HLS, in its time or faster, and fails in the ways
// that providers fail in: from the moment on, and for everybody who asks again.

import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fairMs } from './fast-clock.ts';
import type { Sample } from './two-upstreams.ts';

export const FAULTS = ['end', 'reset', 'stall', 'garbage', '503', 'refuse', 'slow', 'trickle', 'HTML'] as const;
export type Fault = (typeof FAULTS)[number];
export const FORMS = ['http-ts', 'hls'] as const;
export type Form = (typeof FORMS)[number];

const SEGMENT_MS = 2_000;
const WINDOW = 4;
const TICK_MS = 20;
/** Of a provider that is too slow: 10 bytes now and then. */
const DRIBBLE_BYTES = 10;
/** Of one that trickles: so much of its own rate, and never silent. */
const TRICKLE_SHARE = 0.13;

export interface SampleProvider {
  url(form: Form): string;
  /** From now on it fails like this; undefined heals it. */
  fail(fault: Fault | undefined): Promise<void>;
  /** Responses that are being sent. */
  readonly open: number;
  readonly requestCount: number;
  close(): Promise<void>;
}

/** @param speed how many times faster than real time */
export async function startSampleProvider(sample: Sample, speed = 1): Promise<SampleProvider> {
  const provider = new Provider(sample, speed);
  await provider.start();
  return provider;
}

class Provider implements SampleProvider {
  readonly #sample: Sample;
  readonly #speed: number;
  readonly #server = createServer((request, response) => this.#answer(request.url ?? '', response));
  readonly #sockets = new Set<Socket>();
  readonly #live = new Set<ServerResponse>();
  readonly #startedMs: number;
  #frozenMs: number | undefined;
  #fault: Fault | undefined;
  #port = 0;
  requestCount = 0;

  constructor(sample: Sample, speed: number) {
    this.#sample = sample;
    this.#speed = speed;
    this.#startedMs = this.#passedMs();
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined);
    });
  }

  get open(): number {
    return this.#live.size;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  url(form: Form): string {
    return `http://127.0.0.1:${this.#port}/${form === 'hls' ? 'live.m3u8' : 'live.ts'}`;
  }

  async fail(fault: Fault | undefined): Promise<void> {
    const was = this.#fault;
    this.#fault = fault;
    this.#frozenMs = fault === undefined ? undefined : this.#nowMs();
    if (was === 'refuse') await this.start();
    if (fault === 'end' || fault === '503' || fault === 'HTML') for (const response of this.#live) response.end();
    if (fault === 'reset') for (const socket of this.#sockets) socket.resetAndDestroy();
    if (fault === 'refuse') await this.close();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #nowMs(): number {
    return (this.#passedMs() - this.#startedMs) * this.#speed + 20_000;
  }

  /** In step with whoever watches by a fast clock. */
  #passedMs(): number {
    return this.#speed === 1 ? performance.now() : fairMs();
  }

  #answer(path: string, response: ServerResponse): void {
    this.requestCount += 1;
    response.on('error', () => undefined);
    if (this.#fault === 'reset') return void response.socket?.resetAndDestroy();
    if (this.#fault === '503') return void response.writeHead(503).end();
    if (this.#fault === 'HTML')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sorry</html>');
    if (path === '/live.m3u8') return this.#list(response);
    const segment = /^\/(\d+)\.ts$/.exec(path);
    if (segment) return this.#sendSegment(Number(segment[1]), response);
    response.writeHead(200, { 'content-type': 'video/mp2t' });
    if (this.#fault === 'end') return void response.end();
    this.#goLive(response);
  }

  #list(response: ServerResponse): void {
    const fault = this.#fault;
    const isFrozen = fault === 'stall' || fault === 'end';
    const next = Math.floor((isFrozen ? this.#frozenMs! : this.#nowMs()) / SEGMENT_MS);
    const first = next - WINDOW;
    const segments = Array.from({ length: WINDOW }, (_, index) => `#EXTINF:2.0,\n${first + index}.ts\n`);
    response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' });
    response.end(
      `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:${first}\n${segments.join('')}${fault === 'end' ? '#EXT-X-ENDLIST\n' : ''}`,
    );
  }

  #sendSegment(index: number, response: ServerResponse): void {
    const bytes = this.#sample.between(index * SEGMENT_MS, (index + 1) * SEGMENT_MS);
    response.writeHead(200, { 'content-type': 'video/mp2t' });
    if (this.#fault === 'garbage') return void response.end(randomBytes(bytes.length));
    if (this.#fault === 'slow') return this.#dribble(bytes, response);
    if (this.#fault === 'trickle') return this.#trickle(bytes, response);
    response.end(bytes);
  }

  #dribble(bytes: Buffer, response: ServerResponse): void {
    let at = 0;
    const timer = setInterval(() => response.write(bytes.subarray(at, (at += DRIBBLE_BYTES))), TICK_MS);
    response.on('close', () => clearInterval(timer));
  }

  /** A whole segment, in more than its time. */
  #trickle(bytes: Buffer, response: ServerResponse): void {
    const share = (TICK_MS * this.#speed * TRICKLE_SHARE) / SEGMENT_MS;
    let at = 0;
    const timer = setInterval(() => {
      const from = at;
      at = Math.min(bytes.length, at + Math.ceil(bytes.length * share));
      if (at === bytes.length) response.end(bytes.subarray(from));
      else response.write(bytes.subarray(from, at));
    }, TICK_MS);
    response.on('close', () => clearInterval(timer));
  }

  #goLive(response: ServerResponse): void {
    this.#live.add(response);
    let sentMs = this.#nowMs() - 300;
    let lostMs = 0;
    let tickedMs = this.#nowMs();
    const timer = setInterval(() => {
      if (this.#fault === 'trickle') lostMs += (this.#nowMs() - tickedMs) * (1 - TRICKLE_SHARE);
      tickedMs = this.#nowMs();
      const nowMs = tickedMs - lostMs;
      if (nowMs - sentMs < 1) return;
      const bytes = this.#sample.between(sentMs, nowMs);
      sentMs = nowMs;
      if (this.#fault === 'stall') return;
      if (this.#fault === 'slow') {
        clearInterval(timer);
        this.#dribble(bytes, response);
      } else if (bytes.length > 0) response.write(this.#fault === 'garbage' ? randomBytes(bytes.length) : bytes);
    }, TICK_MS);
    response.on('close', () => {
      clearInterval(timer);
      this.#live.delete(response);
    });
  }
}
