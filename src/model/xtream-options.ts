// What a person chooses of an Xtream panel, besides where it is.

import * as z from 'zod';

const selection = z.strictObject({
  /** Whether this kind is read at all. */
  take: z.boolean().default(true),
  /** Ids or names of categories; empty takes all of them. */
  include: z.array(z.string().max(500)).max(5_000).default([]),
  /** Of those, which not. */
  exclude: z.array(z.string().max(500)).max(5_000).default([]),
});

const PANEL_OUTPUTS = ['ts', 'm3u8'] as const;

export const xtreamOptions = z.strictObject({
  kind: z.literal('xtream'),
  /** How live streams are asked for. */
  output: z.enum(PANEL_OUTPUTS).default('ts'),
  live: selection.prefault({}),
  movies: selection.prefault({}),
  series: selection.prefault({}),
  /** Further logins of the same panel: their connections and the first one's are one pool. Secrets. */
  logins: z
    .array(
      z.strictObject({
        username: z.string().min(1).max(256),
        password: z.string().min(1).max(256),
        /** Connections that it allows at once; null is what the panel says of it, or the first login's limit. */
        max_connections: z.int().min(1).max(1_000).nullable().default(null),
      }),
    )
    .max(20)
    .default([]),
  /** Hours to add to the times in addresses of catch-up, for panels that name a wrong zone. */
  catchup_correction_hours: z.number().min(-14).max(14).default(0),
});

export type XtreamOptions = z.output<typeof xtreamOptions>;
export type CategorySelection = z.output<typeof selection>;

export const defaultXtreamOptions: XtreamOptions = xtreamOptions.parse({ kind: 'xtream' });
