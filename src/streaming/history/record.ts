// What has happened on air, as it is kept: bounded lists that fit a small document.

import * as z from 'zod';

export const HAPPENING_KINDS = ['started', 'switched', 'restarted', 'failed', 'refused', 'ended'] as const;

const happening = z.strictObject({
  /** Grows by one each. */
  id: z.int(),
  kind: z.enum(HAPPENING_KINDS),
  /** Epoch milliseconds; of several that were alike, the last. */
  at: z.number(),
  channel_id: z.string(),
  channel_name: z.string(),
  /** The stream it went to, or that failed; empty where there is none. */
  stream_id: z.string(),
  stream_name: z.string(),
  provider_id: z.string().nullable(),
  /** An error's code, `moved`, `returned`, `excluded`; empty without one. */
  reason: z.string(),
  message: z.string(),
  /** Of a switch: between the last packet of the one and the picture of the other. */
  gap_ms: z.number().nullable(),
  /** How many alike in a row: a stream that is tried again and again fails once. */
  count: z.int(),
});

const failedStream = z.strictObject({
  stream_id: z.string(),
  stream_name: z.string(),
  provider_id: z.string(),
  channel_id: z.string(),
  channel_name: z.string(),
  failure_count: z.int(),
  /** Epoch milliseconds. */
  failed_at: z.number(),
  reason: z.string(),
  message: z.string(),
});

const watched = z.strictObject({
  /** `2026-11-26`, in UTC. */
  day: z.string(),
  channels: z.record(z.string(), z.strictObject({ name: z.string(), seconds: z.number() })),
});

export const airRecord = z.strictObject({
  happenings: z.array(happening).default([]),
  failed_streams: z.array(failedStream).default([]),
  watched: z.array(watched).default([]),
});

export type AirRecord = z.output<typeof airRecord>;
export type Happening = z.output<typeof happening>;
export type FailedStream = z.output<typeof failedStream>;

export interface WatchedChannel {
  readonly channel_id: string;
  readonly channel_name: string;
  /** Of all its viewers together. */
  readonly watched_seconds: number;
}
