// The part of channels' rows that decisions change: read for a few of them, written where it differs. For tasks.

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { normaliseName } from '../formats/names/normalise.ts';
import type { ChannelNumber } from '../model/channel.ts';
import type { ChannelId } from '../model/ids.ts';
import { fold } from '../storage/text-search.ts';
import type { ChannelState, DescribedBase } from './settle.ts';
import { decodeProviders, digestOf } from './store.ts';

/** As stored. */
export interface ShownRow extends Omit<ChannelState, 'base'> {
  readonly id: ChannelId;
  readonly base: DescribedBase;
  readonly logoUrl: string;
  readonly isPresent: boolean;
  readonly enabledAtFirst: boolean;
  /** Hash of what its providers say of it. */
  readonly said: number;
  readonly digest: number;
}

/** Of many at once: asked one by one they take five times as long. */
const COLUMNS_READ = `channel.id, number, name, group_title, enabled, decided, guide_shift, logo_url, present, providers,
  base_name, base_group, base_shift, ruled_enabled, enabled_at_first, base_digest, digest`;
const READ = `SELECT ${COLUMNS_READ} FROM json_each(?) AS wanted CROSS JOIN channel ON channel.id = wanted.value`;
const READ_ALL = `SELECT ${COLUMNS_READ} FROM channel`;

/** Those of these channels that there are, or all. */
export function readShown(database: DatabaseSync, ids: readonly ChannelId[] | null): ShownRow[] {
  const read = database.prepare(ids ? READ : READ_ALL);
  read.setReturnArrays(true);
  const wanted = [...new Set(ids)];
  return (read.all(...(ids ? [JSON.stringify(wanted)] : [])) as unknown as Cells[]).map(rowFrom);
}

type Cells = readonly [
  id: ChannelId,
  number: ChannelNumber | 0,
  name: string,
  group: string,
  enabled: number,
  decided: number,
  guideShift: number,
  logoUrl: string,
  present: number,
  providers: string,
  baseName: string,
  baseGroup: string,
  baseShift: number,
  ruledEnabled: number | null,
  enabledAtFirst: number,
  said: number,
  digest: number,
];

function rowFrom(cells: Cells): ShownRow {
  const [id, number, name, group, enabled, decided, guideShiftMinutes, logoUrl, present, providers, ...base] = cells;
  const [baseName, baseGroup, baseShift, ruledEnabled, enabledAtFirst, said, digest] = base;
  return {
    id,
    base: {
      name: baseName,
      group: baseGroup,
      providers: decodeProviders(providers),
      guideShiftMinutes: baseShift,
      isEnabledByRule: ruledEnabled === null ? null : ruledEnabled === 1,
    },
    number,
    name,
    group,
    enabled: enabled === 1,
    decided,
    guideShiftMinutes,
    logoUrl,
    isPresent: present === 1,
    enabledAtFirst: enabledAtFirst === 1,
    said,
    digest,
  };
}

export type Shown = Omit<ChannelState, 'base'>;

/**
 * Only columns that differ are written: each that is written has all indexes that hold it written anew, whether it differs or not.
 * @returns writes a row unless it is what is stored, and says its digest
 */
export function shownChanger(database: DatabaseSync, isDryRun: boolean): (now: Shown, row: ShownRow) => number {
  const writes = new Map<string, StatementSync>();
  const writeOf = (columns: string): StatementSync => {
    const write = writes.get(columns) ?? database.prepare(`UPDATE channel SET ${columns} WHERE id = ?`);
    writes.set(columns, write);
    return write;
  };
  return (now, row) => {
    const digest = digestOf(now, row.said);
    if (digest === row.digest || isDryRun) return digest;
    let columns = 'digest = ?';
    const values: SQLInputValue[] = [digest];
    for (const [column, valueOf, isOther] of WRITTEN) {
      if (!isOther(now, row)) continue;
      columns += `, ${column} = ?`;
      values.push(valueOf(now));
    }
    writeOf(columns).run(...values, row.id);
    return digest;
  };
}

type Column = readonly [
  name: string,
  valueOf: (now: Shown) => SQLInputValue,
  isOther: (now: Shown, row: Shown) => boolean,
];

const isOtherName: Column[2] = (now, row) => now.name !== row.name;
const WRITTEN: readonly Column[] = [
  ['name', ({ name }) => name, isOtherName],
  ['sort_name', ({ name }) => normaliseName(name), isOtherName],
  ['folded_name', ({ name }) => fold(name), isOtherName],
  ['group_title', ({ group }) => group, (now, row) => now.group !== row.group],
  ['enabled', ({ enabled }) => Number(enabled), (now, row) => now.enabled !== row.enabled],
  ['decided', ({ decided }) => decided, (now, row) => now.decided !== row.decided],
  [
    'guide_shift',
    ({ guideShiftMinutes }) => guideShiftMinutes,
    (now, row) => now.guideShiftMinutes !== row.guideShiftMinutes,
  ],
];
