// What is to be checked: the streams of the lineup's channels, each with its place. Taken over in slices, so that who writes
// samples meanwhile does not wait. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { DAY_MS, HOUR_MS } from '../kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { claimOf } from './claim.ts';
import { qualityOf } from './quality.ts';
import { encodeStanding } from './stream-row.ts';
import { newStanding } from './standing.ts';
import { CANDIDATES, chance, nextQuietTurnAt, type QuietHours } from './timetable.ts';

export interface PlannedStream {
  readonly id: StreamId;
  readonly providerId: ProviderId;
  readonly channelId: ChannelId;
  readonly place: number;
  readonly name: string;
  readonly url: string;
}

const SLICE = 1_000;
/** A new channel's candidates are looked at within this. */
const NEW_WITHIN_MS = 2 * HOUR_MS;
/** What is known of a stream outlives it by so long: lists lose channels for a day and bring them back. */
const FORGET_AFTER_MS = 30 * DAY_MS;

export interface PlanOptions {
  readonly now: number;
  readonly quietHours: QuietHours;
  /** Kept with it (`Book.madeFrom`). */
  readonly madeFrom?: string;
}

/** @returns how many streams are planned; those of an earlier plan that are not in this one rest */
export async function plan(
  database: DatabaseSync,
  streams: Iterable<PlannedStream>,
  { now, quietHours, madeFrom = '' }: PlanOptions,
): Promise<number> {
  database.exec('CREATE TEMP TABLE IF NOT EXISTS planned (id INTEGER PRIMARY KEY) STRICT; DELETE FROM planned');
  const note = database.prepare('INSERT OR IGNORE INTO planned (id) VALUES (?)');
  const take = taker(database, now, quietHours);
  const shared: PlannedStream[] = [];
  let count = 0;
  let slice: PlannedStream[] = [];
  const write = async (): Promise<void> => {
    transact(database, () => {
      for (const stream of slice) {
        const isNew = Number(note.run(stream.id).changes) > 0;
        if (isNew) take(stream);
        else shared.push(stream); // its row is that of the first channel that has it
        count += Number(isNew);
      }
    });
    slice = [];
    await setImmediate();
  };
  for (const stream of streams) {
    slice.push(stream);
    if (slice.length === SLICE) await write();
  }
  await write();
  transact(database, () => share(database, shared));
  database.exec('UPDATE stream SET is_planned = 0 WHERE is_planned = 1 AND id NOT IN (SELECT id FROM planned)');
  database.prepare('DELETE FROM stream WHERE is_planned = 0 AND seen_at < ?').run(now - FORGET_AFTER_MS);
  database.exec('DELETE FROM plan');
  database.prepare('INSERT INTO plan (made_from) VALUES (?)').run(madeFrom);
  return count;
}

function share(database: DatabaseSync, streams: readonly PlannedStream[]): void {
  database.exec('DELETE FROM shared');
  const statement = database.prepare(
    'INSERT OR IGNORE INTO shared (channel, stream, place) SELECT ?1, id, ?3 FROM stream WHERE id = ?2 AND channel <> ?1',
  );
  for (const { channelId, id, place } of streams) statement.run(channelId, id, place);
}

/** A row that says the same is not written. */
function taker(database: DatabaseSync, now: number, quietHours: QuietHours): (stream: PlannedStream) => void {
  const fresh = encodeStanding(newStanding(0));
  const statement = database.prepare(
    `INSERT INTO stream (id, provider, channel, place, is_planned, name, claim, quality, next_at, samples, uptime)
     VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9, ?10)
     ON CONFLICT (id) DO UPDATE SET
       next_at = CASE WHEN place >= ${CANDIDATES} AND ?4 < ${CANDIDATES} THEN min(next_at, ?8) ELSE next_at END,
       provider = ?2, channel = ?3, place = ?4, is_planned = 1, name = ?5, claim = ?6,
       quality = CASE WHEN probe IS NULL THEN ?7 ELSE quality END
     WHERE provider <> ?2 OR channel <> ?3 OR place <> ?4 OR is_planned = 0 OR name <> ?5 OR claim <> ?6`,
  );
  return ({ id, providerId, channelId, place, name, url }) => {
    const claim = claimOf(name, url);
    const nextAt =
      place < CANDIDATES ? Math.round(now + NEW_WITHIN_MS * chance(id, 0)) : nextQuietTurnAt(id, now, quietHours);
    const { score } = qualityOf(claim, null);
    const { samples, uptime } = fresh;
    statement.run(id, providerId, channelId, place, name, JSON.stringify(claim), score, nextAt, samples, uptime);
  };
}
