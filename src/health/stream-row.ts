// A stream's row and back.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';
import type { PictureLook } from './picture-findings.ts';
import type { Claim } from './quality.ts';
import { decodeSamples, encodeSamples } from './sample-blob.ts';
import type { Standing } from './standing.ts';
import type { StreamProbe } from './stream-probe.ts';
import type { Tally } from './tally.ts';
import { DAYS, HOURS, type UptimeLog } from './uptime.ts';

export interface StreamRecord {
  readonly id: StreamId;
  readonly providerId: ProviderId;
  readonly channelId: ChannelId;
  /** Among its channel's streams, 0 for the first. */
  readonly place: number;
  readonly isPlanned: boolean;
  readonly name: string;
  readonly claim: Claim;
  readonly standing: Standing;
  readonly tally: Tally;
  readonly probe: StreamProbe | null;
  /** Epoch milliseconds; 0 for never. */
  readonly probedAt: number;
  readonly mark: string | null;
  readonly markAt: number;
  /** Where its playlist ended when it was checked last. */
  readonly position: string | null;
  /** What its picture showed when it stood still, and when that was first seen. */
  readonly still: string | null;
  readonly stillAt: number;
}

export const PLACELESS_COLUMNS = `id, provider, is_planned, name, claim, samples, uptime, tally, seen_at, is_up,
  failures, dead_since, next_at, probe, probed_at, mark, mark_at, position, picture, still, still_at`;
export const RECORD_COLUMNS = `channel, place, ${PLACELESS_COLUMNS}`;

type Row = Readonly<Record<string, unknown>>;

export function toRecord(row: Row): StreamRecord {
  return {
    id: row['id'] as StreamId,
    providerId: row['provider'] as ProviderId,
    channelId: row['channel'] as ChannelId,
    place: row['place'] as number,
    isPlanned: row['is_planned'] === 1,
    name: row['name'] as string,
    claim: JSON.parse(row['claim'] as string) as Claim,
    standing: {
      samples: decodeSamples(row['samples'] as Uint8Array),
      uptime: readUptime(row),
      looks: row['picture'] === null ? [] : (JSON.parse(row['picture'] as string) as PictureLook[]),
      failures: row['failures'] as number,
      deadSince: row['dead_since'] as number | null,
      nextAt: row['next_at'] as number,
    },
    tally: row['tally'] as Uint8Array,
    probe: row['probe'] === null ? null : (JSON.parse(row['probe'] as string) as StreamProbe),
    probedAt: row['probed_at'] as number,
    mark: row['mark'] as string | null,
    markAt: row['mark_at'] as number,
    position: row['position'] as string | null,
    still: row['still'] as string | null,
    stillAt: row['still_at'] as number,
  };
}

export const encodeStanding = ({ samples, uptime, looks }: Standing) => ({
  samples: encodeSamples(samples),
  uptime: Buffer.concat([uptime.hours, new Uint8Array(uptime.days.slice().buffer)]),
  looks: looks.length === 0 ? null : JSON.stringify(looks),
});

/** Of `uptime`, `seen_at`, `is_up`. */
export const readUptime = (row: Row): UptimeLog => ({
  ...decodeUptime(row['uptime'] as Uint8Array),
  at: row['seen_at'] as number,
  isUp: row['is_up'] === 1,
});

function decodeUptime(bytes: Uint8Array): { hours: Uint8Array; days: Uint16Array } {
  const hours = bytes.slice(0, 2 * HOURS);
  const days = new Uint16Array(new Uint8Array(bytes.slice(2 * HOURS, 2 * HOURS + 4 * DAYS)).buffer);
  return { hours, days };
}

/** @returns a function that reads one stream in some twenty microseconds */
export function recordReader(database: DatabaseSync): (id: StreamId) => StreamRecord | undefined {
  const statement = database.prepare(`SELECT ${RECORD_COLUMNS} FROM stream WHERE id = ?`);
  return (id) => {
    const row = statement.get(id);
    return row && toRecord(row);
  };
}
