// The iptv-org database of channels, as its API's files have it (github.com/iptv-org/api; Unlicense).

import * as z from 'zod';

const COUNTRY = z.string().regex(/^[a-z]{2}$/i);
const names = z.array(z.string()).nullish();

const channelRow = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  alt_names: names,
  native_name: z.string().nullish(),
  country: COUNTRY,
  closed: z.string().nullish(),
  replaced_by: z.string().nullish(),
});

const feedRow = z.object({
  channel: z.string().min(1),
  id: z.string().min(1),
  name: z.string().min(1),
  alt_names: names,
  is_main: z.boolean().nullish(),
  /** `c/DE`, `s/CA-ON`, `r/EUR`, `ct/…`. */
  broadcast_area: names,
});

export interface DatabaseChannel {
  /** `BBCOne.uk`. */
  readonly id: string;
  /** The usual name first. */
  readonly names: readonly string[];
  /** Lower case, `uk` for the United Kingdom. */
  readonly country: string;
  /** The channel that goes on in its place; empty for one that is not closed. */
  readonly successor: string;
}

export interface DatabaseFeed {
  /** Of its channel. */
  readonly channelId: string;
  /** `London`; with the channel's name it is the feed's. */
  readonly id: string;
  readonly names: readonly string[];
  readonly isMain: boolean;
  /** Countries in which it can be received, as far as they are named one by one. */
  readonly countries: readonly string[];
}

type Entries = AsyncIterable<unknown> | Iterable<unknown>;

export interface ReadRows<Row> {
  readonly rows: readonly Row[];
  /** Entries that are not what they should be. */
  readonly skippedCount: number;
}

/** @param entries of `channels.json` */
export const readChannelRows = (entries: Entries): Promise<ReadRows<DatabaseChannel>> =>
  readRows(entries, channelRow, ({ id, name, alt_names, native_name, country, closed, replaced_by }) => ({
    id,
    names: unique([name, ...(alt_names ?? []), native_name ?? '']),
    country: country.toLowerCase(),
    successor: closed ? (replaced_by?.split('@', 1)[0] ?? '') : '',
  }));

/** @param entries of `feeds.json` */
export const readFeedRows = (entries: Entries): Promise<ReadRows<DatabaseFeed>> =>
  readRows(entries, feedRow, ({ channel, id, name, alt_names, is_main, broadcast_area }) => ({
    channelId: channel,
    id,
    names: unique([name, ...(alt_names ?? [])]),
    isMain: is_main === true,
    countries: (broadcast_area ?? []).flatMap((area) => /^c\/([a-z]{2})$/i.exec(area)?.[1]?.toLowerCase() ?? []),
  }));

async function readRows<Raw, Row>(
  entries: Entries,
  schema: z.ZodType<Raw>,
  rowOf: (raw: Raw) => Row,
): Promise<ReadRows<Row>> {
  const rows: Row[] = [];
  let skippedCount = 0;
  for await (const entry of entries) {
    const read = schema.safeParse(entry);
    if (read.success) rows.push(rowOf(read.data));
    else skippedCount += 1;
  }
  return { rows, skippedCount };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts.map((text) => text.trim()))].filter(Boolean);
