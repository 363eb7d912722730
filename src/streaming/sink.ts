// What a viewer is to the streaming core: who it is, where its bytes go, and the handle by which it is held.

import type { ChannelId } from '../model/ids.ts';

export interface Viewer {
  readonly address: string;
  readonly userAgent: string;
  /** The output that brought it: `hdhomerun`, `m3u` … */
  readonly via: string;
  /** The stream profile that its client is to have, in place of the channel's usual one. */
  readonly profile?: string;
  /** Whose it is, and how many streams that one may have at the same time (null: no limit). */
  readonly account?: {
    readonly id: string;
    readonly name: string;
    readonly maxStreams: number | null;
    /** What it came with, as in `Rights`. */
    readonly pass: string | null;
  };
  /** Reads for others, who are viewers of their own: it keeps the channel on air, and is neither listed nor counted. */
  readonly isHidden?: boolean;
  /** Nothing is good for it but the channel's own picture: a slate in its place is none. */
  readonly wantsPicture?: boolean;
}

/** Where a subscription's bytes go. Chunks are shared with every other viewer: a sink reads them and never writes to them. */
export interface Sink {
  /** Takes a chunk of whole packets by reference. False: it is full, and wants nothing until `Subscription.drained`. */
  write(chunk: Uint8Array): boolean;
  /** Between the two, writes are gathered into one system call. `uncork` returns what the last write would have. */
  cork(): void;
  uncork(): boolean;
  /** Nothing more comes; called once, also when the viewer itself left. */
  end(): void;
}

export interface Subscription {
  readonly id: string;
  readonly channelId: ChannelId;
  /** Lets the bytes flow: PAT, PMT and a random-access picture first. Until then nothing is written to the sink. */
  start(): void;
  /** The sink can take more. */
  drained(): void;
  /** Bytes that reached the viewer by another way than its sink. */
  count(sentBytes: number): void;
  /** How often it read so slowly that it missed something. */
  readonly skips: number;
  /** How long it is to be sent nothing by such a way, in milliseconds: its limits, as they are now. */
  readonly waitMs: number;
  /** The viewer is gone, or shall go. Idempotent. */
  close(): void;
}
