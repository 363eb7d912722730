// What a channel's name says besides the name: country, coast, time shift, resolution. Written with each build, of names that
// are new; read by lists.

import type { DatabaseSync } from 'node:sqlite';
import { readName } from '../formats/names/read.ts';
import type { Feed, Resolution } from '../formats/names/reading.ts';
import { NumberMap } from '../kernel/number-map.ts';
import { hash53, type ChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import type { Naming } from './naming.ts';
import type { ChannelFacets, Facet } from './query.ts';

export interface TraitInput {
  readonly naming: Pick<Naming, 'channelOf'>;
  readonly channelOf: (name: number) => ChannelId | undefined;
  /** Country code of a name by its number, or empty. */
  readonly marketOf: (name: number) => string;
}

/** Channels that no list has now keep theirs. */
export function writeTraits(database: DatabaseSync, { naming, channelOf, marketOf }: TraitInput): void {
  const nameOf = new NumberMap();
  for (const [name, first] of naming.channelOf.entries()) {
    const channel = first === name ? channelOf(name) : undefined;
    if (channel !== undefined && !nameOf.has(channel)) nameOf.set(channel, name);
  }
  const rows = database.prepare('SELECT id, base_name, said FROM channel LEFT JOIN trait ON channel = id');
  const write = database.prepare('INSERT OR REPLACE INTO trait VALUES (?, ?, ?, ?, ?, ?)');
  const changed: [id: ChannelId, said: number, market: string, text: string][] = [];
  for (const row of rows.iterate()) {
    const id = row['id'] as ChannelId;
    const name = nameOf.get(id);
    if (name === undefined && row['said'] !== null) continue;
    const text = row['base_name'] as string;
    const market = name === undefined ? '' : marketOf(name);
    const said = hash53(`${market}\n${text}`);
    if (row['said'] !== said) changed.push([id, said, market, text]);
  }
  transact(database, () => {
    database.exec('DELETE FROM trait WHERE channel NOT IN (SELECT id FROM channel)');
    for (const [id, said, market, text] of changed) {
      const { feed, shiftHours, quality, market: prefix } = readName(text, { market });
      write.run(id, said, market || prefix, feed, shiftHours, quality.resolution);
    }
  });
}

export interface Traits {
  readonly market: string;
  readonly feed: Feed;
  readonly shift_hours: number;
  readonly resolution: Resolution;
}

const UNREAD: Traits = { market: '', feed: '', shift_hours: 0, resolution: '' };

/** As a column of a channel; for `traitsFrom`. */
export const TRAITS = `(SELECT market || '|' || feed || '|' || shift || '|' || resolution FROM trait WHERE trait.channel = channel.id)
  AS traits`;

export function traitsFrom(column: unknown): Traits {
  if (typeof column !== 'string') return UNREAD;
  const [market = '', feed = '', shift = '0', resolution = ''] = column.split('|');
  return { market, feed: feed as Feed, shift_hours: Number(shift), resolution: resolution as Resolution };
}

/** Of channels that some provider has a stream for: what there is to filter by, the most frequent first. */
export function readFacets(database: DatabaseSync): ChannelFacets {
  const facet = (column: string): Facet[] =>
    database
      .prepare(
        `SELECT ${column} AS value, count(*) AS channel_count FROM trait JOIN channel ON id = trait.channel
         WHERE present = 1 AND ${column} NOT IN ('', 0) GROUP BY value ORDER BY channel_count DESC, value`,
      )
      .all()
      .map((row) => ({ value: String(row['value']), channel_count: row['channel_count'] as number }));
  return {
    markets: facet('market'),
    feeds: facet('feed'),
    shifts: facet('shift'),
    resolutions: facet('resolution'),
  };
}
