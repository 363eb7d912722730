// Puts the examples into the description.

import type { OpenAPIHono } from '@hono/zod-openapi';
import { ANSWER_EXAMPLES } from './example-answers.ts';
import { BODY_EXAMPLES } from './example-bodies.ts';

type Paths = NonNullable<ReturnType<OpenAPIHono['getOpenAPI31Document']>['paths']>;
type Described = { readonly content?: Readonly<Record<string, { example?: unknown }>> } | undefined;

const JSON_TYPE = 'application/json';
const GOOD = ['200', '201', '202'] as const;

export function describeExamples(paths: Paths): void {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
      const operation = item[method];
      const route = `${method.toUpperCase()} ${path}`;
      const answers: Readonly<Record<string, Described>> | undefined = operation?.responses;
      const good = GOOD.map((status) => answers?.[status]).find(Boolean);
      put(operation?.requestBody as object | undefined, BODY_EXAMPLES[route]);
      put(good, ANSWER_EXAMPLES[route]);
    }
  }
}

function put(described: Described, example: unknown): void {
  const content = described?.content?.[JSON_TYPE];
  if (content && example !== undefined) content.example = example;
}
