// A provider of live HLS on port 0: a sliding window of segments made as time goes by, faster than the real thing, with the
// habits and faults of the field: keys, ranges, cookies, signatures, redirects, disguises, gaps and restarts.

import { createCipheriv } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { fairMs } from './fast-clock.ts';
import { PICTURE_MS, TransportStream, type TransportStreamOptions } from './transport-stream.ts';

/** A multiple of three, so that each begins with tables, and of the pictures in a group. */
const PICTURES = 48;
const SEGMENT_SECONDS = (PICTURES * PICTURE_MS) / 1_000;

export type Disguise = 'none' | 'png' | 'gzip' | 'html' | 'empty' | 'random' | 'fragments';

export interface HlsOriginOptions {
  /** 10 makes ten seconds of video in one. */
  readonly speed?: number;
  readonly window?: number;
  readonly firstSequence?: number;
  readonly stream?: TransportStreamOptions;
  /** Sound alone for `/sound.m3u8`, named by `/master.m3u8`. */
  readonly sound?: TransportStreamOptions;
  readonly isEncrypted?: boolean;
  readonly isRanged?: boolean;
  /** Ranges are asked for and whole files sent. */
  readonly ignoresRanges?: boolean;
  readonly disguise?: Disguise;
  /** The playlist hands out a cookie, and keys and segments ask for it. */
  readonly hasCookies?: boolean;
  /** Addresses are good for one reload. */
  readonly isSigned?: boolean;
  readonly redirectsTo?: string;
  /** Everything is listed, and nothing comes after it. */
  readonly isVod?: boolean;
}

export interface HlsRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface HlsOrigin {
  readonly url: string;
  readonly requests: readonly HlsRequest[];
  /** Sockets open now. */
  readonly connections: number;
  /** While true, the list does not go on. */
  isFrozen: boolean;
  isEmpty: boolean;
  isEnded: boolean;
  /** Status for paths that match; the playlist included. */
  refuse: { readonly path: RegExp; readonly status: number } | undefined;
  /** The encoder starts anew: numbers, clock and counters from the beginning. */
  restart(breaksAt?: 'announced' | 'unannounced'): void;
  /** Cuts the next segment in the middle, once. */
  cutNext(): void;
  close(): Promise<void>;
}

export async function startHlsOrigin(options: HlsOriginOptions = {}): Promise<HlsOrigin> {
  const origin = new Origin(options);
  await origin.start();
  return origin;
}

interface Made {
  readonly picture: Buffer;
  readonly sound: Buffer;
  readonly isBreak: boolean;
}

const KEY = Buffer.from('0123456789abcdef');
const RANGE_GAP = 1_000;

class Origin implements HlsOrigin {
  isFrozen = false;
  isEmpty = false;
  isEnded = false;
  refuse: { readonly path: RegExp; readonly status: number } | undefined;
  readonly requests: HlsRequest[] = [];
  readonly #options: HlsOriginOptions;
  readonly #sockets = new Set<Socket>();
  readonly #made: Made[] = [];
  #firstSequence: number;
  #run = 0;
  #isBreak = false;
  #stream: TransportStream;
  #sound: TransportStream | undefined;
  #startMs = fairMs();
  #frozenAt: number | undefined;
  #signature = 0;
  #cuts = 0;
  readonly #http = createServer((request, response) => this.#answer(request, response));

  constructor(options: HlsOriginOptions) {
    this.#options = options;
    this.#firstSequence = options.firstSequence ?? 100;
    this.#stream = this.#newStream();
    this.#sound = options.sound && new TransportStream({ video: 'none', ...options.sound });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  async start(): Promise<void> {
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    });
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
  }

  restart(breaksAt: 'announced' | 'unannounced' = 'unannounced'): void {
    this.#run += 1;
    const numbers = this.#made.length;
    if (breaksAt === 'unannounced') {
      this.#made.length = 0;
      this.#firstSequence = 0;
      this.#startMs = fairMs();
    } else this.#isBreak = true;
    this.#stream = this.#newStream(numbers * PICTURES);
  }

  cutNext(): void {
    this.#cuts += 1;
  }

  close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#http.close(() => resolve());
    for (const socket of this.#sockets) socket.destroy();
    return promise;
  }

  /** After a restart the pictures' numbers go on, so that a checker sees what was repeated, and the clock does not. */
  #newStream(firstPicture = 0): TransportStream {
    return new TransportStream({
      picturesPerGroup: PICTURES / 2,
      pictureBytes: 600,
      ...this.#options.stream,
      firstPicture,
    });
  }

  /** As many as there are by now. */
  #make(): number {
    const { speed = 10, window = 6 } = this.#options;
    const passed = Math.floor(((fairMs() - this.#startMs) * speed) / (SEGMENT_SECONDS * 1_000));
    if (this.isFrozen) this.#frozenAt ??= passed;
    else this.#frozenAt = undefined;
    const count = window + (this.#options.isVod ? 0 : (this.#frozenAt ?? passed));
    while (this.#made.length < count) {
      const picture = this.#stream.pictures(PICTURES);
      const sound = this.#sound?.pictures(PICTURES) ?? Buffer.alloc(0);
      this.#made.push({ picture, sound, isBreak: this.#isBreak });
      this.#isBreak = false;
    }
    return count;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    this.requests.push({ path, headers: request.headers });
    response.on('error', () => undefined);
    const { hasCookies, isSigned, redirectsTo } = this.#options;
    if (this.refuse?.path.test(path)) return void response.writeHead(this.refuse.status).end('no');
    if (path.startsWith('/master')) return this.#master(response);
    if (path.startsWith('/live.m3u8') || path.startsWith('/sound.m3u8') || path.startsWith('/stream?')) {
      return this.#list(path.startsWith('/sound') ? 'sound' : 'picture', response);
    }
    if (hasCookies && !request.headers.cookie?.includes('session=one')) return void response.writeHead(403).end();
    if (isSigned && Number(/sig=(\d+)/.exec(path)?.[1]) < this.#signature - 1)
      return void response.writeHead(410).end();
    if (path.startsWith('/key')) return void response.end(KEY);
    if (redirectsTo !== undefined && !path.startsWith('/edge')) {
      return void response.writeHead(302, { location: `${redirectsTo || '/edge'}${path}` }).end();
    }
    this.#segment(request, response);
  }

  #master(response: ServerResponse): void {
    const sound = this.#sound ? '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="One",DEFAULT=YES,URI="sound.m3u8"\n' : '';
    const group = this.#sound ? ',AUDIO="a"' : '';
    response
      .writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' })
      .end(
        `#EXTM3U\n${sound}#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=16x9${group}\nsmall.m3u8\n` +
          `#EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=64x36${group}\nlive.m3u8\n`,
      );
  }

  #list(what: 'picture' | 'sound', response: ServerResponse): void {
    const { window = 6, isEncrypted, isRanged, hasCookies, isSigned, isVod } = this.#options;
    const count = this.#make();
    const from = count - window;
    this.#signature += 1;
    const query = isSigned ? `?sig=${this.#signature}` : '';
    const lines = ['#EXTM3U', '#EXT-X-TARGETDURATION:2', `#EXT-X-MEDIA-SEQUENCE:${this.#firstSequence + from}`];
    if (isEncrypted) lines.push(`#EXT-X-KEY:METHOD=AES-128,URI="key?run=${this.#run}"`);
    for (let index = from; index < count && !this.isEmpty; index += 1) {
      if (this.#made[index]?.isBreak) lines.push('#EXT-X-DISCONTINUITY');
      lines.push(`#EXTINF:${SEGMENT_SECONDS},`);
      const bytes = this.#bytesOf(index, what).length;
      if (isRanged) lines.push(`#EXT-X-BYTERANGE:${bytes}@${RANGE_GAP}`);
      lines.push(`${what}-${this.#run}-${index}.ts${query}`);
    }
    if (this.isEnded || isVod) lines.push('#EXT-X-ENDLIST');
    response
      .writeHead(200, {
        'content-type': 'application/vnd.apple.mpegurl',
        ...(hasCookies && { 'set-cookie': ['session=one; Path=/; HttpOnly', 'other=x; Max-Age=0'] }),
      })
      .end(`${lines.join('\n')}\n`);
  }

  #segment(request: IncomingMessage, response: ServerResponse): void {
    const match = /(picture|sound)-(\d+)-(\d+)\.ts/.exec(request.url ?? '');
    const isKnown = match && Number(match[2]) === this.#run && this.#made[Number(match[3])] !== undefined;
    if (!isKnown) return void response.writeHead(404).end();
    const bytes = this.#bytesOf(Number(match[3]), match[1] as 'picture' | 'sound');
    const { isRanged, ignoresRanges } = this.#options;
    if (this.#cuts > 0) {
      this.#cuts -= 1;
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 2_000), () => response.destroy());
    } else if (!isRanged) response.writeHead(200, { 'content-type': 'video/mp2t' }).end(bytes);
    else {
      const whole = Buffer.concat([Buffer.alloc(RANGE_GAP, 0x47), bytes, Buffer.alloc(RANGE_GAP, 0x47)]);
      const [, first, last] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      if (ignoresRanges) response.end(whole);
      else response.writeHead(206).end(whole.subarray(Number(first), Number(last) + 1));
    }
  }

  #bytesOf(index: number, what: 'picture' | 'sound'): Buffer {
    const plain = disguised(this.#made[index]?.[what] ?? Buffer.alloc(0), this.#options.disguise ?? 'none');
    if (!this.#options.isEncrypted) return plain;
    const iv = Buffer.alloc(16);
    iv.writeUInt32BE(this.#firstSequence + index, 12);
    const cipher = createCipheriv('aes-128-cbc', KEY, iv);
    return Buffer.concat([cipher.update(plain), cipher.final()]);
  }
}

function disguised(bytes: Buffer, disguise: Disguise): Buffer {
  if (disguise === 'png') {
    const header = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x47, 0x47, 0, 0x47]);
    return Buffer.concat([header, Buffer.alloc(333, 0x49), bytes]);
  }
  if (disguise === 'gzip') return gzipSync(bytes);
  if (disguise === 'html') return Buffer.from('<html><p>Too many connections</p></html>');
  if (disguise === 'random') return Buffer.alloc(50_000, 0x31);
  if (disguise === 'fragments') return Buffer.concat([Buffer.from('\0\0\0\x18ftypiso5'), bytes]);
  return disguise === 'empty' ? Buffer.alloc(0) : bytes;
}
