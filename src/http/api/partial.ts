// Schemas of changes: everything may be left out, and nothing is filled in for what is.

import * as z from 'zod';
import type { DeepPartial } from '../../storage/settings-store.ts';
import { optional } from './route.ts';

/** An object's own fields may be left out; those that are there keep to the schema. */
export function changesOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): z.ZodType<Partial<z.output<z.ZodObject<Shape>>>> {
  return optionalFields(schema, (field) => field) as never;
}

/** The same at every depth of a tree. */
export function deepChangesOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): z.ZodType<DeepPartial<z.output<z.ZodObject<Shape>>>> {
  const deepen = (field: z.ZodType): z.ZodType =>
    field instanceof z.ZodObject ? optionalFields(field, deepen) : field;
  return optionalFields(schema, deepen) as never;
}

function optionalFields(schema: z.ZodObject, change: (field: z.ZodType) => z.ZodType): z.ZodObject {
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    optional(change(withoutDefault(field as z.ZodType))),
  ]);
  return z.strictObject(Object.fromEntries(fields) as z.ZodRawShape);
}

/** A default would reset what a change does not mention. The description lies on the outside and is kept. */
function withoutDefault(field: z.ZodType): z.ZodType {
  if (!(field instanceof z.ZodDefault) && !(field instanceof z.ZodPrefault)) return field;
  const inner = withoutDefault(field.unwrap() as z.ZodType);
  const meta = field.meta();
  return meta ? inner.meta(meta) : inner;
}
