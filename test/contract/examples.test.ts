// Examples in the description: every body has one, and each is what its route takes or answers.

import { beforeAll, expect, test } from 'vitest';
import { ANSWER_EXAMPLES } from '../../src/http/api/example-answers.ts';
import { BODY_EXAMPLES } from '../../src/http/api/example-bodies.ts';
import { startLan } from '../fakes/lan-server.ts';
import { schemaOf, type ApiDocument, type Content } from './document.ts';

const JSON_TYPE = 'application/json';
let document: ApiDocument;
const bodies = new Map<string, Content>();
const answers = new Map<string, Content>();

beforeAll(async () => {
  const over: (() => unknown)[] = [];
  const { url } = await startLan({ whenOver: (end) => void over.push(end) });
  document = (await (await fetch(`${url}/api/openapi.json`)).json()) as ApiDocument;
  for (const end of over.toReversed()) await end();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, { requestBody, responses }] of Object.entries(item)) {
      const route = `${method.toUpperCase()} ${path}`;
      const body = requestBody?.content[JSON_TYPE];
      if (body) bodies.set(route, body);
      const good = Object.entries(responses).find(([status]) => /^20\d$/.test(status))?.[1].content?.[JSON_TYPE];
      if (good) answers.set(route, good);
    }
  }
});

const wrongIn = ({ schema, example }: Content): unknown[] =>
  schemaOf(document, JSON.stringify(schema)).safeParse(example).error?.issues ?? [];

test('every body has an example, which its schema takes', () => {
  expect(new Set(Object.keys(BODY_EXAMPLES))).toEqual(new Set(bodies.keys()));
  expect([...bodies].flatMap(([route, body]) => wrongIn(body).map((issue) => [route, issue]))).toEqual([]);
});

test('every example of an answer is shown, and is one', () => {
  const shown = [...answers].filter(([, { example }]) => example !== undefined);
  expect(new Set(shown.map(([route]) => route))).toEqual(new Set(Object.keys(ANSWER_EXAMPLES)));
  expect(shown.flatMap(([route, answer]) => wrongIn(answer).map((issue) => [route, issue]))).toEqual([]);
});

test('every pattern in the description is an expression that others can read, without flags of ours', () => {
  const patterns = [...JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '']) => JSON.parse(text) as string,
  );
  expect(patterns.length).toBeGreaterThan(20);
  expect(patterns.filter((pattern) => /\/[a-z]*$/.test(pattern) || !compiles(pattern))).toEqual([]);
});

function compiles(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}
