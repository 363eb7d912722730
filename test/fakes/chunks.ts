// Bytes as an asynchronous source, in pieces of any size.

/** @param sizes piece sizes, used again and again; one piece for none */
export async function* inChunks(bytes: Uint8Array | string, sizes: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(bytes as Uint8Array);
  let at = 0;
  for (let piece = 0; at < whole.byteLength; piece += 1) {
    const size = sizes.length === 0 ? whole.byteLength : Math.max(1, sizes[piece % sizes.length]!);
    yield whole.subarray(at, at + size);
    at += size;
  }
}

export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}
