// What has happened on air, as it is kept: bounded lists that fit a small document.

import * as z from 'zod';

export const HAPPENING_KINDS = ['started', 'switched', 'restarted', 'failed', 'refused', 'ended'] as const;

const happening = z.strictObject({
  /** Grows by one each. */
  id: z.int(),
  kind: z.enum(HAPPENING_KINDS),
  /** Epoch milliseconds; of several that were alike, the last. */
  at: z.number(),
  /** Of several that were alike, the first. */
  first_at: z.number(),
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

export const airRecord = z.strictObject({
  happenings: z.array(happening).default([]),
  failed_streams: z.array(failedStream).default([]),
});

export type AirRecord = z.output<typeof airRecord>;
export type Happening = z.output<typeof happening>;
export type FailedStream = z.output<typeof failedStream>;

/** The first shape kept what is watched most as well. */
export const AIR_MIGRATIONS = [
  (data: unknown): unknown => {
    const { watched: _, ...rest } = data as { readonly watched?: unknown };
    return rest;
  },
  /** The second shape told only when the last of several happened. */
  (data: unknown): unknown => {
    const { happenings = [], ...rest } = data as { readonly happenings?: readonly { readonly at: number }[] };
    return { ...rest, happenings: happenings.map((one) => ({ ...one, first_at: one.at })) };
  },
];
