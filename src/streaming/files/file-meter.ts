// What one player has had of one file: whose it is, how much, how far it is, and what befell it. Plain counts: one addition a
// chunk.

import type { StreamSource } from '../../model/stream.ts';
import type { Viewer } from '../sink.ts';

/** Less in a row is a look at an index, not watching. */
const LEAST_IN_A_ROW = 8 * 1024 * 1024;

export interface FileView {
  /** The same for as long as the player has it open. */
  readonly id: string;
  /** As in `FileRequest`: the group where there is one. */
  readonly key: string;
  readonly viewer: Viewer;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly bytes_sent: number;
  /** Another source than the first had it; null before one has answered. */
  readonly source: Pick<StreamSource, 'name' | 'providerId' | 'streamId'> | null;
  readonly failover_count: number;
  /** How often its connection broke and the file was gone on with. */
  readonly stall_count: number;
  /** Of the file's length, 0 to 1; null while that is not known. */
  readonly progress: number | null;
}

export class FileMeter {
  readonly #fixed: Pick<FileView, 'id' | 'key' | 'since' | 'viewer'>;
  source: FileView['source'] = null;
  failovers = 0;
  stalls = 0;
  #bytes = 0;
  #progress: number | null = null;

  constructor(fixed: Pick<FileView, 'id' | 'key' | 'since' | 'viewer'>) {
    this.#fixed = fixed;
  }

  /** @param from where this request began, `at` where it is now, `total` how long the file is */
  add(count: number, { from, at, total }: { from: number; at: number; total: number | undefined }): void {
    this.#bytes += count;
    if (total !== undefined && total > 0 && at - from >= LEAST_IN_A_ROW) this.#progress = at / total;
  }

  view(): FileView {
    return {
      ...this.#fixed,
      bytes_sent: this.#bytes,
      source: this.source,
      failover_count: this.failovers,
      stall_count: this.stalls,
      progress: this.#progress,
    };
  }
}
