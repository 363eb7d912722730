// A stream as columns of a row, and back.

import type { ProviderId, StreamId } from '../model/ids.ts';
import {
  STREAM_KINDS,
  type Catchup,
  type Stream,
  type StreamEntry,
  type StreamKind,
  type TitleFacts,
} from '../model/stream.ts';
import { digest53 } from './digest.ts';

/** What few streams have, as JSON in one column. */
interface Extra {
  readonly shift?: number;
  readonly catchup?: Catchup;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protected?: true;
  readonly title?: Partial<TitleFacts>;
}

/** Columns after `row`, `id` and `provider`, in the order in which they are bound. */
export type ContentColumns = readonly [
  kind: number,
  name: string,
  url: string,
  tvgId: string,
  tvgName: string,
  group: string,
  logoUrl: string,
  number: string,
  extra: string | null,
];

export const CONTENT_COLUMNS = 'kind, name, url, tvg_id, tvg_name, group_title, logo_url, number, extra';

const KIND_INDEX = new Map<StreamKind, number>(STREAM_KINDS.map((kind, index) => [kind, index]));

export const kindIndex = (kind: StreamKind): number => KIND_INDEX.get(kind)!;
const kindAt = (index: number): StreamKind => STREAM_KINDS[index]!;

export function toColumns(entry: StreamEntry): ContentColumns {
  return [
    kindIndex(entry.kind),
    entry.name,
    entry.url,
    entry.tvgId,
    entry.tvgName,
    entry.group,
    entry.logoUrl,
    entry.number,
    extraOf(entry),
  ];
}

/** 53-bit hash of everything a row says; equal rows are not written again. */
export function digestOf(entry: StreamEntry): number {
  const plain = `${entry.kind}\n${entry.name}\n${entry.url}\n${entry.tvgId}\n${entry.tvgName}\n${entry.group}\n`;
  const extra = extraOf(entry);
  return digest53(`${plain}${entry.logoUrl}\n${entry.number}\n${extra ?? ''}`);
}

/** One row of `SELECT id, <provider's id> AS provider_id, CONTENT_COLUMNS`. */
export function fromRow(row: Readonly<Record<string, unknown>>): Stream {
  const extra = (row['extra'] === null ? {} : JSON.parse(row['extra'] as string)) as Extra;
  return {
    id: row['id'] as StreamId,
    providerId: row['provider_id'] as ProviderId,
    kind: kindAt(row['kind'] as number),
    name: row['name'] as string,
    url: row['url'] as string,
    tvgId: row['tvg_id'] as string,
    tvgName: row['tvg_name'] as string,
    group: row['group_title'] as string,
    logoUrl: row['logo_url'] as string,
    number: row['number'] as string,
    guideShiftMinutes: extra.shift ?? 0,
    catchup: extra.catchup ?? null,
    headers: extra.headers ?? null,
    isProtected: extra.protected ?? false,
    ...(extra.title ? { title: extra.title } : {}),
  };
}

function extraOf(entry: StreamEntry): string | null {
  const isPlain = entry.guideShiftMinutes === 0 && !entry.catchup && !entry.headers && !entry.isProtected;
  if (isPlain && !entry.title) return null;
  const extra: Extra = {
    ...(entry.guideShiftMinutes === 0 ? {} : { shift: entry.guideShiftMinutes }),
    ...(entry.catchup ? { catchup: entry.catchup } : {}),
    ...(entry.headers ? { headers: entry.headers } : {}),
    ...(entry.isProtected ? { protected: true } : {}),
    ...(entry.title ? { title: entry.title } : {}),
  };
  return JSON.stringify(extra);
}
