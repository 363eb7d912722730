// Which titles a question means, by the index in memory. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { TITLE_KINDS, type TitleId } from '../model/title.ts';
import { foldedWords } from '../storage/text-search.ts';
import { KIND_FLAG, KNOWN_FLAG } from './index/chunks.ts';
import type { Hits, TitleIndex } from './index/title-index.ts';
import { suggestedEntries } from './index/suggested.ts';
import type { TitleQuery } from './query.ts';
import { plainTitle } from './title-key.ts';

/** Nothing but kinds is asked for. */
export const isAll = (query: TitleQuery): boolean =>
  wordsOf(query).length === 0 &&
  query.group === undefined &&
  !query.within?.groups &&
  query.among === undefined &&
  query.identified === undefined &&
  query.suggested === undefined;

/** As the table has them. */
export function kindsOf({ kind, within }: TitleQuery): number[] {
  const all = TITLE_KINDS.filter((one) => (kind ?? one) === one && (within?.kinds.includes(one) ?? true));
  return all.map((one) => TITLE_KINDS.indexOf(one));
}

const wordsOf = ({ search = '' }: TitleQuery): string[] => foldedWords(plainTitle(search));

/** @returns 1 for each entry that is meant, and how many these are */
export function hitsOf(database: DatabaseSync, index: TitleIndex, query: TitleQuery): { hits: Hits; total: number } {
  const words = wordsOf(query);
  const hits = words.length > 0 ? index.named(words).slice() : new Uint8Array(index.length).fill(1);
  const { among, suggested } = query;
  if (suggested !== undefined) keep(hits, suggestedEntries(database, index), suggested);
  if (among) keep(hits, entriesOf(database, index, among.ids), among.isIn);
  return { hits, total: narrow(hits, index, query) };
}

/** @param isIn those alone that are in `some`, or those that are not */
function keep(hits: Hits, some: Hits, isIn: boolean): void {
  const wanted = Number(isIn);
  for (let entry = 0; entry < hits.length; entry += 1) if (some[entry] !== wanted) hits[entry] = 0;
}

function entriesOf(database: DatabaseSync, index: TitleIndex, ids: readonly TitleId[]): Hits {
  const some = new Uint8Array(index.length);
  const find = database.prepare('SELECT rowid FROM title WHERE id IN (SELECT value FROM json_each(?))');
  for (const { rowid } of find.all(JSON.stringify(ids))) some[index.entryOf(rowid as number)] = 1;
  return some;
}

/** By what columns say. @returns how many are left */
function narrow(hits: Hits, index: TitleIndex, query: TitleQuery): number {
  const kinds = kindsOf(query);
  const isKind = TITLE_KINDS.map((_, kind) => kinds.includes(kind));
  const known = query.identified === undefined ? -1 : Number(query.identified) * KNOWN_FLAG;
  const isGroup = groupsOf(index, query);
  const { flags, groups } = index.entries;
  let total = 0;
  for (let entry = 0; entry < hits.length; entry += 1) {
    if (hits[entry] === 0) continue;
    const said = flags[entry]!;
    const isMeant =
      isKind[said & KIND_FLAG] &&
      (known < 0 || (said & KNOWN_FLAG) === known) &&
      (!isGroup || isGroup[groups[entry]!] === 1);
    if (isMeant) total += 1;
    else hits[entry] = 0;
  }
  return total;
}

/** 1 for each number of a category that is asked for; undefined for all. */
function groupsOf(index: TitleIndex, { group, within }: TitleQuery): Uint8Array | undefined {
  const allowed = within?.groups ?? undefined;
  if (group === undefined && !allowed) return undefined;
  const isGroup = new Uint8Array(index.groups.values().reduce((one, other) => Math.max(one, other), 0) + 1);
  const asked = group === undefined ? allowed! : [group].filter((one) => allowed?.includes(one) ?? true);
  for (const name of asked) isGroup[index.groups.get(name) ?? 0] = 1;
  isGroup[0] = 0; // no category's number
  return isGroup;
}
