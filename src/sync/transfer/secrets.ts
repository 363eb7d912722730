// Secrets in a document: taken out of a copy, and put back into one. A place of one is a path; where lists have things
// with ids, the same thing is found again by its id.

import { isDeepStrictEqual } from 'node:util';
import { redactText } from '../../kernel/redact.ts';

/** Steps from the top: names of fields, places in lists. */
export type Path = readonly (string | number)[];

export interface SecretRule {
  /** Steps with `/` between; `*` is any. `**` with a pattern is whatever has such a name, at any depth. */
  readonly at: string;
  /** What stands in its place; what comes back the same is no secret. */
  readonly conceal: (value: unknown) => unknown;
  /** A secret of another document without which this one is worth nothing. */
  readonly boundTo?: { readonly document: string; readonly at: Path };
}

/** What a secret is shown as. */
const HIDDEN = '***';

export const hidden = (value: unknown): unknown => (value === '' || value === null ? value : HIDDEN);
export const emptied = (value: unknown): unknown => (typeof value === 'string' ? '' : value);
export const nulled = (): null => null;
export const redacted = (value: unknown): unknown => (typeof value === 'string' ? redactText(value) : value);

export interface Concealed {
  readonly data: unknown;
  /** Where something was left out, in order. */
  readonly places: readonly Path[];
  /** What, in the same order. */
  readonly values: readonly unknown[];
}

/** @param rules the first that fits a place counts */
export function conceal(data: unknown, rules: readonly SecretRule[]): Concealed {
  if (rules.length === 0) return { data, places: [], values: [] };
  const ruleOf = rulesByPath(rules);
  const places: Path[] = [];
  const values: unknown[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (typeof value === 'object' && value !== null) return mapped(value, (part, step) => walk(part, [...path, step]));
    const rule = ruleOf(path);
    const shown = rule ? rule.conceal(value) : value;
    if (shown === value) return value;
    places.push(path);
    values.push(value);
    return shown;
  };
  return { data: walk(data, []), places, values };
}

/** @returns what finds the rule for a place */
export function rulesByPath(rules: readonly SecretRule[]): (path: Path) => SecretRule | undefined {
  const tests = rules.map((rule) => ({ steps: rule.at.split('/'), rule }));
  return (path) => tests.find(({ steps }) => fits(steps, path))?.rule;
}

function fits(steps: readonly string[], path: Path): boolean {
  if (steps[0] === '**') return new RegExp(steps[1] ?? '').test(String(path.at(-1)));
  return steps.length === path.length && steps.every((step, index) => step === '*' || step === String(path[index]));
}

function mapped(value: object, change: (part: unknown, step: string | number) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part, index) => change(part, index));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, change(part, name)]));
}

/** A copy with other values at some places, where there are any. Places that are not there are passed over. */
export function withValues(data: unknown, changes: readonly (readonly [Path, unknown])[]): unknown {
  if (changes.length === 0) return data; // most documents, and the largest, have no secrets
  const copy = structuredClone(data);
  for (const [path, value] of changes) {
    const holder = valueAt(copy, path.slice(0, -1));
    const step = path.at(-1)!;
    if (isTree(holder) && Object.hasOwn(holder, step)) holder[step] = value;
  }
  return copy;
}

export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (isTree(at) && Object.hasOwn(at, step) ? at[step] : undefined), data);
}

/**
 * What this installation has at the place of a secret that a copy came without: only where everything that may be seen of
 * it is the same, so that a password never goes to another host.
 */
export function ownValue(file: unknown, own: Concealed, path: Path): { readonly value: unknown } | undefined {
  const shown = valueAt(file, path);
  const key = keyOf(file, path);
  const index = own.places.findIndex((place) => keyOf(own.data, place) === key);
  if (index === -1 || !isDeepStrictEqual(valueAt(own.data, own.places[index]!), shown)) return undefined;
  return { value: own.values[index] };
}

/** The path with ids in the place of positions. */
function keyOf(data: unknown, path: Path): string {
  return JSON.stringify(path.map((step, index) => (typeof step === 'number' ? idAt(data, path, index) : step)));
}

function idAt(data: unknown, path: Path, index: number): unknown {
  const thing = valueAt(data, path.slice(0, index + 1));
  return isTree(thing) ? (thing['id'] ?? thing['username'] ?? thing['url'] ?? path[index]) : path[index];
}

const isTree = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null;
