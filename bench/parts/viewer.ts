// A viewer of a bench: reads a live stream as fast as it comes and notices what a decoder would.

import { get, type ClientRequest } from 'node:http';
import { checkTransportStream, type Findings } from '../../test/fakes/ts-checker.ts';

export class Viewer {
  readonly #chunks: Buffer[] = [];
  readonly #request: ClientRequest;
  /** Milliseconds to the first byte; rejects when the answer is no stream. */
  readonly firstByteMs: Promise<number>;
  bytes = 0;
  isOpen = true;

  /** @param keeps whether what it sees is kept for `findings` */
  constructor(url: string, keeps = true) {
    const startedMs = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.firstByteMs = promise;
    this.#request = get(url, { agent: false }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.on('data', (chunk: Buffer) => {
        resolve(performance.now() - startedMs);
        this.bytes += chunk.length;
        if (keeps) this.#chunks.push(chunk);
      });
      response.on('close', () => {
        this.isOpen = false;
      });
      response.on('error', () => undefined);
    });
    this.#request.on('error', reject);
    promise.catch(() => undefined);
  }

  findings(): Findings {
    const bytes = Buffer.concat(this.#chunks);
    return checkTransportStream(bytes.subarray(0, bytes.length - (bytes.length % 188)));
  }

  leave(): void {
    this.#request.destroy();
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The value below which a share of the sorted values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
