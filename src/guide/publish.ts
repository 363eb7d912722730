// Makes a generation the one that is read: one short transaction.

import type { DatabaseSync } from 'node:sqlite';
import { hash53, type GuideChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { foldXmltvId } from './fold-id.ts';
import type { GuideTotals, IncomingChannel } from './incoming.ts';
import type { GuideSource } from './source.ts';

export interface Publication {
  readonly source: GuideSource;
  readonly generation: number;
  readonly channels: readonly IncomingChannel[];
  readonly totals: GuideTotals;
  readonly revision: string;
  readonly publishedAt: number;
}

/** The same in every spelling of the id, and in every sync. */
export function guideChannelId(sourceKey: string, xmltvId: string): GuideChannelId {
  return hash53(`${sourceKey}\n${foldXmltvId(xmltvId)}`) as GuideChannelId;
}

/** @returns false when the same is published already; its generation stays then */
export function publish(database: DatabaseSync, publication: Publication): boolean {
  const { source, revision, publishedAt } = publication;
  return transact(database, () => {
    const touched = database
      .prepare('UPDATE source SET provider_id = ?, priority = ?, published_at = ? WHERE key = ? AND revision = ?')
      .run(source.providerId, source.priority, publishedAt, source.key, revision);
    if (touched.changes !== 0) return false;
    insertChannels(database, publication);
    replaceSource(database, publication);
    return true;
  });
}

function insertChannels(database: DatabaseSync, { source, channels }: Publication): void {
  const insert = database.prepare(
    'INSERT INTO channel (no, id, xmltv_id, names, icon_url, programme_count) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { no, xmltvId, displayNames, iconUrl, programmeCount } of channels) {
    const id = guideChannelId(source.key, xmltvId);
    insert.run(no, id, xmltvId, JSON.stringify(displayNames), iconUrl, programmeCount);
  }
}

function replaceSource(database: DatabaseSync, publication: Publication): void {
  const { source, generation, totals, revision, publishedAt } = publication;
  database
    .prepare(
      `REPLACE INTO source
         (key, provider_id, priority, generation, revision, channel_count, programme_count, from_at, until_at, published_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      source.key,
      source.providerId,
      source.priority,
      generation,
      revision,
      totals.channelCount,
      totals.programmeCount,
      totals.fromAt,
      totals.untilAt,
      publishedAt,
    );
}
