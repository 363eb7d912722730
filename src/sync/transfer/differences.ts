// What an import would change in a document: things added, changed, removed, by their ids.

import { isDeepStrictEqual } from 'node:util';

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
export function differencesOf(before: unknown, after: unknown, depth: number): Difference[] {
  const was = thingsIn(before, depth);
  const is = thingsIn(after, depth);
  const removed = [...was].filter(([key]) => !is.has(key));
  const rest = [...is].filter(([key, value]) => !isDeepStrictEqual(was.get(key), value));
  return [
    ...rest.map(([key, value]): Difference => {
      const known = was.has(key);
      const fields = known ? fieldsOf(was.get(key), value) : [];
      return { change: known ? 'changed' : 'added', key, name: nameOf(value), fields };
    }),
    ...removed.map(([key, value]): Difference => ({ change: 'removed', key, name: nameOf(value), fields: [] })),
  ];
}

/** By key, in order. @param depth as above */
export function thingsIn(data: unknown, depth: number): Map<string, unknown> {
  const things = new Map<string, unknown>();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (path.length >= depth || !isTree(value)) things.set(path.join('.'), value);
    else for (const [step, part] of steps(value)) walk(part, [...path, step]);
  };
  walk(data, []);
  return things;
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
