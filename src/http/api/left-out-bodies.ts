// Bodies that may be left out: where nothing in one has to be said, none counts as an empty one.

import type { OpenAPIHono } from '@hono/zod-openapi';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

interface BodySchema {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly required?: readonly string[];
  readonly minProperties?: number;
}

export function describeLeftOutBodies({ paths, components }: Document): void {
  const named = (components?.schemas ?? {}) as Readonly<Record<string, BodySchema>>;
  for (const item of Object.values(paths ?? {}))
    for (const method of ['delete', 'patch', 'post', 'put'] as const) {
      const body = item[method]?.requestBody;
      if (!body || !('content' in body)) continue;
      const given = body.content['application/json']?.schema as BodySchema | undefined;
      const schema = given?.$ref === undefined ? given : named[given.$ref.replace('#/components/schemas/', '')];
      if (schema?.type === 'object' && !schema.required?.length && !schema.minProperties) body.required = false;
    }
}
