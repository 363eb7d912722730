// What is written down at once: viewings as they stand, what was added to the sums, peaks, places.

import type { DatabaseSync } from 'node:sqlite';
import type { Place, WatchedItem, WatchedStream } from '../../model/viewing.ts';
import { transact } from '../../storage/database.ts';
import { writePeaks, type PeakBatch } from './peaks.ts';

export interface StreamShare extends WatchedStream {
  seconds: number;
}

/** A viewing as it stands; the same id again replaces it. */
export interface ViewingRecord extends WatchedItem {
  readonly id: number;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly address: string;
  readonly country: string | null;
  readonly client: string;
  readonly via: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly failovers: number;
  readonly stalls: number;
  /** In the order in which they came. */
  readonly streams: readonly StreamShare[];
}

export interface SumKey {
  /** When the hour began, as it strikes here; epoch milliseconds. */
  readonly hourAt: number;
  /** In local time: 20261126. */
  readonly day: number;
  readonly kind: string;
  readonly item: string;
  readonly provider: string;
  readonly person: string;
}

/** To be added to what is there. */
export interface Sum extends SumKey {
  seconds: number;
  bytes: number;
  viewings: number;
  failovers: number;
  stalls: number;
}

export interface PlaceRecord extends Place {
  readonly person: string;
  readonly item: string;
  readonly name: string;
  readonly at: number;
  readonly isReported: boolean;
}

export interface Batch extends PeakBatch {
  readonly viewings: readonly ViewingRecord[];
  readonly sums: readonly Sum[];
  readonly places: readonly PlaceRecord[];
  readonly items: readonly (readonly [id: string, name: string])[];
  readonly people: readonly (readonly [id: string, name: string])[];
}

/** From here on it counts as watched: credits are long. */
const FINISHED_FROM = 0.95;
/** A player that says where it is knows better than its bytes do. */
const REPORT_HOLDS_MS = 300_000;

export function writeBatch(database: DatabaseSync, batch: Batch): void {
  transact(database, () => {
    writeViewings(database, batch.viewings);
    addSums(database, batch.sums);
    writePeaks(database, batch);
    const name = (table: 'item' | 'person') =>
      database.prepare(`INSERT INTO ${table} VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name`);
    const [item, person] = [name('item'), name('person')];
    for (const named of batch.items) item.run(...named);
    for (const named of batch.people) person.run(...named);
    writePlaces(database, batch.places);
  });
}

function writeViewings(database: DatabaseSync, viewings: readonly ViewingRecord[]): void {
  const write = database.prepare(`INSERT OR REPLACE INTO viewing VALUES (${Array(19).fill('?').join(', ')})`);
  for (const one of viewings) {
    write.run(
      one.id,
      one.kind,
      one.itemId,
      one.name,
      one.pastAt,
      one.person?.id ?? null,
      one.person?.name ?? '',
      one.address,
      one.client,
      one.via,
      one.startedAt,
      one.endedAt,
      one.seconds,
      one.bytes,
      one.failovers,
      one.stalls,
      one.streams.at(-1)?.providerId ?? '',
      JSON.stringify(one.streams),
      one.country,
    );
  }
}

export function addSums(database: DatabaseSync, sums: readonly Sum[]): void {
  const add = database.prepare(
    `INSERT INTO hourly VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds,
       bytes = bytes + excluded.bytes, viewings = viewings + excluded.viewings, failovers = failovers + excluded.failovers,
       stalls = stalls + excluded.stalls`,
  );
  for (const { hourAt, kind, item, provider, person, day, ...sum } of sums) {
    const { seconds, bytes, viewings, failovers, stalls } = sum;
    add.run(hourAt, kind, item, provider, person, day, seconds, bytes, viewings, failovers, stalls);
  }
}

function writePlaces(database: DatabaseSync, places: readonly PlaceRecord[]): void {
  const write = database.prepare(
    `INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name,
       position = excluded.position, duration = excluded.duration, updated_at = excluded.updated_at,
       is_finished = excluded.is_finished, is_reported = excluded.is_reported
     WHERE excluded.is_reported = 1 OR is_reported = 0 OR updated_at < excluded.updated_at - ${REPORT_HOLDS_MS}`,
  );
  for (const { person, item, name, positionSeconds, durationSeconds, at, isReported } of places) {
    const isFinished = durationSeconds !== null && positionSeconds >= durationSeconds * FINISHED_FROM;
    write.run(person, item, name, positionSeconds, durationSeconds, at, Number(isFinished), Number(isReported));
  }
}
