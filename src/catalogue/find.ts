// Which streams of a provider's list a question is about. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { StreamId } from '../model/ids.ts';
import type { HeldLists } from './held-lists.ts';
import type { Ledger } from './ledger.ts';
import { wordsOf } from './name-index.ts';
import type { StreamQuery } from './query.ts';
import { kindIndex } from './stream-row.ts';

export interface Found {
  readonly count: number;
  /** The first place of the list, from this one on, that is among them; -1 behind the last. */
  readonly next: (from: number) => number;
}

interface Asked {
  readonly database: DatabaseSync;
  readonly lists: HeldLists;
  readonly provider: number;
  /** Of that provider. */
  readonly ledger: Ledger;
  /** Only these, when a channel was asked for. */
  readonly wanted: ReadonlySet<StreamId> | null;
}

/** One for each place of the list that is among them. */
type Mask = Uint8Array;

export function findStreams({ database, lists, provider, ledger, wanted }: Asked, query: StreamQuery): Found {
  const words = wordsOf(query.search ?? '');
  let mask: Mask | undefined = words.length > 0 ? lists.names(provider).find(words) : undefined;
  const narrow = (fits: (position: number) => boolean): void => {
    mask = narrowed(mask, ledger.length, fits);
  };
  const { kinds, rows } = ledger;
  if (query.kind !== undefined) {
    const kind = kindIndex(query.kind);
    narrow((position) => kinds[position] === kind);
  }
  if (query.group !== undefined) {
    const inGroup = rowsOfGroup(database, provider, query.group);
    narrow((position) => inGroup[rows[position]!] === 1);
  }
  if (wanted) narrow((position) => wanted.has(ledger.idAt(position)));
  return mask ? foundIn(mask) : allOf(ledger);
}

/** What was found before, without what does not fit. */
function narrowed(before: Mask | undefined, length: number, fits: (position: number) => boolean): Mask {
  const mask = before ?? new Uint8Array(length).fill(1);
  for (let position = 0; position < length; position += 1) {
    if (mask[position] === 1 && !fits(position)) mask[position] = 0;
  }
  return mask;
}

/** One at each row of the table that has it. */
function rowsOfGroup(database: DatabaseSync, provider: number, group: string): Uint8Array {
  const statement = database.prepare('SELECT row FROM stream WHERE provider = ? AND group_title = ?');
  statement.setReturnArrays(true);
  const found = statement.all(provider, group) as unknown as [row: number][];
  const mask = new Uint8Array(found.reduce((last, [row]) => Math.max(last, row), -1) + 1);
  for (const [row] of found) mask[row] = 1;
  return mask;
}

function foundIn(mask: Mask): Found {
  let count = 0;
  for (const one of mask) count += one;
  return { count, next: (from) => mask.indexOf(1, from) };
}

const allOf = ({ length }: Ledger): Found => ({ count: length, next: (from) => (from < length ? from : -1) });
