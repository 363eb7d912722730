// Segments that were fetched lately, and how far each stream has been played: who dials a stream again, or a second time,
// goes on where it was and finds in memory what had been fetched ahead.

import type { Segment } from '../../../formats/hls/playlist.ts';

/** A stream that was played up to a segment within this time goes on after it. */
const RESUME_WITHIN_MS = 15_000;
const MOST_STREAMS = 256;

export interface RecentLimits {
  readonly bytes: number;
  readonly segments: number;
}

interface Kept {
  readonly chunks: readonly Uint8Array[];
  readonly bytes: number;
}

export class RecentSegments {
  readonly #limits: () => RecentLimits;
  /** Oldest use first. */
  readonly #kept = new Map<string, Kept>();
  readonly #played = new Map<string, { readonly segment: Segment; readonly atMs: number }>();
  #bytes = 0;

  constructor(limits: () => RecentLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  put(key: string, chunks: readonly Uint8Array[]): void {
    this.#forget(key);
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    this.#kept.set(key, { chunks, bytes });
    this.#bytes += bytes;
    const limits = this.#limits();
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= limits.bytes && this.#kept.size <= limits.segments) break;
      this.#forget(oldest);
    }
  }

  get(key: string): readonly Uint8Array[] | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.chunks;
  }

  /** @param stream what the playlist is known by */
  played(stream: string, segment: Segment, nowMs: number): void {
    this.#played.delete(stream);
    this.#played.set(stream, { segment, atMs: nowMs });
    for (const oldest of this.#played.keys()) if (this.#played.size > MOST_STREAMS) this.#played.delete(oldest);
  }

  lastPlayed(stream: string, nowMs: number): Segment | undefined {
    const played = this.#played.get(stream);
    return played && nowMs - played.atMs < RESUME_WITHIN_MS ? played.segment : undefined;
  }

  #forget(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}
