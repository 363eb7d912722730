// What an import would change in a document: things added, changed, removed, by their ids.

import { isDeepStrictEqual } from 'node:util';
import { keysBetween } from '../../kernel/changed-record.ts';
import { lastPair } from '../../kernel/last-pair.ts';
import type { Sliced } from '../../kernel/slices.ts';

export interface Difference {
  readonly change: 'added' | 'changed' | 'removed';
  /** `providers.my-provider`, `streaming.linger_seconds` … */
  readonly key: string;
  /** What a person calls it; empty where it has no name. */
  readonly name: string;
  /** Of what was changed: which fields. No values: some are secrets. */
  readonly fields: readonly string[];
}

/** @param depth how many steps lead from the top to a thing; lists of things with ids are one */
export function* differencesOf(before: unknown, after: unknown, depth: number): Sliced<Difference[]> {
  return (yield* differencesIn(yield* otherThings(before, after, depth))).first;
}

interface Differences {
  readonly first: Difference[];
  /** Of all. */
  readonly count: number;
}

/** As `differencesOf`, of what `otherThings` has found. @param most so many are told, the others only counted */
export function* differencesIn({ was, is }: OtherThings, most = Number.POSITIVE_INFINITY): Sliced<Differences> {
  const first: Difference[] = [];
  let count = 0;
  const otherFields = lastPair((old: unknown, now: unknown) =>
    isDeepStrictEqual(old, now) ? undefined : fieldsOf(old, now),
  );
  for (const [key, value] of is) {
    yield;
    const fields = otherFields(was.get(key), value);
    if (!fields || (count += 1) > most) continue;
    first.push({ change: was.has(key) ? 'changed' : 'added', key, name: nameOf(value), fields });
  }
  for (const [key, value] of was) {
    if (is.has(key) || (count += 1) > most) continue;
    first.push({ change: 'removed', key, name: nameOf(value), fields: [] });
  }
  return { first, count };
}

type Things = Map<string, unknown>;

interface OtherThings {
  readonly was: Things;
  readonly is: Things;
}

/** By key, in order, without those that are one and the same in both: most of a large document. @param depth as above */
export function* otherThings(before: unknown, after: unknown, depth: number): Sliced<OtherThings> {
  const [was, is]: [Things, Things] = [new Map(), new Map()];
  const walk = function* (old: unknown, now: unknown, path: Path): Sliced<void> {
    if (old === now) return;
    if (path.depth >= depth || !isTree(old) || !isTree(now)) {
      addThings(was, old, path, depth);
      addThings(is, now, path, depth);
      return;
    }
    const isLast = path.depth + 1 >= depth;
    for (const [step, one, other] of pairs(old, now)) {
      yield;
      if (!isLast) yield* walk(one, other, below(path, step));
      else if (one !== other) addBoth(keyOf(path, step), one, other);
    }
  };
  const addBoth = (key: string, one: unknown, other: unknown): void => {
    if (one !== NOTHING) was.set(key, one);
    if (other !== NOTHING) is.set(key, other);
  };
  yield* walk(before, after, TOP);
  return { was, is };
}

interface Path {
  readonly key: string;
  readonly depth: number;
}

const TOP: Path = { key: '', depth: 0 };
const keyOf = ({ key, depth }: Path, step: string): string => (depth === 0 ? step : `${key}.${step}`);
const below = (path: Path, step: string): Path => ({ key: keyOf(path, step), depth: path.depth + 1 });

/** By key, in order. @param depth as above */
export function thingsIn(data: unknown, depth: number): Things {
  const things: Things = new Map();
  addThings(things, data, TOP, depth);
  return things;
}

function addThings(things: Things, value: unknown, path: Path, depth: number): void {
  if (value === NOTHING) return;
  if (path.depth >= depth || !isTree(value)) things.set(path.key, value);
  else for (const [step, part] of steps(value)) addThings(things, part, below(path, step), depth);
}

/** Stands for a part that only the other one has. */
const NOTHING = Symbol('nothing');

/** The parts that are not the same in both. */
function* pairs(old: object, now: object): Generator<[step: string, one: unknown, other: unknown]> {
  if (Array.isArray(old) || Array.isArray(now)) {
    const before = new Map(steps(old));
    const after = new Map(steps(now));
    for (const [step, part] of after) yield [step, before.has(step) ? before.get(step) : NOTHING, part];
    for (const [step, part] of before) if (!after.has(step)) yield [step, part, NOTHING];
    return;
  }
  const [before, after] = [old, now] as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  const part = (record: typeof before, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : NOTHING);
  const known = keysBetween(before, after);
  for (const key of known ?? Object.keys(after))
    if (before[key] !== after[key]) yield [key, part(before, key), part(after, key)];
  if (!known) for (const key in before) if (!Object.hasOwn(after, key)) yield [key, before[key], NOTHING];
}

const steps = (value: object): [string, unknown][] =>
  Array.isArray(value)
    ? value.map((part, index): [string, unknown] => [idOf(part) ?? String(index), part])
    : Object.entries(value);

function idOf(part: unknown): string | undefined {
  if (!isTree(part)) return undefined;
  const { id, name } = part;
  return typeof id === 'string' ? id : typeof name === 'string' ? name : undefined;
}

function nameOf(value: unknown): string {
  const name = isTree(value) ? value['name'] : undefined;
  return typeof name === 'string' ? name : '';
}

function fieldsOf(before: unknown, after: unknown): string[] {
  if (!isTree(before) || !isTree(after)) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
