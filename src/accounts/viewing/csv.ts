// The viewing history and its sums as tables for a spreadsheet.

import { csvLine } from '../../formats/csv/write.ts';
import type { StatisticsRow, ViewingRow } from './query.ts';

const instant = (at: number): string => new Date(at).toISOString();

export const VIEWING_HEAD = csvLine([
  'started_at',
  'ended_at',
  'watched_seconds',
  'kind',
  'item_id',
  'name',
  'past_at',
  'person',
  'address',
  'country',
  'client',
  'via',
  'provider_id',
  'stream',
  'bytes',
  'failovers',
  'stalls',
]);

export const viewingLine = (row: ViewingRow): string =>
  csvLine([
    instant(row.started_at),
    instant(row.ended_at),
    row.watched_seconds,
    row.kind,
    row.item_id,
    row.name,
    row.past_at === null ? null : instant(row.past_at),
    row.person?.name ?? null,
    row.address,
    row.country,
    row.client,
    row.via,
    row.provider_id,
    row.streams.map(({ name }) => name).join(' > '),
    row.bytes,
    row.failovers,
    row.stalls,
  ]);

const COLUMNS = ['watched_seconds', 'bytes', 'viewings', 'failovers', 'stalls', 'peak_viewers'] as const;

/** @param by the first column's name */
export const statisticsTable = (by: string, rows: readonly StatisticsRow[]): string =>
  csvLine([by, 'name', ...COLUMNS]) +
  rows.map((row) => csvLine([row.key, row.name, ...COLUMNS.map((column) => row[column])])).join('');
