// Rules: what is done with many streams at once, in an order, and what a rule would change before it is kept.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { condition } from '../../model/rule-condition.ts';
import {
  draftRule,
  MAX_RULES,
  patternList,
  rule,
  ruleAction,
  ruleId,
  ruleName,
  rulePattern,
} from '../../model/rules.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, optional, problems } from './route.ts';
import { previewPage, rulePreview } from './rule-preview.ts';

const tags = ['Rules'];
const params = z.strictObject({ id: ruleId });

const book = z.strictObject({
  items: z.array(rule).readonly().meta({ description: 'In the order in which they are tried' }),
  patterns: z.array(rulePattern).readonly(),
});

export const listRules = createRoute({
  method: 'get',
  path: '/rules',
  tags,
  summary: 'All rules, and the patterns that they refer to',
  description:
    'Rules look at streams, one after another; each sees the name and the group that the rules before it have made. A channel is shown as its first stream that is used; one that others were merged into by hand as its own first. What a person has decided for one channel, or for a group, wins over rules. Named patterns are expressions or conditions that rules refer to.',
  responses: { 200: answer('The rules', book), ...problems(401) },
});

export const addRule = createRoute({
  method: 'post',
  path: '/rules',
  tags,
  summary: 'Add a rule',
  description: 'The answer comes when the lineup that follows from it is published, here and with every change.',
  request: {
    body: jsonBody(
      draftRule.extend({
        at: optional(z.int().min(0).max(MAX_RULES)).meta({ description: 'Its place, from 0; left out it is the last' }),
      }),
    ),
  },
  responses: { 201: answer('The rule', rule), ...problems(400, 401, 403, 413, 507) },
});

const readRule = createRoute({
  method: 'get',
  path: '/rules/{id}',
  tags,
  summary: 'One rule',
  request: { params },
  responses: { 200: answer('The rule', rule), ...problems(400, 401, 404) },
});

export const patchRule = createRoute({
  method: 'patch',
  path: '/rules/{id}',
  tags,
  summary: 'Change a rule; what is left out stays',
  request: {
    params,
    body: jsonBody(
      z.strictObject({
        name: optional(ruleName),
        enabled: optional(z.boolean()),
        when: optional(condition),
        action: optional(ruleAction),
      }),
    ),
  },
  responses: { 200: answer('The rule', rule), ...problems(400, 401, 403, 404, 413, 507) },
});

export const removeRule = createRoute({
  method: 'delete',
  path: '/rules/{id}',
  tags,
  summary: 'Remove a rule; what it did is undone',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...problems(400, 401, 403, 404, 507) },
});

export const orderRules = createRoute({
  method: 'put',
  path: '/rules/order',
  tags,
  summary: 'Put the rules in another order',
  request: {
    body: jsonBody(z.strictObject({ ids: z.array(ruleId).max(MAX_RULES).meta({ description: 'All of them' }) })),
  },
  responses: { 200: answer('The rules', book), ...problems(400, 401, 403, 409, 413, 507) },
});

export const putPatterns = createRoute({
  method: 'put',
  path: '/rules/patterns',
  tags,
  summary: 'Replace the named patterns',
  request: { body: jsonBody(z.strictObject({ patterns: patternList })) },
  responses: { 200: answer('The rules', book), ...problems(400, 401, 403, 413, 507) },
});

export const previewRule = createRoute({
  method: 'post',
  path: '/rules/preview',
  tags,
  summary: 'What a rule would change on the streams that there are; nothing is changed',
  description: 'Compares what is shown without the rule to what is shown with it. Hanging up cancels it.',
  request: {
    body: jsonBody(
      z.strictObject({
        rule: draftRule,
        id: optional(ruleId).meta({ description: 'Of the saved rule whose place it takes' }),
        ...previewPage,
      }),
    ),
  },
  responses: { 200: answer('What it would change', rulePreview), ...problems(400, 401, 403, 404, 413) },
});

export function ruleRoutes({ rules }: Pick<ApiPorts, 'rules'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  const all = () => ({ items: rules.book.rules, patterns: rules.book.patterns });
  api.openapi(listRules, (c) => c.json(all(), 200));
  api.openapi(addRule, async (c) => {
    const { at, ...draft } = c.req.valid('json');
    return c.json(await rules.add(draft, at), 201);
  });
  api.openapi(orderRules, async (c) => {
    await rules.reorder(c.req.valid('json').ids);
    return c.json(all(), 200);
  });
  api.openapi(putPatterns, async (c) => {
    await rules.setPatterns(c.req.valid('json').patterns);
    return c.json(all(), 200);
  });
  api.openapi(previewRule, async (c) => {
    const { rule: draft, id, only, ...page } = c.req.valid('json');
    const found = await rules.preview({ kind: 'rule', rule: draft, id }, { ...page, kind: only }, c.req.raw.signal);
    return c.json(found, 200);
  });
  api.openapi(readRule, (c) => c.json(rules.get(c.req.valid('param').id), 200));
  api.openapi(patchRule, async (c) => c.json(await rules.patch(c.req.valid('param').id, c.req.valid('json')), 200));
  api.openapi(removeRule, async (c) => {
    await rules.remove(c.req.valid('param').id);
    return c.body(null, 204);
  });
  return api;
}
