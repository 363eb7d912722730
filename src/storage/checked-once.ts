// Parts of a document that are checked once: what a schema has let by, it lets by again unread, and as the same object. So the
// cost of a change is that of what was changed, and whoever compares two states of a document sees by identity what was not. What is
// one object for many entries stays one for them.

import * as z from 'zod';
import { originOf } from '../kernel/changed-record.ts';
import type { Sliced } from '../kernel/slices.ts';

type Known = WeakSet<object>;
type Keys = z.ZodType<string, string>;

/** As `schema`, for a part that is replaced as a whole. Its output must fit it again. */
export function checkedOnce<Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema>> {
  const known: Known = new WeakSet();
  return z.transform((value, context) => checked(schema, { value, known, context, at: [] })) as never;
}

/** As `z.record(key, value)`, for large ones of which little is changed at a time. */
export function checkedRecord<Value extends z.ZodType>(
  key: Keys,
  value: Value,
): z.ZodType<Record<string, z.output<Value>>> {
  const known: Known = new WeakSet();
  const whole = z.record(key, z.unknown());
  let last: Readonly<Record<string, unknown>> = {}; // whose keys were checked
  const schema = z.transform((given, context) => {
    if (isKnown(known, given)) return given;
    const origin = typeof given === 'object' && given !== null ? originOf(given) : undefined;
    if (origin && isKnown(known, origin.from)) {
      if (checkChanged(given as Record<string, unknown>, origin, { known, key, value, context }))
        last = given as typeof last;
      return given;
    }
    if (typeof given !== 'object' || given === null || Array.isArray(given))
      return checked(whole, { value: given, known, context, at: [] });
    const entries = { ...given } as Record<string, unknown>;
    delete entries['__proto__']; // of a file that wants to change more than itself
    let isGood = true;
    const checkedEntry = shared((entry, name) => checked(value, { value: entry, known, context, at: [name] }));
    for (const name in entries) {
      const entry = entries[name];
      if (isKnown(known, entry)) continue;
      const isNew = !Object.hasOwn(last, name);
      if (isNew && checked(key, { value: name, known, context, at: [name] }) !== name) isGood = false;
      entries[name] = checkedEntry(entry, name);
    }
    known.add(entries);
    if (isGood) last = entries;
    return entries;
  });
  AHEAD.set(schema, (given) => checking(given, { known, key, value }));
  return schema as never;
}

interface Within extends Entries {
  readonly context: z.RefinementCtx;
}

/** Of a record that was checked but for these entries, which are checked in their place. @returns whether they fit */
function checkChanged(
  given: Record<string, unknown>,
  { from, keys }: NonNullable<ReturnType<typeof originOf>>,
  { known, key, value, context }: Within,
): boolean {
  const checkedEntry = shared((entry, name) => checked(value, { value: entry, known, context, at: [name] }));
  let isGood = true;
  for (const name of keys) {
    if (!Object.hasOwn(given, name)) continue;
    const isNew = !Object.hasOwn(from, name);
    if (isNew && checked(key, { value: name, known, context, at: [name] }) !== name) isGood = false;
    const fit = isKnown(known, given[name]) ? given[name] : checkedEntry(given[name], name);
    if (fit === z.NEVER) isGood = false;
    else given[name] = fit;
  }
  if (isGood) known.add(given);
  return isGood;
}

const AHEAD = new WeakMap<z.ZodType, (given: unknown) => Sliced<unknown>>();

/** What a `checkedRecord` is given, looked at in slices before it is checked: that costs little then. What is wrong is left to it. */
export function* checkedAhead(schema: z.ZodType, given: unknown): Sliced<unknown> {
  const ahead = AHEAD.get(schema);
  return ahead ? yield* ahead(given) : given;
}

const NO_FIT = Symbol('does not fit');

/** What becomes of each object, which may stand in many places. One that becomes nothing is looked at in each of them. */
function shared(become: (entry: unknown, name: string) => unknown): (entry: unknown, name: string) => unknown {
  const known = new Map<unknown, unknown>();
  return (entry, name) => {
    const before = known.get(entry);
    if (before !== undefined) return before;
    const after = become(entry, name);
    if (typeof after === 'object' && after !== null && after !== z.NEVER) known.set(entry, after);
    return after;
  };
}

interface Entries {
  readonly known: Known;
  readonly key: z.ZodType;
  readonly value: z.ZodType;
}

function* checking(given: unknown, { known, key, value }: Entries): Sliced<unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const entries: Record<string, unknown> = {};
  let isGood = true;
  const fitEntry = shared((entry) => {
    const result = isKnown(known, entry) ? { success: true, data: entry } : value.safeParse(entry);
    if (!result.success) return NO_FIT;
    if (typeof result.data === 'object' && result.data !== null) known.add(result.data);
    return result.data;
  });
  for (const name in given) {
    yield;
    const entry = (given as Readonly<Record<string, unknown>>)[name];
    const isNamed = name !== '__proto__' && key.safeParse(name).success;
    const fit = isNamed ? fitEntry(entry, name) : NO_FIT;
    const isFit = fit !== NO_FIT;
    isGood &&= isFit;
    Object.defineProperty(entries, name, {
      value: isFit ? fit : entry,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  if (isGood) known.add(entries);
  return entries;
}

interface Check {
  readonly value: unknown;
  readonly known: Known;
  readonly context: z.RefinementCtx;
  readonly at: readonly string[];
}

function checked(schema: z.ZodType, { value, known, context, at }: Check): unknown {
  if (isKnown(known, value)) return value;
  const result = schema.safeParse(value);
  if (result.success) {
    if (typeof result.data === 'object' && result.data !== null) known.add(result.data);
    return result.data;
  }
  for (const { message, path } of result.error.issues)
    context.addIssue({ code: 'custom', message, path: [...at, ...path], input: value });
  return z.NEVER;
}

const isKnown = (known: Known, value: unknown): boolean =>
  typeof value === 'object' && value !== null && known.has(value);
