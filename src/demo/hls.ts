// The demo's channels as live HLS, cut from the same loops: two seconds a segment, six in the list, and what a pressed fault
// does to them.

import { createCipheriv, randomBytes, randomFillSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { writeMasterPlaylist, writeMediaPlaylist } from '../formats/hls/write.ts';
import type { Clock } from '../kernel/clock.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { DemoChannel } from './channels.ts';
import type { Fault, Faults } from './faults.ts';
import { EXPIRED_PAGE, type Live } from './live.ts';
import { SEGMENT_SECONDS } from './loop.ts';

const LISTED = 6;
const HLS_TYPE = 'application/vnd.apple.mpegurl';
/** Who has asked within this time counts as connected, as panels do it. */
const CONNECTED_MS = 6 * SECOND_MS;
const BANDWIDTH = 500_000;
/** A segment under the fault `slow`: in so many pieces, this far apart, which is a third of its pace. */
const SLOW_PIECES = 60;
const SLOW_PIECE_MS = 100;

export interface HlsOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly live: Live;
}

/** What is asked of a channel: a list of lists, its list, a segment by number, or the key. */
export type HlsFile = 'master' | 'list' | 'key' | number;

export class DemoHls {
  readonly #options: HlsOptions;
  readonly #key = randomBytes(16);
  readonly #askedMs = new Map<number, number>();
  /** Last segment listed while a channel stands still. */
  readonly #frozen = new Map<number, number>();

  constructor(options: HlsOptions) {
    this.#options = options;
  }

  connections(number: number): number {
    const askedMs = this.#askedMs.get(number);
    return askedMs !== undefined && this.#options.clock.monotonicMs() - askedMs < CONNECTED_MS ? 1 : 0;
  }

  answer(channel: DemoChannel, file: HlsFile, response: ServerResponse): void {
    const fault = this.#options.faults.of(channel.number);
    if (fault !== 'stall') this.#frozen.delete(channel.number);
    response.on('error', () => undefined); // a client who leaves in the middle of a write
    if (fault === 'refuse') {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('connection limit reached\n');
      return;
    }
    if (fault === 'html') response.writeHead(200, { 'content-type': 'text/html' }).end(EXPIRED_PAGE);
    else if (fault === 'reset') response.socket?.resetAndDestroy();
    else {
      this.#askedMs.set(channel.number, this.#options.clock.monotonicMs());
      this.#send(channel, file, { response, fault });
    }
  }

  #send(channel: DemoChannel, file: HlsFile, { response, fault }: Asked): void {
    if (typeof file === 'number') this.#sendSegment(channel, file, { response, fault });
    else if (file === 'key') response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(this.#key);
    else {
      const text = file === 'master' ? writeMasterPlaylist('index.m3u8', BANDWIDTH) : this.#list(channel, fault);
      response.writeHead(200, { 'content-type': HLS_TYPE, 'cache-control': 'no-cache' }).end(text);
    }
  }

  #list({ number, hls }: DemoChannel, fault: Fault | undefined): string {
    const newest = this.#newest(number, fault);
    const text = writeMediaPlaylist({
      targetSeconds: SEGMENT_SECONDS,
      firstSequence: newest - LISTED + 1,
      breaksBefore: 0,
      isIndependent: true,
      segments: Array.from({ length: LISTED }, (_, index) => ({
        uri: `/live/${number}/${newest - LISTED + 1 + index}.ts`,
        seconds: SEGMENT_SECONDS,
        isBreak: false,
      })),
    });
    const key = hls === 'encrypted' ? `#EXT-X-KEY:METHOD=AES-128,URI="/live/${number}/key"\n` : '';
    const end = fault === 'end' ? '#EXT-X-ENDLIST\n' : '';
    return `${text.replace('#EXTINF', `${key}#EXTINF`)}${end}`;
  }

  /** The last one that is whole. */
  #newest(number: number, fault: Fault | undefined): number {
    const newest = Math.floor(this.#options.live.elapsedMs / (SEGMENT_SECONDS * SECOND_MS)) - 1;
    if (fault !== 'stall') return newest;
    const frozen = this.#frozen.get(number) ?? newest;
    this.#frozen.set(number, frozen);
    return frozen;
  }

  #sendSegment(channel: DemoChannel, sequence: number, { response, fault }: Asked): void {
    const newest = this.#newest(channel.number, fault);
    if (sequence > newest || sequence < newest - 2 * LISTED) return void response.writeHead(404).end();
    const plain = this.#options.live.loopOf(channel).segment(sequence);
    const bytes = fault === 'garbage' ? randomFillSync(new Uint8Array(plain.length)) : plain;
    const body = channel.hls === 'encrypted' ? this.#encrypted(bytes, sequence) : bytes;
    response.writeHead(200, { 'content-type': 'video/mp2t', 'content-length': body.length });
    if (fault === 'slow') this.#trickle(body, response);
    else response.end(body);
  }

  #trickle(body: Uint8Array, response: ServerResponse): void {
    const size = Math.ceil(body.length / SLOW_PIECES);
    let at = 0;
    const timer = this.#options.clock.every(SLOW_PIECE_MS, () => {
      response.write(body.subarray(at, (at += size)));
      if (at >= body.length) response.end();
    });
    response.on('close', () => timer.cancel());
  }

  #encrypted(bytes: Uint8Array, sequence: number): Uint8Array {
    const iv = Buffer.alloc(16);
    iv.writeUInt32BE(sequence, 12);
    const cipher = createCipheriv('aes-128-cbc', this.#key, iv);
    return Buffer.concat([cipher.update(bytes), cipher.final()]);
  }
}

interface Asked {
  readonly response: ServerResponse;
  readonly fault: Fault | undefined;
}
