// The part of channels' rows that decisions change: read for a few of them, written where it differs. For tasks.

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { normaliseName } from '../formats/names/normalise.ts';
import type { ChannelNumber } from '../model/channel.ts';
import type { ChannelId, ProviderId } from '../model/ids.ts';
import { fold } from '../storage/text-search.ts';
import type { ChannelState, DescribedBase } from './settle.ts';
import { decodeProviders, digestOf } from './store.ts';

/** As stored. */
export interface ShownRow extends Omit<ChannelState, 'base'> {
  /** Where it lies in the table: found without asking an index. */
  readonly place: number;
  readonly id: ChannelId;
  readonly base: DescribedBase;
  /** Of its providers. */
  readonly hasNoLogo: boolean;
  readonly isPresent: boolean;
  readonly enabledAtFirst: boolean;
  /** Hash of what its providers say of it. */
  readonly said: number;
  readonly digest: number;
}

/** Of many at once: asked one by one they take five times as long. */
const COLUMNS_READ = `channel.rowid, channel.id, number, name, group_title, enabled, decided, guide_shift, logo_url = '', present,
  providers, nullif(base_name, name), nullif(base_group, group_title), base_shift, ruled_enabled, enabled_at_first, base_digest,
  digest`;
const READ = `SELECT ${COLUMNS_READ} FROM json_each(?) AS wanted CROSS JOIN channel ON channel.id = wanted.value`;
const READ_ALL = `SELECT ${COLUMNS_READ} FROM channel`;

/** Those of these channels that there are, or all. */
export function readShown(database: DatabaseSync, ids: readonly ChannelId[] | null): ShownRow[] {
  const read = database.prepare(ids ? READ : READ_ALL);
  read.setReturnArrays(true);
  const wanted = [...new Set(ids)];
  const rows = read.all(...(ids ? [JSON.stringify(wanted)] : [])) as unknown as Cells[];
  const providersIn = decodedOnce();
  return rows.map((cells) => rowFrom(cells, providersIn));
}

type Cells = readonly [
  place: number,
  id: ChannelId,
  number: ChannelNumber | 0,
  name: string,
  group: string,
  enabled: number,
  decided: number,
  guideShift: number,
  hasNoLogo: number,
  present: number,
  providers: string,
  otherBaseName: string | null,
  otherBaseGroup: string | null,
  baseShift: number,
  ruledEnabled: number | null,
  enabledAtFirst: number,
  said: number,
  digest: number,
];

/** By its place: to take an array apart by a pattern goes through it, which is half the time of reading a row. */
function rowFrom(cells: Cells, providersIn: (text: string) => readonly ProviderId[]): ShownRow {
  const [name, group] = [cells[3], cells[4]];
  return {
    place: cells[0],
    id: cells[1],
    base: {
      name: cells[11] ?? name,
      group: cells[12] ?? group,
      providers: providersIn(cells[10]),
      guideShiftMinutes: cells[13],
      isEnabledByRule: cells[14] === null ? null : cells[14] === 1,
    },
    number: cells[2],
    name,
    group,
    enabled: cells[5] === 1,
    decided: cells[6],
    guideShiftMinutes: cells[7],
    hasNoLogo: cells[8] === 1,
    isPresent: cells[9] === 1,
    enabledAtFirst: cells[15] === 1,
    said: cells[16],
    digest: cells[17],
  };
}

/** Most channels have the providers of many others. */
function decodedOnce(): (text: string) => readonly ProviderId[] {
  const known = new Map<string, readonly ProviderId[]>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const providers = decodeProviders(text);
    known.set(text, providers);
    return providers;
  };
}

export type Shown = Omit<ChannelState, 'base'>;

/**
 * Only columns that differ are written: each that is written has all indexes that hold it written anew, whether it differs or not.
 * @returns writes a row unless it is what is stored, and says its digest
 */
export function shownChanger(database: DatabaseSync, isDryRun: boolean): (now: Shown, row: ShownRow) => number {
  const writes: StatementSync[] = []; // by which columns they write, a bit for each
  const prepared = (others: readonly Column[]): StatementSync =>
    database.prepare(
      `UPDATE channel SET digest = ?${others.map(([name]) => `, ${name} = ?`).join('')} WHERE rowid = ?`,
    );
  return (now, row) => {
    const digest = digestOf(now, row.said);
    if (digest === row.digest || isDryRun) return digest;
    let others = 0;
    const values: SQLInputValue[] = [digest];
    for (let at = 0; at < WRITTEN.length; at += 1) {
      const [, valueOf, isOther] = WRITTEN[at]!;
      if (!isOther(now, row)) continue;
      others |= 1 << at;
      values.push(valueOf(now));
    }
    const write = (writes[others] ??= prepared(WRITTEN.filter((_, at) => (others & (1 << at)) !== 0)));
    write.run(...values, row.place);
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
