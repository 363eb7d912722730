// A person's decisions about which names are one channel, and how they are taken back. Pure; who knows the names of a
// channel hands them in.

import type { JournalEntry, MatchDecisions } from './match-decisions.ts';

/** A name as decisions have it: `de|zdf hd`. */
export type NameRef = string;

/** Names and the channel, as printed, that they belong to from now on. */
export interface Assignment {
  readonly channel: string;
  readonly names: readonly NameRef[];
}

/**
 * These names are one channel: what was said against it is forgotten. Names that it had before stay in front of those that it
 * gets: it is shown as the first one that is listed.
 */
export function joinNames(before: MatchDecisions, { channel, names }: Assignment): MatchDecisions {
  const all = new Set(names);
  const given = { ...before.names };
  for (const name of names) if (given[name] !== undefined && given[name] !== channel) delete given[name];
  for (const name of names) given[name] = channel;
  return {
    ...before,
    names: given,
    apart: before.apart.filter(([x, y]) => !all.has(x) || !all.has(y)),
  };
}

/** Pairs of names that are gone stay, as names come back: so the oldest go. A decision makes a few of them, 64 at most. */
const MOST_APART = 50_000;

/** These two are two channels: they are not proposed again. */
export function keepApart(before: MatchDecisions, a: NameRef, b: NameRef): MatchDecisions {
  if (before.apart.some(([x, y]) => (x === a && y === b) || (x === b && y === a))) return before;
  return { ...before, apart: [...before.apart.slice(1 - MOST_APART), [a, b]] };
}

/** Some names of a channel become one of their own; the others stay where they are. */
export function splitNames(before: MatchDecisions, rest: Assignment, own: Assignment): MatchDecisions {
  const joined = joinNames(joinNames(before, rest), own);
  const [a, b] = [rest.names[0], own.names[0]];
  return a === undefined || b === undefined ? joined : keepApart(joined, a, b);
}

/** Its names stay what they are, and no other joins them by likeness. */
export function lockChannel(before: MatchDecisions, channel: Assignment): MatchDecisions {
  const joined = joinNames(before, channel);
  return { ...joined, locked: [...new Set([...joined.locked, channel.channel])] };
}

export function unlockChannel(before: MatchDecisions, channel: string): MatchDecisions {
  return { ...before, locked: before.locked.filter((locked) => locked !== channel) };
}

/** Decisions that can be taken back: the newest. */
const JOURNAL_LIMIT = 200;

/** A decision; its names are those that it gives a channel, also where they had it already. */
export interface Said extends Pick<JournalEntry, 'at' | 'called' | 'channels' | 'kind'> {
  readonly names: readonly NameRef[];
}

/** @returns `after` with a note of what became of `before`; the same as `before` when nothing did */
export function journalled(before: MatchDecisions, after: MatchDecisions, said: Said): MatchDecisions {
  const names = changedNames(before.names, after.names);
  const entry: JournalEntry = {
    ...said,
    channels: [...said.channels],
    id: (before.journal.at(-1)?.id ?? 0) + 1,
    names: Object.fromEntries([...said.names, ...names].map((name) => [name, before.names[name] ?? null])),
    apart_added: without(after.apart, before.apart),
    apart_removed: without(before.apart, after.apart),
    locked_added: without(after.locked, before.locked),
    locked_removed: without(before.locked, after.locked),
  };
  const isChange =
    names.length > 0 ||
    [entry.apart_added, entry.apart_removed, entry.locked_added, entry.locked_removed].some((list) => list.length > 0);
  return isChange ? { ...after, journal: [...before.journal, entry].slice(-JOURNAL_LIMIT) } : before;
}

function changedNames(before: MatchDecisions['names'], after: MatchDecisions['names']): NameRef[] {
  if (before === after) return [];
  const all = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...all].filter((name) => before[name] !== after[name]);
}

function without<One>(all: readonly One[], others: readonly One[]): One[] {
  if (all === others) return []; // most edits leave most lists as they are
  const taken = new Set(others);
  return all.filter((one) => !taken.has(one));
}

/**
 * As if it had never been decided. What was decided since then stays, also about the same names, pairs and locks: taken back later,
 * it leaves what was there before both.
 */
export function undo(before: MatchDecisions, entry: JournalEntry): MatchDecisions {
  const names = { ...before.names };
  const since = before.journal.filter(({ id }) => id > entry.id).map((later) => structuredClone(later));
  for (const [name, channel] of Object.entries(entry.names)) {
    const next = since.find((later) => Object.hasOwn(later.names, name));
    if (next) next.names[name] = channel;
    else if (channel === null) delete names[name];
    else names[name] = channel;
  }
  return {
    names,
    apart: takenBack(before.apart, apartIn(entry), since.map(apartIn)),
    locked: takenBack(before.locked, lockedIn(entry), since.map(lockedIn)),
    journal: [...before.journal.filter(({ id }) => id < entry.id), ...since],
  };
}

interface Changed<One> {
  readonly added: One[];
  readonly removed: One[];
}

const apartIn = ({ apart_added: added, apart_removed: removed }: JournalEntry): Changed<[string, string]> => ({
  added,
  removed,
});
const lockedIn = ({ locked_added: added, locked_removed: removed }: JournalEntry): Changed<string> => ({
  added,
  removed,
});

/** @param since later changes, in order: what the first of them said to the contrary changes nothing any more, and is struck */
function takenBack<One extends string | [string, string]>(
  current: readonly One[],
  { added, removed }: Changed<One>,
  since: readonly Changed<One>[],
): One[] {
  const gone = new Set(added.filter((one) => !since.some((later) => strike(later.removed, one))).map(keyOf));
  const back = removed.filter((one) => !since.some((later) => strike(later.added, one)));
  return [...current.filter((one) => !gone.has(keyOf(one))), ...back];
}

function strike<One extends string | [string, string]>(list: One[], one: One): boolean {
  const at = list.findIndex((other) => keyOf(other) === keyOf(one));
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

/** Of a pair the same, whichever is named first. */
const keyOf = (one: string | readonly string[]): string =>
  typeof one === 'string' ? one : JSON.stringify(one.toSorted());
