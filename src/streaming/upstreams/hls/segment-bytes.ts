// The bytes of one segment: from memory or fetched, its range taken, decrypted and unzipped, tried again where it broke off.

import { createDecipheriv, type Decipheriv } from 'node:crypto';
import { sleep, type Clock } from '../../../kernel/clock.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Segment, SegmentKey, SegmentMap } from '../../../formats/hls/playlist.ts';
import { unwrapped, type Chunks } from '../../../net/body.ts';
import { notVideo } from '../../../net/stream-answer.ts';
import type { Origin } from './origin.ts';
import type { RecentSegments } from './recent.ts';

const ATTEMPTS = 3;
const RETRY_MS = 300;
/** A larger one is played, but not kept. */
const MOST_KEPT_BYTES = 8 * 1_024 * 1_024;
const MOST_KEYS = 16;

export interface SegmentReaderOptions {
  readonly origin: Origin;
  readonly recent: RecentSegments;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export class SegmentReader {
  readonly #options: SegmentReaderOptions;
  readonly #keys = new Map<string, Uint8Array>();

  constructor(options: SegmentReaderOptions) {
    this.#options = options;
  }

  /** @throws AppError why it cannot be had, after trying again where that may help; the signal's reason */
  async *read(segment: Segment): AsyncGenerator<Uint8Array> {
    const name = nameOf(segment);
    const known = this.#options.recent.get(name);
    if (known) {
      yield* known;
      return;
    }
    let kept: Uint8Array[] | undefined = [];
    let keptBytes = 0;
    for await (const chunk of this.#fetched(segment)) {
      keptBytes += chunk.length;
      if (keptBytes > MOST_KEPT_BYTES) kept = undefined;
      kept?.push(chunk);
      yield chunk;
    }
    if (kept) this.#options.recent.put(name, kept);
  }

  /** What comes before fragments. */
  async map(map: SegmentMap): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const chunk of this.#fetched({ ...map, sequence: 0 })) parts.push(chunk);
    return Buffer.concat(parts);
  }

  async *#fetched(piece: Piece): AsyncGenerator<Uint8Array> {
    let delivered = 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        let at = 0;
        for await (const chunk of this.#attempt(piece)) {
          const news = chunk.subarray(Math.max(0, Math.min(chunk.length, delivered - at)));
          at += chunk.length;
          delivered = Math.max(delivered, at);
          if (news.length > 0) yield news;
        }
        if (delivered > 0) return;
        throw new AppError('upstream.empty', 'A segment is empty', { retryable: true });
      } catch (error) {
        this.#options.signal.throwIfAborted();
        const mayHelp = error instanceof AppError && error.retryable && error.code !== 'upstream.not-video';
        if (!mayHelp || attempt === ATTEMPTS) throw error;
      }
      await sleep(this.#options.clock, RETRY_MS * attempt, this.#options.signal);
    }
  }

  async *#attempt({ url, range, key, sequence }: Piece): AsyncGenerator<Uint8Array> {
    const decipher = key && (await this.#decipher(key, sequence));
    const { chunks, contentType } = await this.#options.origin.bytes(url, range);
    let isFirst = true;
    for await (const chunk of unwrapped(decipher ? decrypted(chunks, decipher) : chunks)) {
      const refused = isFirst && !decipher ? notVideo(neutral(contentType), chunk) : undefined;
      if (refused) throw refused;
      isFirst = false;
      yield chunk;
    }
  }

  async #decipher(key: SegmentKey, sequence: number): Promise<Decipheriv> {
    if (key.method !== 'AES-128') throw new AppError('upstream.unsupported', `The stream is protected (${key.method})`);
    const secret = this.#keys.get(key.url) ?? (await this.#options.origin.key(key.url));
    this.#keys.delete(key.url);
    this.#keys.set(key.url, secret);
    for (const oldest of this.#keys.keys()) if (this.#keys.size > MOST_KEYS) this.#keys.delete(oldest);
    return createDecipheriv('aes-128-cbc', secret, key.iv ?? ivOf(sequence));
  }
}

type Piece = Pick<Segment, 'url' | 'range' | 'key' | 'sequence'>;

async function* decrypted(chunks: Chunks, decipher: Decipheriv): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    const plain = decipher.update(chunk);
    if (plain.length > 0) yield plain;
  }
  try {
    const rest = decipher.final();
    if (rest.length > 0) yield rest;
  } catch (error) {
    const cause = { cause: error, retryable: true };
    throw new AppError('net.truncated', 'An encrypted segment is not whole, or its key is wrong', cause);
  }
}

/** The media sequence number as 128 bits (RFC 8216, 5.2). */
function ivOf(sequence: number): Uint8Array {
  const iv = new Uint8Array(16);
  new DataView(iv.buffer).setBigUint64(8, BigInt.asUintN(64, BigInt(sequence)));
  return iv;
}

/** Segments come as pictures, style sheets and text, so only what they begin with tells a page. */
const neutral = (contentType: string): string => (/html|json|xml/i.test(contentType) ? contentType : '');

const nameOf = ({ url, range, key, sequence }: Piece): string =>
  `${url} ${range ? `${range.offset}+${range.length}` : ''} ${key ? sequence : ''}`;
