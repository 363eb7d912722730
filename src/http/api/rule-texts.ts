// Rules as YAML: to be read, shared, tried out and taken over.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { MAX_TEXT_LENGTH } from '../../rules/text.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, problems } from './route.ts';
import { previewPage, rulePreview } from './rule-preview.ts';

const tags = ['Rules'];
const YAML = 'application/yaml';

const mode = z
  .enum(['replace', 'append'])
  .default('replace')
  .meta({ description: 'In place of the rules that there are, or after them' });

const counts = z.strictObject({ rule_count: z.int(), pattern_count: z.int() });

const exportRules = createRoute({
  method: 'get',
  path: '/rules.yaml',
  tags,
  summary: 'All rules as YAML',
  responses: { 200: { description: 'The text', content: { [YAML]: { schema: z.string() } } }, ...problems(401) },
});

const importRules = createRoute({
  method: 'put',
  path: '/rules.yaml',
  tags,
  summary: 'Take rules over from YAML',
  description: 'Either all of it is taken or nothing; what is wrong is said with its line and column.',
  request: {
    query: z.strictObject({ mode }),
    body: { required: true, content: { [YAML]: { schema: z.string() } } },
  },
  responses: { 200: answer('How many there are now', counts), ...problems(400, 401, 403, 413, 507) },
});

const issue = z.strictObject({ line: z.int(), column: z.int(), message: z.string() });

export const previewText = createRoute({
  method: 'post',
  path: '/rules/text/preview',
  tags,
  summary: 'What is wrong with a text of rules, and what taking it over would change; nothing is changed',
  request: { body: jsonBody(z.strictObject({ text: z.string().max(MAX_TEXT_LENGTH), mode, ...previewPage })) },
  responses: {
    200: answer(
      'What it would change',
      z.strictObject({
        issues: z.array(issue).readonly(),
        ...counts.shape,
        preview: rulePreview.nullable().meta({ description: 'Null when anything is wrong' }),
      }),
    ),
    ...problems(400, 401, 403, 413),
  },
});

export function ruleTextRoutes({ rules }: Pick<ApiPorts, 'rules'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(exportRules, async (c) => {
    const headers = { 'content-type': YAML, 'content-disposition': 'attachment; filename="masthead-rules.yaml"' };
    return c.body(await rules.writeText(), 200, headers);
  });
  api.openapi(importRules, async (c) => {
    const read = await rules.readText(await c.req.text());
    if (!read.ok) {
      const told = read.issues.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`);
      throw new AppError('request.invalid', told.join('; '));
    }
    await rules.take(read.shared, c.req.valid('query').mode);
    return c.json({ rule_count: rules.book.rules.length, pattern_count: rules.book.patterns.length }, 200);
  });
  api.openapi(previewText, async (c) => {
    const { text, mode: how, only, ...page } = c.req.valid('json');
    const read = await rules.readText(text);
    if (!read.ok) return c.json({ issues: read.issues, rule_count: 0, pattern_count: 0, preview: null }, 200);
    const { shared } = read;
    const trial = { kind: 'import', shared, mode: how } as const;
    const preview = await rules.preview(trial, { ...page, kind: only }, c.req.raw.signal);
    const count = { rule_count: shared.rules.length, pattern_count: shared.patterns.length };
    return c.json({ issues: [], ...count, preview }, 200);
  });
  return api;
}
