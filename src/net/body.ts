// Takes a body's wrappings off: gzip and xz by their magic bytes, whatever the headers and the name say; with size caps.

import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import xz from 'xz-decompress';
import { AppError } from '../kernel/errors.ts';
import { KIBIBYTE, MEBIBYTE } from '../kernel/units.ts';

export type Chunks = AsyncIterable<Uint8Array>;

interface Wrapping {
  readonly magic: readonly number[];
  readonly unwrap: (chunks: Chunks) => Chunks;
}

const WRAPPINGS: readonly Wrapping[] = [
  { magic: [0x1f, 0x8b, 0x08], unwrap: gunzipped },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], unwrap: unxzed },
];
const MAGIC_BYTES = 6;
/** A `.gz` file that the server compresses once more for transport is usual; more layers than three are an attack. */
const MAX_LAYERS = 3;
const DECODED_CHUNK_BYTES = 64 * KIBIBYTE;

/** Lists and guides unfold to 10 or 30 times their size, the most repetitive ones to 100; gzip's own limit is 1,032, xz has none. */
const MOST_UNFOLDING = 200;
/** So much may come of anything: a small answer that is all the same letter is no attack. */
const UNFOLDS_FREELY_BYTES = 32 * MEBIBYTE;

/**
 * The plain bytes. Empty chunks are left out.
 * @throws AppError `net.truncated` (it ends inside a wrapping), `format.malformed`, `format.too-large` for a bomb, or what
 * `chunks` throws
 */
export async function* unwrapped(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let received = 0;
  let unfolded = 0;
  const counted = capped(chunks, Number.POSITIVE_INFINITY, (total) => (received = total));
  for await (const chunk of peeled(counted, MAX_LAYERS)) {
    unfolded += chunk.byteLength;
    if (unfolded > UNFOLDS_FREELY_BYTES && unfolded > received * MOST_UNFOLDING) {
      throw new AppError('format.too-large', `The data unfolds to more than ${MOST_UNFOLDING} times its size`);
    }
    yield chunk;
  }
}

async function* peeled(chunks: Chunks, layers: number): AsyncGenerator<Uint8Array> {
  const { head, whole } = await peeked(chunks, MAGIC_BYTES);
  const wrapping = WRAPPINGS.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
  if (!wrapping) yield* whole;
  else if (layers === 0) throw new AppError('format.malformed', 'The data is compressed again and again');
  else yield* peeled(wrapping.unwrap(whole), layers - 1);
}

/** Hands chunks on until there are more bytes than allowed. @throws AppError `format.too-large` */
export async function* capped(
  chunks: Chunks,
  maxBytes: number,
  onBytes?: (total: number) => void,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.byteLength;
    if (total > maxBytes) throw new AppError('format.too-large', `The data is larger than ${maxBytes} bytes`);
    onBytes?.(total);
    yield chunk;
  }
}

/** The first bytes (fewer when there are no more), and everything with them still in front. */
async function peeked(chunks: Chunks, byteCount: number): Promise<{ head: Uint8Array; whole: Chunks }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = new Uint8Array();
  while (head.byteLength < byteCount) {
    const next = await iterator.next();
    if (next.done) break;
    head = head.byteLength === 0 ? new Uint8Array(next.value) : Buffer.concat([head, next.value]);
  }
  return { head, whole: rejoined(head, iterator) };
}

async function* rejoined(head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.byteLength > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

async function* gunzipped(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let sourceError: unknown;
  const source = telling(chunks, (error) => (sourceError = error));
  const gunzip = createGunzip({ chunkSize: DECODED_CHUNK_BYTES });
  pipeline(source, gunzip, () => undefined); // its error is thrown by the loop
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    throw sourceError ?? wrappingError(error, 'gzip');
  }
}

async function* unxzed(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let sourceError: unknown;
  const source = telling(chunks, (error) => (sourceError = error));
  try {
    for await (const chunk of new xz.XzReadableStream(ReadableStream.from(source))) yield chunk;
  } catch (error) {
    throw sourceError ?? wrappingError(error, 'xz');
  }
}

/** Tells what its chunks threw, so that it is not taken for the decoder's own error. */
async function* telling(chunks: Chunks, onError: (error: unknown) => void): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    onError(error);
    throw error;
  }
}

/** Z_BUF_ERROR of zlib and code 8 of xz-embedded mean that the input ended early, everything else that it is damaged. */
function wrappingError(error: unknown, format: string): AppError {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const endedEarly = code === 'Z_BUF_ERROR' || (message ?? '').endsWith('error code 8');
  return endedEarly
    ? new AppError('net.truncated', `The ${format} data ends too early`, { cause: error, retryable: true })
    : new AppError('format.malformed', `The ${format} data is damaged`, { cause: error, retryable: true });
}
