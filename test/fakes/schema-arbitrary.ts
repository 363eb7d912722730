// From a JSON Schema, as the API's description has it, to bodies and parameters: mostly such as fit, some that do not.

import {
  anything,
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  oneof,
  record,
  string,
  stringMatching,
  type Arbitrary,
} from 'fast-check';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** What breaks readers, writers and databases. */
const NASTY = [
  '',
  ' ',
  '\0',
  '\r\nx: y',
  '"',
  "' OR 1=1 --",
  '%',
  '*',
  '../../etc/passwd',
  '<b>&',
  '😀',
  '\u202e',
  '-1',
  '1e999',
  '__proto__',
];
const LONGEST = 40;

const nasty = oneof(constantFrom(...NASTY), string({ maxLength: LONGEST }), string({ unit: 'binary', maxLength: 8 }));

/** @param known values that exist, to reach further than "no such thing" */
export function arbitraryOf(schema: Schema, defs: Readonly<Record<string, Schema>>, depth = 5): Arbitrary<unknown> {
  const fitting = fittingOf(schema, defs, depth);
  return oneof({ weight: 9, arbitrary: fitting }, { weight: 1, arbitrary: anything({ maxDepth: 1 }) });
}

function fittingOf(schema: Schema, defs: Readonly<Record<string, Schema>>, depth: number): Arbitrary<unknown> {
  const inner = (one: Schema): Arbitrary<unknown> => arbitraryOf(one, defs, depth - 1);
  if (depth <= 0) return constant(null);
  if (schema.$ref) return inner(defs[schema.$ref.split('/').at(-1)!] ?? {});
  if (schema.enum) return constantFrom(...schema.enum);
  if ('const' in schema) return constant(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return oneof(...choices.map(inner));
  if (schema.allOf) return inner(schema.allOf[0]!);
  const [type] = [schema.type ?? 'any'].flat();
  return TYPES[type!]?.(schema, inner) ?? anything({ maxDepth: 2 });
}

const TYPES: Readonly<
  Record<string, (schema: Schema, inner: (one: Schema) => Arbitrary<unknown>) => Arbitrary<unknown>>
> = {
  string: (schema) => oneof(textOf(schema), nasty),
  integer: (schema) => integer(rangeOf(schema)),
  number: (schema) => double({ ...rangeOf(schema), noNaN: true }),
  boolean: () => boolean(),
  null: () => constant(null),
  array: ({ items = {} }, inner) => array(inner(items), { maxLength: 3 }),
  object: (schema, inner) => objectOf(schema, inner),
};

function rangeOf({ minimum = -1_000, maximum = 100_000 }: Schema): { min: number; max: number } {
  const [min, max] = [Math.max(minimum, -1e9), Math.min(maximum, 1e9)];
  return min <= max ? { min, max } : { min, max: min };
}

function textOf({ pattern, minLength = 0 }: Schema): Arbitrary<string> {
  if (pattern === undefined) return string({ minLength: Math.min(minLength, LONGEST), maxLength: LONGEST });
  try {
    return stringMatching(new RegExp(pattern), { maxLength: LONGEST });
  } catch {
    return string({ maxLength: LONGEST }); // look-aheads
  }
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  inner: (one: Schema) => Arbitrary<unknown>,
): Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inner(one)]));
  if (Object.keys(fields).length > 0) return record(fields, { requiredKeys: [...required] as never[] });
  const value = typeof additionalProperties === 'object' ? inner(additionalProperties) : anything({ maxDepth: 1 });
  return dictionary(nasty, value, { maxKeys: 3 });
}
