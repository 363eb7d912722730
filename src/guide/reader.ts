// A channel's programmes out of their blocks, and everything else that is read of the published guide.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { GuideChannelId } from '../model/ids.ts';
import type { Programme } from '../model/programme.ts';
import { openReader } from '../storage/database.ts';
import type { GuideWindow } from './filling.ts';
import { decodeProgramme, startOf, unpackLines } from './record.ts';
import { repaired } from './repair.ts';
import { CHANNELS_PER_GENERATION } from './schema.ts';

export interface PublishedChannel {
  readonly id: GuideChannelId;
  readonly sourceKey: string;
  readonly xmltvId: string;
  readonly displayNames: readonly string[];
  readonly iconUrl: string;
  readonly programmeCount: number;
}

export class GuideReader {
  readonly #database: DatabaseSync;
  readonly #channelNo: StatementSync;
  readonly #blockBefore: StatementSync;
  readonly #blockFrom: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#channelNo = database.prepare(
      `SELECT channel.no FROM channel JOIN source ON source.generation = channel.no / ${CHANNELS_PER_GENERATION} WHERE channel.id = ?`,
    );
    this.#blockBefore = database.prepare(
      'SELECT max(first_at) AS first_at FROM block WHERE channel = ? AND first_at <= ?',
    );
    this.#blockFrom = database.prepare(
      'SELECT first_at, data FROM block WHERE channel = ? AND first_at >= ? ORDER BY first_at LIMIT 1',
    );
  }

  /** In order, repaired, each touching the window. */
  *programmes(id: GuideChannelId, window: GuideWindow): Generator<Programme> {
    for (const programme of repaired(this.#stored(id, window))) {
      if (programme.stopAt <= window.fromAt) continue;
      if (programme.startAt >= window.untilAt) return;
      yield programme;
    }
  }

  /** The same, and the one before and the one after where there are any. */
  *withNeighbours(id: GuideChannelId, window: GuideWindow): Generator<Programme> {
    for (const programme of repaired(this.#stored(id, window, true))) {
      yield programme;
      if (programme.startAt >= window.untilAt) return;
    }
  }

  /** Whether no programme of it goes on beyond an instant. Mostly its last block alone says that there are more. */
  hasRunOut(id: GuideChannelId, at: number): boolean {
    const channel = this.#channelNo.get(id) as { no: number } | undefined;
    const last = channel && (this.#blockBefore.get(channel.no, Number.MAX_SAFE_INTEGER) as { first_at: number | null });
    if ((last?.first_at ?? 0) > at) return false;
    return this.programmes(id, { fromAt: at, untilAt: Number.MAX_SAFE_INTEGER }).next().done === true;
  }

  /** Of one published source. */
  channelsOf(sourceKey: string): GuideChannelId[] {
    const first = `source.generation * ${CHANNELS_PER_GENERATION}`;
    const rows = this.#database
      .prepare(
        `SELECT channel.id FROM source JOIN channel
           ON channel.no BETWEEN ${first} AND ${first} + ${CHANNELS_PER_GENERATION - 1} WHERE source.key = ?`,
      )
      .all(sourceKey);
    return rows.map(({ id }) => id as GuideChannelId);
  }

  /** Another one whenever a source is published, removed or preferred otherwise. */
  edition(): string {
    const rows = this.#database.prepare('SELECT key, generation, revision, priority FROM source ORDER BY key').all();
    return JSON.stringify(rows.map((row) => Object.values(row)));
  }

  /** Every channel of every published source, sources by priority. */
  *channels(): Generator<PublishedChannel> {
    const rows = this.#database
      .prepare(
        `SELECT channel.id, source.key AS sourceKey, channel.xmltv_id AS xmltvId, channel.names,
                channel.icon_url AS iconUrl, channel.programme_count AS programmeCount
         FROM source JOIN channel
           ON channel.no BETWEEN source.generation * ${CHANNELS_PER_GENERATION}
              AND source.generation * ${CHANNELS_PER_GENERATION} + ${CHANNELS_PER_GENERATION - 1}
         ORDER BY source.priority, source.key, channel.no`,
      )
      .iterate() as Iterable<unknown> as Iterable<Omit<PublishedChannel, 'displayNames'> & { readonly names: string }>;
    for (const { names, ...channel } of rows) yield { ...channel, displayNames: JSON.parse(names) as string[] };
  }

  close(): void {
    this.#database.close();
  }

  /** From the last programme that starts at or before the window, to the end of the block that begins last in it, or on. */
  *#stored(id: GuideChannelId, { fromAt, untilAt }: GuideWindow, goesOn = false): Generator<Programme> {
    const channel = this.#channelNo.get(id) as { no: number } | undefined;
    if (channel === undefined) return;
    const before = this.#blockBefore.get(channel.no, fromAt) as { first_at: number | null };
    let nextAt = before.first_at ?? fromAt;
    // One by one: a channel's guides are read in turns, and a statement has one walk at a time.
    for (;;) {
      const block = this.#blockFrom.get(channel.no, nextAt) as { first_at: number; data: Uint8Array } | undefined;
      if (!block || (block.first_at >= untilAt && !goesOn)) return;
      const lines = unpackLines(block.data);
      for (let index = firstLine(lines, fromAt); index < lines.length; index += 1) yield decodeProgramme(lines[index]!);
      if (block.first_at >= untilAt) return;
      nextAt = block.first_at + 1;
    }
  }
}

/** The last line that starts at or before `fromAt`, else the first. */
function firstLine(lines: readonly string[], fromAt: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startOf(lines[middle]!) <= fromAt) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** For worker threads; the database must exist. */
export function openGuideReader(file: string): GuideReader {
  return new GuideReader(openReader(file));
}
