// Edits that give each of many channels a name or a number of its own: renaming by pattern, numbering by a scheme, moving.
// Worked out from the rows as they are; nothing is written. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { RE2JS } from 're2js';
import { AppError } from '../kernel/errors.ts';
import {
  formatChannelNumber,
  MAX_MAJOR,
  parseChannelNumber,
  wholeNumber,
  type ChannelNumber,
} from '../model/channel.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';
import type { Condition } from '../storage/text-search.ts';
import type { KeptDecision } from './decisions.ts';
import { amongConditions, filterConditions, joinConditions } from './filter.ts';
import type { ChannelEdit, ChannelFilter } from './query.ts';
import { knownIds } from './targets.ts';

/** A channel as an edit sees it. */
interface Subject {
  readonly id: ChannelId;
  readonly number: ChannelNumber;
  readonly name: string;
}

export interface EditedChannel {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

export interface EditOutcome {
  /** What is decided of which channel, by printed id; empty in a preview of names, which go together with any others. */
  readonly changes: readonly (readonly [id: string, change: Change])[];
  /** Channels whose decision differs from before. */
  readonly changed: number;
  /** The first few, to be looked at before it is done. */
  readonly samples: readonly EditedChannel[];
}

const SAMPLES = 50;
const MAX_NAME_LENGTH = 200;
/** Each place between is a decision about a channel; a number typed in is one. */
const LONGEST_MOVE = 5_000;

type Change = Pick<KeptDecision, 'name' | 'number'>;

export interface EditQuestion {
  readonly ids?: readonly ChannelId[] | undefined;
  readonly where?: ChannelFilter | undefined;
  readonly edit: ChannelEdit;
  /** Only to be looked at. */
  readonly isPreview: boolean;
}

/** @throws AppError `channel.unknown`, `request.invalid`; nothing is decided then */
export function workOutEdit(database: DatabaseSync, { ids, where, edit, isPreview }: EditQuestion): EditOutcome {
  if (!where) knownIds(database, ids ?? []);
  const conditions = where ? filterConditions(database, where) : amongConditions({ ids: ids ?? [], isIn: true });
  const isCounted = isPreview && edit.kind === 'rename';
  const most = isCounted ? SAMPLES : Number.POSITIVE_INFINITY;
  const chosen = { conditions, isIndexed: where !== undefined && isInOrder(where), most };
  const { changes, count } = WAYS[edit.kind](database, chosen, edit as never);
  const samples = changes
    .slice(0, SAMPLES)
    .map(([subject, change]) => ({ id: printChannelId(subject.id), ...difference(subject, change) }));
  const decided = isCounted ? [] : changes;
  const printed = decided.map(([{ id }, change]) => [printChannelId(id), change] as const);
  return { changes: printed, changed: count, samples };
}

interface Chosen {
  readonly conditions: readonly Condition[];
  /** Whether the index of numbers knows all that they ask for; else rows are read as they lie. */
  readonly isIndexed: boolean;
  /** Changes to keep, of names: all are counted. */
  readonly most: number;
}

const IN_ORDER = new Set(['enabled', 'present']);
const isInOrder = (where: ChannelFilter): boolean =>
  Object.entries(where).every(([key, condition]) => condition === undefined || IN_ORDER.has(key));

/** In the order of their numbers. */
function subjectsOf(
  database: DatabaseSync,
  { conditions, isIndexed }: Pick<Chosen, 'conditions' | 'isIndexed'>,
): Subject[] {
  const { sql, values } = joinConditions([{ sql: 'number > 0', values: [] }, ...conditions]);
  const how = isIndexed ? 'INDEXED BY channel_number' : 'NOT INDEXED';
  const rows = database.prepare(`SELECT id, number, name FROM channel ${how} WHERE ${sql} ORDER BY number, id`);
  rows.setReturnArrays(true); // a third quicker than by name
  return (rows.all(...values) as unknown as [ChannelId, ChannelNumber, string][]).map(([id, number, name]) => ({
    id,
    number,
    name,
  }));
}

function difference({ name, number }: Subject, change: Change): Omit<EditedChannel, 'id'> {
  if (change.name !== undefined) return { before: name, after: change.name };
  return { before: formatChannelNumber(number), after: change.number ?? '' };
}

type Of<Kind extends ChannelEdit['kind']> = Extract<ChannelEdit, { kind: Kind }>;
type Way<Kind extends ChannelEdit['kind']> = (database: DatabaseSync, chosen: Chosen, edit: Of<Kind>) => Worked;

interface Worked {
  readonly changes: readonly [Subject, Change][];
  /** Of all, when only some are kept. */
  readonly count: number;
}

const worked = (changes: readonly [Subject, Change][]): Worked => ({ changes, count: changes.length });

const WAYS: { readonly [Kind in ChannelEdit['kind']]: Way<Kind> } = {
  /** Of the names that have nothing to replace none needs to be read. */
  rename: (database, chosen, edit) => {
    const having = edit.is_pattern ? [] : [{ sql: 'instr(name, ?) > 0', values: [edit.find] }];
    const subjects = subjectsOf(database, { ...chosen, conditions: [...chosen.conditions, ...having] });
    return renamed(subjects, edit, chosen.most);
  },
  number: (database, chosen, edit) => worked(numbered(subjectsOf(database, chosen), edit)),
  move: (database, chosen, { before }) => {
    const ids = new Set(subjectsOf(database, chosen).map(({ id }) => id));
    return worked(moved(subjectsOf(database, { conditions: [], isIndexed: true }), ids, before));
  },
};

function renamed(
  subjects: readonly Subject[],
  { find, replace, is_pattern: isPattern }: Of<'rename'>,
  most: number,
): Worked {
  const rename = isPattern ? byPattern(find, replace) : (name: string): string => name.replaceAll(find, () => replace);
  const changes: [Subject, Change][] = [];
  let count = 0;
  for (const subject of subjects) {
    const replaced = rename(subject.name);
    if (replaced === subject.name) continue; // also where white space could be tidied: nothing was asked of it
    const name = tidied(replaced).slice(0, MAX_NAME_LENGTH);
    if (name === '' || name === subject.name) continue;
    count += 1;
    if (count <= most) changes.push([subject, { name }]);
  }
  return { changes, count };
}

/** Most are tidy: to look costs less than to write them anew. */
const tidied = (name: string): string => (/\s\s|[^\S ]/.test(name) ? name.replaceAll(/\s+/g, ' ') : name).trim();

/** In linear time, whatever the pattern: it comes from outside. `$1` stands for a group. */
function byPattern(find: string, replace: string): (name: string) => string {
  try {
    const pattern = RE2JS.compile(find, RE2JS.CASE_INSENSITIVE);
    return (name) => pattern.matcher(name).replaceAll(replace);
  } catch {
    throw new AppError('request.invalid', `"${find}" is not a regular expression.`);
  }
}

function numbered(subjects: readonly Subject[], { first, step }: Of<'number'>): [Subject, Change][] {
  const start = parseChannelNumber(first);
  if (start === undefined) throw new AppError('request.invalid', `"${first}" is not a channel number.`);
  const major = Number(first.split(/[.\-_]/)[0]);
  if (major + (subjects.length - 1) * step > MAX_MAJOR) {
    throw new AppError('request.invalid', `Numbers end at ${MAX_MAJOR}.`);
  }
  return subjects.flatMap((subject, index): [Subject, Change][] => {
    const number = index === 0 ? start : wholeNumber(major + index * step);
    return number === subject.number ? [] : [[subject, { number: formatChannelNumber(number) }]];
  });
}

/** The moved ones take the numbers at the new place; those between make room. The numbers in use stay the same. */
function moved(all: readonly Subject[], chosen: ReadonlySet<ChannelId>, target: ChannelId | null): [Subject, Change][] {
  const rest = all.filter(({ id }) => !chosen.has(id));
  const at = target === null ? rest.length : rest.findIndex(({ id }) => id === target);
  if (at === -1)
    throw new AppError('request.invalid', 'The channel to move before is among the moved ones, or unknown.');
  const order = [...rest.slice(0, at), ...all.filter(({ id }) => chosen.has(id)), ...rest.slice(at)];
  const changes = order.flatMap((subject, index): [Subject, Change][] => {
    const number = all[index]!.number;
    return number === subject.number ? [] : [[subject, { number: formatChannelNumber(number) }]];
  });
  if (changes.length <= LONGEST_MOVE) return changes;
  throw new AppError('request.invalid', `That is further than ${LONGEST_MOVE} places: give it a number instead.`);
}
