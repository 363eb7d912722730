// The OpenAPI document that Masthead itself hands out, to hold answers and examples against.

import { expect } from 'vitest';
import * as z from 'zod';

export interface BodySchema {
  readonly $ref?: string;
  readonly required?: readonly string[];
}

export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export interface Content {
  readonly schema: BodySchema & object;
  readonly example?: unknown;
}

export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}

export interface Asked {
  readonly method: string;
  /** As documented. */
  readonly route: string;
  readonly status?: number;
}

const PARTS = '#/components/schemas/';
const schemas = new WeakMap<ApiDocument, Map<string, z.ZodType>>();

/** Made once for each text, with the parts that it names and no others: making them was most of the time of the contract. */
export function schemaOf(document: ApiDocument, text: string): z.ZodType {
  const known = schemas.get(document) ?? new Map<string, z.ZodType>();
  schemas.set(document, known);
  const made = known.get(text);
  if (made) return made;
  const parts = new Set<string>();
  collectParts(document, text, parts);
  const $defs = Object.fromEntries([...parts].map((name) => [name, document.components.schemas[name]]));
  const whole = JSON.stringify({ ...(JSON.parse(text) as object), $defs }).replaceAll(PARTS, '#/$defs/');
  const schema = z.fromJSONSchema(JSON.parse(whole) as Parameters<typeof z.fromJSONSchema>[0]);
  known.set(text, schema);
  return schema;
}

function collectParts(document: ApiDocument, text: string, parts: Set<string>): void {
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (parts.has(name)) continue;
    parts.add(name);
    collectParts(document, JSON.stringify(document.components.schemas[name]), parts);
  }
}

/** What the document says of an answer with this status. */
function contentOf(document: ApiDocument, { method, route }: Asked, status: number): [string, z.ZodType] | undefined {
  const answer = document.paths[route]?.[method]?.responses[status];
  expect(answer, `${method} ${route} documents ${status}`).toBeDefined();
  const [found] = Object.entries(answer?.content ?? {});
  return found && [found[0], schemaOf(document, JSON.stringify(found[1].schema))];
}

export async function expectAsDocumented(document: ApiDocument, asked: Asked, response: Response): Promise<void> {
  const text = await response.text();
  const [contentType, schema] = contentOf(document, asked, response.status) ?? [null, z.null()];
  expect(response.headers.get('content-type')?.replace('; charset=UTF-8', '') ?? null).toBe(contentType);
  const isText = contentType !== null && ['text/plain', 'text/csv', 'application/yaml'].includes(contentType);
  const said: unknown = isText ? text : text === '' ? null : JSON.parse(text);
  expect(schema.safeParse(said).error?.issues ?? []).toEqual([]);
}
