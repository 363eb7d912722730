// A JSON Schema as people read types: `{ id: string, tuners?: integer | null }`.

import * as z from 'zod';

const schemaShape = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  'x-label': z.string().optional(),
  'x-unit': z.string().optional(),
});

type SchemaShape = z.output<typeof schemaShape>;

/** @param indent spaces that stand before the line it is written into */
export function schemaText(schema: unknown, indent = ''): string {
  const { data } = schemaShape.safeParse(schema);
  if (!data) return 'any';
  if (data.$ref) return nameOf(data.$ref);
  if (data.const !== undefined) return JSON.stringify(data.const);
  if (data.enum) return data.enum.map((value) => JSON.stringify(value)).join(' | ');
  const union = data.anyOf ?? data.oneOf;
  if (union) return union.map((part) => schemaText(part, indent)).join(' | ');
  if (data.allOf) return data.allOf.map((part) => schemaText(part, indent)).join(' & ');
  if (data.properties) return objectText(data, data.properties, indent);
  return plainText(data, indent);
}

/** `#/components/schemas/Channel` is `Channel`. */
const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

function plainText(schema: SchemaShape, indent: string): string {
  const types = [schema.type ?? 'any'].flat();
  return types
    .map((type) => {
      if (type === 'array') return `${bracketed(schemaText(schema.items, indent))}[]`;
      if (type === 'object' && schema.additionalProperties) {
        return `{ [name]: ${schemaText(schema.additionalProperties, indent)} }`;
      }
      return type;
    })
    .join(' | ');
}

const bracketed = (text: string): string => (text.includes(' | ') && !text.startsWith('{') ? `(${text})` : text);

function objectText(schema: SchemaShape, properties: Readonly<Record<string, unknown>>, indent: string): string {
  const inner = `${indent}  `;
  const required = new Set(schema.required);
  const lines = Object.entries(properties).map(([name, property]) => {
    const mark = required.has(name) ? '' : '?';
    return `${inner}${name}${mark}: ${schemaText(property, inner)}${remark(property)}\n`;
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
}

function remark(property: unknown): string {
  const { data } = schemaShape.safeParse(property);
  const text = data?.description ?? data?.['x-label'];
  if (!text) return '';
  return `  // ${text}${data?.['x-unit'] ? ` (${data['x-unit']})` : ''}`;
}
