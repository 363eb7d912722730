// Channels as rows: read back as what providers last said, written where something has changed.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { normaliseName } from '../formats/names/normalise.ts';
import { hash53, type ChannelId, type GuideChannelId, type ProviderId, type StreamId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { fold } from '../storage/text-search.ts';
import type { ChannelBase, GuideOrigin, OriginatedFill } from './merge.ts';
import type { LineupMemory, RememberedChannel } from './memory.ts';
import type { ChannelNumber } from '../model/channel.ts';
import { readBuiltFrom, readRevision, writeFollowed } from './schema.ts';
import type { ChannelState } from './settle.ts';

/** Of `baseFrom`. */
const BASE_COLUMNS = `id, base_name, base_group, logo_url, is_radio, guide_id, guide, base_shift, catchup_days,
  streams, providers, ruled_enabled, scheme, guide_fills, event_name`;

/** All columns. */
const WRITTEN: readonly string[] =
  `id, number, name, sort_name, group_title, logo_url, is_radio, enabled, present, decided, guide_id, guide, guide_shift,
  catchup_days, providers, base_name, base_group, assigned_number, enabled_at_first, streams, digest, base_shift, ruled_enabled,
  scheme, guide_fills, event_name, folded_name, base_digest`.split(/,\s+/);
/** A row that is there stays, and so does what indexes say of what has not changed. */
const WRITE = `INSERT INTO channel (${WRITTEN.join(', ')}) VALUES (${WRITTEN.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${WRITTEN.slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`;

/** Puts channels back that the memory does not know (its file was lost), with the id and number that they had. */
export function restoreMemory(database: DatabaseSync, memory: LineupMemory): void {
  for (const row of database.prepare('SELECT id, assigned_number, enabled_at_first FROM channel').iterate()) {
    const id = row['id'] as ChannelId;
    if (memory.channels.has(id)) continue;
    const number = row['assigned_number'] as ChannelNumber | 0;
    memory.channels.set(id, { number, enabledAtFirst: row['enabled_at_first'] === 1 });
  }
}

/** Stored channels as their providers last described them. */
export function* readBases(database: DatabaseSync, except: ReadonlySet<ChannelId>): Generator<ChannelBase> {
  for (const row of database.prepare(`SELECT ${BASE_COLUMNS} FROM channel`).iterate()) {
    const id = row['id'] as ChannelId;
    if (except.has(id)) continue;
    yield baseFrom(row);
  }
}

/** Of a row with `BASE_COLUMNS`. */
function baseFrom(row: Readonly<Record<string, unknown>>): ChannelBase {
  return {
    id: row['id'] as ChannelId,
    name: row['base_name'] as string,
    group: row['base_group'] as string,
    logoUrl: row['logo_url'] as string,
    isRadio: row['is_radio'] === 1,
    wishedNumber: '',
    guideChannelId: row['guide_id'] as GuideChannelId | null,
    guide: row['guide'] === null ? null : (JSON.parse(row['guide'] as string) as GuideOrigin),
    guideFills: decodeFills(row['guide_fills']),
    eventName: row['event_name'] as string,
    guideShiftMinutes: row['base_shift'] as number,
    catchupDays: row['catchup_days'] as number,
    streamIds: decodeIds(row['streams'] as Uint8Array),
    providers: decodeProviders(row['providers'] as string),
    isEnabledByRule: row['ruled_enabled'] === null ? null : row['ruled_enabled'] === 1,
    scheme: row['scheme'] as number,
  };
}

export interface StoreChanges {
  readonly revision: string;
  /** Rows written; 0 with an unchanged revision means that everything is as it was. */
  readonly writtenCount: number;
  readonly publishedCount: number;
}

/** Two such numbers add up without rounding. */
const SUM_RANGE = 2 ** 52;

interface WriteHow {
  readonly memory: LineupMemory;
  readonly isDryRun?: boolean;
  readonly followed?: string | undefined;
}

/** Writes the rows that differ from what is stored, in one transaction. */
export function writeStates(
  database: DatabaseSync,
  states: readonly ChannelState[],
  { memory, isDryRun = false, followed }: WriteHow,
): StoreChanges {
  const write = channelWriter(database, isDryRun);
  return transact(database, () => {
    const stored = readDigests(database);
    const published = new Published();
    let writtenCount = 0;
    // New ones by number: they lie in the table as they came, and those that are shown beside each other are written together.
    for (const state of states.toSorted((one, other) => one.number - other.number)) {
      const digest = write(state, memory.channels.get(state.base.id)!, stored.get(state.base.id));
      if (digest !== stored.get(state.base.id)) writtenCount += 1;
      stored.delete(state.base.id);
      if (isPublished(state)) published.add(digest);
    }
    const gone = isDryRun ? stored.size : removeChannels(database, stored.keys());
    const revision = isDryRun ? (readRevision(database) ?? '') : published.write(database);
    if (!isDryRun && followed !== undefined) writeFollowed(database, followed);
    return { revision, writtenCount: writtenCount + gone, publishedCount: published.count };
  });
}

const isPublished = ({ enabled, base, number }: ChannelState): boolean =>
  enabled && base.streamIds.length > 0 && number !== 0;

type Remembered = Pick<RememberedChannel, 'enabledAtFirst' | 'number'>;

/** @returns writes a row unless it is what is stored, and says its digest */
function channelWriter(
  database: DatabaseSync,
  isDryRun = false,
): (state: ChannelState, remembered: Remembered, stored: number | undefined) => number {
  const write = database.prepare(WRITE);
  return (state, remembered, stored) => {
    const { digest, values } = rowOf(state, remembered);
    if (digest !== stored && !isDryRun) write.run(...values());
    return digest;
  };
}

/** @returns `values` in the order of `WRITTEN` */
function rowOf(state: ChannelState, remembered: Remembered): { digest: number; values: () => SQLInputValue[] } {
  const { base, name } = state;
  const fills = encodeFills(base.guideFills);
  const guide = base.guide && JSON.stringify(base.guide);
  const providers = encodeProviders(base.providers);
  const said = hash53(
    [
      base.logoUrl,
      base.isRadio,
      base.guideChannelId,
      guide,
      base.catchupDays,
      providers,
      base.name,
      base.group,
      remembered.number,
      remembered.enabledAtFirst,
      base.guideShiftMinutes,
      base.isEnabledByRule,
      base.scheme,
      fills,
      base.eventName,
      base.streamIds.join(),
    ].join('\n'),
  );
  const digest = digestOf(state, said);
  const values = (): SQLInputValue[] => [
    base.id,
    state.number,
    name,
    normaliseName(name),
    state.group,
    base.logoUrl,
    Number(base.isRadio),
    Number(state.enabled),
    Number(base.streamIds.length > 0),
    state.decided,
    base.guideChannelId,
    guide,
    state.guideShiftMinutes,
    base.catchupDays,
    providers,
    base.name,
    base.group,
    remembered.number,
    Number(remembered.enabledAtFirst),
    encodeIds(base.streamIds),
    digest,
    base.guideShiftMinutes,
    base.isEnabledByRule === null ? null : Number(base.isEnabledByRule),
    base.scheme,
    fills,
    base.eventName,
    fold(name),
    said,
  ];
  return { digest, values };
}

/** Of a whole row: what decisions make of it, and the hash of what its providers say. */
export const digestOf = (
  { number, name, group, enabled, decided, guideShiftMinutes }: Omit<ChannelState, 'base'>,
  said: number,
): number => hash53(`${said}\n${number}\n${name}\n${group}\n${enabled}\n${decided}\n${guideShiftMinutes}`);

/** What is published, in sum, whatever the order: a channel's number is part of its digest. */
export class Published {
  count = 0;
  #sum = 0;

  /** As it was stored; `undefined` where nobody has written it. */
  static read(database: DatabaseSync): Published | undefined {
    const row = database.prepare('SELECT published, sum FROM revision').get();
    const count = row?.['published'] as number | undefined;
    if (count === undefined || count < 0) return undefined;
    const published = new Published();
    published.count = count;
    published.#sum = row?.['sum'] as number;
    return published;
  }

  add(digest: number): void {
    this.count += 1;
    this.#sum = (this.#sum + (digest % SUM_RANGE)) % SUM_RANGE;
  }

  remove(digest: number): void {
    this.count -= 1;
    this.#sum = (this.#sum - (digest % SUM_RANGE) + SUM_RANGE) % SUM_RANGE;
  }

  /** @returns the revision */
  write(database: DatabaseSync): string {
    const revision = hash53(`${this.count}\n${this.#sum}`).toString(36);
    const builtFrom = readBuiltFrom(database);
    const isSame = readRevision(database) === revision && Published.read(database) !== undefined;
    if (isSame) return revision;
    database.prepare('DELETE FROM revision').run();
    database
      .prepare('INSERT INTO revision (value, built_from, published, sum) VALUES (?, ?, ?, ?)')
      .run(revision, builtFrom, this.count, this.#sum);
    return revision;
  }
}

/** Those that have become part of others. */
function removeChannels(database: DatabaseSync, ids: Iterable<ChannelId>): number {
  const remove = database.prepare('DELETE FROM channel WHERE id = ?');
  let count = 0;
  for (const id of ids) count += Number(remove.run(id).changes);
  return count;
}

function readDigests(database: DatabaseSync): Map<ChannelId, number> {
  const digests = new Map<ChannelId, number>();
  for (const row of database.prepare('SELECT id, digest FROM channel').iterate()) {
    digests.set(row['id'] as ChannelId, row['digest'] as number);
  }
  return digests;
}

function encodeIds(ids: readonly StreamId[]): Uint8Array {
  return new Uint8Array(Float64Array.from(ids).buffer);
}

export function decodeIds(bytes: Uint8Array): StreamId[] {
  const cells = new Uint8Array(bytes).buffer; // SQLite's bytes need not be aligned
  return Array.from(new Float64Array(cells)) as StreamId[];
}

const encodeFills = (fills: readonly OriginatedFill[]): string | null =>
  fills.length === 0 ? null : JSON.stringify(fills);

export const decodeFills = (column: unknown): readonly OriginatedFill[] =>
  column === null ? [] : (JSON.parse(column as string) as OriginatedFill[]);

/** `,a,b,`: one provider is found by its commas. */
const encodeProviders = (ids: readonly ProviderId[]): string => (ids.length === 0 ? '' : `,${ids.join(',')},`);
export const decodeProviders = (text: string): ProviderId[] => text.split(',').filter(Boolean) as ProviderId[];
