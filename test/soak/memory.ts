// What a process holds while it runs, sampled after a collection of garbage: levels are medians over a while, as a single look
// sees how far a socket's or a thread's buffers happen to be filled.

const MEBIBYTE = 1024 * 1024;
const EVERY_MS = 5_000;

export interface MemorySample {
  /** Since the beginning. */
  readonly atMs: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** Buffers, and whatever else V8 knows to be outside of its heap. */
  readonly externalBytes: number;
  /** Of `externalBytes`: what the rings hold on purpose. */
  readonly bufferedBytes: number;
}

export class MemoryRecord {
  readonly #samples: MemorySample[] = [];
  readonly #startedMs = performance.now();
  readonly #bufferedBytes: () => number;

  /** @param bufferedBytes what is held on purpose */
  constructor(bufferedBytes: () => number) {
    this.#bufferedBytes = bufferedBytes;
  }

  /** Call it often; it samples now and then. */
  tick(): void {
    const atMs = performance.now() - this.#startedMs;
    if (atMs < (this.#samples.at(-1)?.atMs ?? -EVERY_MS) + EVERY_MS) return;
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    this.#samples.push({
      atMs,
      residentBytes: rss,
      heapBytes: heapUsed,
      externalBytes: external,
      bufferedBytes: this.#bufferedBytes(),
    });
  }

  /** Medians of the samples between two instants. */
  level(fromMs: number, toMs: number): MemorySample {
    const samples = this.#samples.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    const median = (of: (sample: MemorySample) => number): number =>
      samples.map(of).toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
    return {
      atMs: fromMs,
      residentBytes: median((sample) => sample.residentBytes),
      heapBytes: median((sample) => sample.heapBytes),
      externalBytes: median((sample) => sample.externalBytes),
      bufferedBytes: median((sample) => sample.bufferedBytes),
    };
  }

  /** The most that buffers have held up to an instant: an allocator keeps what it once had, whatever is given back to it. */
  peakExternalBytes(toMs: number): number {
    return Math.max(...this.#samples.filter(({ atMs }) => atMs < toMs).map(({ externalBytes }) => externalBytes));
  }

  /** A line for each minute. */
  report(): string {
    const lastMs = this.#samples.at(-1)?.atMs ?? 0;
    const lines = ['minute  resident  heap  external  buffered (MiB)'];
    for (let fromMs = 0; fromMs < lastMs; fromMs += 60_000) {
      const { residentBytes, heapBytes, externalBytes, bufferedBytes } = this.level(fromMs, fromMs + 60_000);
      const figures = [residentBytes, heapBytes, externalBytes, bufferedBytes].map((bytes) =>
        (bytes / MEBIBYTE).toFixed(1).padStart(8),
      );
      lines.push(`${String(fromMs / 60_000 + 1).padStart(6)}${figures.join('')}`);
    }
    return lines.join('\n');
  }
}
