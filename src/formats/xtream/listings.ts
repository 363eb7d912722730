// The programmes of one channel, as `get_simple_data_table` and `get_short_epg` list them.

import { UNSAID, type Programme } from '../../model/programme.ts';
import { parseTimeshiftStart } from './timeshift.ts';
import { instant, isRecord, listed, prose, record, text } from './value.ts';

type Fields = Readonly<Record<string, unknown>>;

/** In order, each start once. @param zone the panel's own, for times that are written without one */
export function readListings(answer: unknown, zone: string): Programme[] {
  const rows = listed(record(answer)['epg_listings']).filter(isRecord);
  const textOf = isEncoded(rows) ? decoded : prose;
  const found = new Map<number, Programme>();
  for (const row of rows) {
    const programme = readListing(row, { zone, textOf });
    if (programme) found.set(programme.startAt, programme);
  }
  return [...found.values()].toSorted((one, other) => one.startAt - other.startAt);
}

interface How {
  readonly zone: string;
  readonly textOf: (value: unknown) => string;
}

function readListing(row: Fields, { zone, textOf }: How): Programme | undefined {
  const startAt = instant(row['start_timestamp']) || written(row['start'], zone);
  const title = textOf(row['title']).replaceAll(/\s+/g, ' ').trim();
  if (startAt <= 0 || title === '') return undefined;
  const stopAt = instant(row['stop_timestamp']) || written(row['end'] ?? row['stop'], zone);
  return {
    ...UNSAID,
    startAt,
    stopAt: Math.max(stopAt, startAt),
    title,
    description: textOf(row['description']),
  };
}

function written(value: unknown, zone: string): number {
  return parseTimeshiftStart(text(value), zone) ?? 0;
}

/** Titles are in base64, says the protocol; a panel does so with all of them or with none: one alone may look like it. */
function isEncoded(rows: readonly Fields[]): boolean {
  const titles = rows.map(({ title }) => title).filter((title) => typeof title === 'string' && title !== '');
  return titles.every((title) => unpacked(title as string) !== undefined);
}

function decoded(value: unknown): string {
  if (typeof value !== 'string') return '';
  const once = unpacked(value) ?? value;
  // Some panels encode what is encoded; a text of several words is never taken for that.
  const twice = once.length >= 8 && /[=A-Z0-9]/.test(once) ? unpacked(once) : undefined;
  return prose(twice !== undefined && /\s/.test(twice) ? twice : once);
}

/** Nothing that is written has these: controls besides breaks, and what is no character yet. */
const UNREADABLE = /(?![\n\r\t])[\p{Cc}\p{Cn}]/u;

const strict = new TextDecoder('utf-8', { fatal: true });

/** @returns `undefined` for what is no base64 of a readable text */
function unpacked(value: string): string | undefined {
  const packed = value.trim();
  if (packed.length % 4 === 1 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  try {
    const plain = strict.decode(Buffer.from(packed, 'base64'));
    return UNREADABLE.test(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}
