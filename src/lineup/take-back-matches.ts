// What was decided about which names are one channel, as a difference that can be taken back, with its line in the journal. Pure.

import * as z from 'zod';
import { journalEntry, type JournalEntry, type MatchDecisions } from './match-decisions.ts';

const pair = z.tuple([z.string(), z.string()]);
const both = <One extends z.ZodType>(one: One) => z.strictObject({ added: z.array(one), removed: z.array(one) });

export const matchesChange = z.strictObject({
  /** Names with the channel that they were given to, before and after; null where there was none. */
  names: z.record(z.string(), z.strictObject({ before: z.string().nullable(), after: z.string().nullable() })),
  apart: both(pair),
  locked: both(z.string()),
  journal: both(journalEntry),
});

export type MatchesChange = z.output<typeof matchesChange>;

type Both<One> = { readonly added: readonly One[]; readonly removed: readonly One[] };

/** Null when nothing differs. */
export function matchesBetween(before: MatchDecisions, after: MatchDecisions): MatchesChange | null {
  if (before === after) return null;
  const names = namesBetween(before.names, after.names);
  const apart = between(before.apart, after.apart);
  const locked = between(before.locked, after.locked);
  const journal = between(before.journal, after.journal);
  const isSame = [Object.keys(names), ...Object.values(apart), ...Object.values(locked)].every(
    (list) => list.length === 0,
  );
  return isSame ? null : { names, apart, locked, journal };
}

function namesBetween(before: MatchDecisions['names'], after: MatchDecisions['names']): MatchesChange['names'] {
  const differing = new Set<string>();
  for (const name in after) if (before[name] !== after[name]) differing.add(name);
  for (const name in before) if (after[name] === undefined) differing.add(name);
  const changes = [...differing].map((name) => [name, { before: before[name] ?? null, after: after[name] ?? null }]);
  return Object.fromEntries(changes) as MatchesChange['names'];
}

const printed = (value: string | readonly string[] | JournalEntry): string =>
  JSON.stringify(typeof value === 'object' && 'kind' in value ? told(value) : value);

/** A line changes, too, when one before it is taken back; the audit keeps its fields in another order. */
const told = ({ id, at, kind, channels, names, ...changes }: JournalEntry): readonly unknown[] => {
  const { apart_added: apart, apart_removed: together, locked_added: locked, locked_removed: unlocked } = changes;
  return [id, at, kind, channels, names, apart, together, locked, unlocked];
};

function between<One extends Parameters<typeof printed>[0]>(
  before: readonly One[],
  after: readonly One[],
): { added: One[]; removed: One[] } {
  if (before === after) return { added: [], removed: [] };
  const [was, is] = [new Set(before.map(printed)), new Set(after.map(printed))];
  return {
    added: after.filter((one) => !was.has(printed(one))),
    removed: before.filter((one) => !is.has(printed(one))),
  };
}

/** @returns undefined when something else was decided since about one of these names or channels */
export function takeMatchesBack(current: MatchDecisions, change: MatchesChange): MatchDecisions | undefined {
  const names = { ...current.names };
  for (const [name, { before, after }] of Object.entries(change.names)) {
    if ((names[name] ?? null) !== after) return undefined;
    if (before === null) delete names[name];
    else names[name] = before;
  }
  const apart = reversed(current.apart, change.apart);
  const locked = reversed(current.locked, change.locked);
  if (!apart || !locked) return undefined;
  return { names, apart, locked, journal: journalWithout(current.journal, change.journal) };
}

function reversed<One extends string | readonly string[]>(
  current: readonly One[],
  { added, removed }: Both<One>,
): One[] | undefined {
  if (added.length + removed.length === 0) return [...current];
  const is = new Set(current.map(printed));
  if (!added.every((one) => is.has(printed(one))) || removed.some((one) => is.has(printed(one)))) return undefined;
  const gone = new Set(added.map(printed));
  return [...current.filter((one) => !gone.has(printed(one))), ...removed];
}

/** A line comes back by its own number, or by the next where another has got that since. */
function journalWithout(current: readonly JournalEntry[], { added, removed }: Both<JournalEntry>): JournalEntry[] {
  const gone = new Set(added.map(printed));
  const kept = current.filter((entry) => !gone.has(printed(entry)));
  const taken = new Set(kept.map(({ id }) => id));
  let last = Math.max(0, ...taken);
  const back = removed.map((entry) => (taken.has(entry.id) ? { ...entry, id: (last += 1) } : entry));
  return [...kept, ...back].toSorted((a, b) => a.id - b.id);
}
