// Alerts: what is wrong now, what was, and who is told.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { ALERT_KINDS, SEVERITIES, type Alert } from '../../model/alert.ts';
import { alertTarget, quietHours, targetOptions, type AlertTarget } from '../../model/alert-target.ts';
import { AppError, ERROR_CODES } from '../../kernel/errors.ts';
import type { ApiEnv } from '../guard.ts';
import { concealTarget, restoreOptions } from './alert-secrets.ts';
import { edits } from './edited.ts';
import type { ApiPorts } from './ports.ts';
import type { AlertText } from '../../model/alert-facts.ts';
import { readersLanguage } from './readers-language.ts';
import { answer, instant, jsonBody, newApi, optional, problems } from './route.ts';

const tags = ['Alerts'];

const alertView = z
  .strictObject({
    id: z.int(),
    key: z.string().meta({ description: 'The same for the same thing, however often it happens' }),
    kind: z.enum(ALERT_KINDS),
    severity: z.enum(SEVERITIES),
    what: z.string().meta({ description: 'What has happened, for a program: the same in every language' }),
    title: z.string(),
    cause: z.string(),
    action: z.string().meta({ description: 'What Masthead did about it; empty for nothing' }),
    provider: z.string().nullable(),
    channel_count: z.int().nullable().meta({ description: 'Channels of the lineup that are affected' }),
    stream_count: z.int().nullable(),
    raised_at: instant,
    updated_at: instant,
    resolved_at: instant.nullable(),
    muted: z.boolean(),
    count: z.int().meta({ description: 'How often it was noticed with something new to it, or came back soon' }),
  })
  .meta({ id: 'Alert' });

export const list = createRoute({
  method: 'get',
  path: '/alerts',
  tags,
  summary: 'What is wrong now, and what was, the newest first',
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      cursor: optional(z.coerce.number().int().min(1)).meta({ description: '`next` of the page before' }),
      language: readersLanguage,
    }),
  },
  responses: {
    200: answer(
      'Alerts',
      z.strictObject({
        open: z.array(alertView).readonly(),
        history: z.array(alertView).readonly().meta({ description: 'Those that are over' }),
        next: z.string().nullable().meta({ description: 'Cursor of the next page of the history' }),
      }),
    ),
    ...problems(400, 401),
  },
});

const id = z.strictObject({ id: z.string().max(64) });

export const resolve = createRoute({
  method: 'delete',
  path: '/alerts/{id}',
  tags,
  summary: 'Say that it is over; it is raised anew when it is noticed again',
  request: { params: z.strictObject({ id: z.coerce.number().int().min(1) }) },
  responses: { 204: { description: 'It is over' }, ...problems(400, 401, 404) },
});

export const mute = createRoute({
  method: 'patch',
  path: '/alerts/{id}',
  tags,
  summary: 'Tell nobody any more of one that is open, until it is worse or comes back another time',
  request: {
    params: z.strictObject({ id: z.coerce.number().int().min(1) }),
    body: jsonBody(z.strictObject({ muted: z.boolean() })),
  },
  responses: { 200: answer('The alert', alertView), ...problems(400, 401, 404, 413) },
});

const fields = {
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  minimum_severity: z.enum(SEVERITIES),
  kinds: z.array(z.enum(ALERT_KINDS)).nullable().meta({ description: 'Null is every kind' }),
  daily_summary: z.boolean(),
  quiet_hours: quietHours
    .nullable()
    .meta({ description: 'What happens meanwhile is told at their end, in one message' }),
  options: targetOptions.meta({ description: 'Secrets are shown as `***`; `***` sent back keeps them' }),
};

const targetView = z
  .strictObject({
    ...alertTarget.shape,
    unavailable: z.string().nullable().meta({ description: 'Why it cannot be used now' }),
    delivery: z.strictObject({
      waiting: z.int().meta({ description: 'Messages that could not be delivered yet' }),
      delivered_at: instant.nullable(),
      error: z
        .strictObject({ at: instant, code: z.enum(ERROR_CODES), message: z.string() })
        .nullable()
        .meta({ description: 'Of the last attempt' }),
    }),
  })
  .meta({ id: 'AlertTarget' });

export const listTargets = createRoute({
  method: 'get',
  path: '/alert-targets',
  tags,
  summary: 'Who is told',
  responses: { 200: answer('Targets', z.strictObject({ items: z.array(targetView) })), ...problems(401) },
});

export const addTarget = createRoute({
  method: 'post',
  path: '/alert-targets',
  tags,
  summary: 'Have somebody told',
  request: { body: jsonBody(alertTarget.omit({ id: true })) },
  responses: { 201: answer('The target', targetView), ...problems(400, 401, 413, 507) },
});

export const patchTarget = createRoute({
  method: 'patch',
  path: '/alert-targets/{id}',
  tags,
  summary: 'Change a target',
  request: {
    params: id,
    body: jsonBody(
      z.strictObject({
        name: optional(fields.name),
        enabled: optional(fields.enabled),
        minimum_severity: optional(fields.minimum_severity),
        kinds: optional(fields.kinds),
        daily_summary: optional(fields.daily_summary),
        quiet_hours: optional(fields.quiet_hours),
        options: optional(fields.options),
      }),
    ),
  },
  responses: { 200: answer('The target', targetView), ...problems(400, 401, 404, 413, 507) },
});

export const removeTarget = createRoute({
  method: 'delete',
  path: '/alert-targets/{id}',
  tags,
  summary: 'Tell it nothing any more',
  request: { params: id },
  responses: { 204: { description: 'It is gone' }, ...problems(400, 401, 404, 507) },
});

export const testTarget = createRoute({
  method: 'post',
  path: '/alert-targets/{id}/test',
  tags,
  summary: 'Send a test now, and say whether it was taken',
  request: { params: id },
  responses: { 204: { description: 'It was taken' }, ...problems(400, 401, 404, 502) },
});

export function alertRoutes({ alerts }: Pick<ApiPorts, 'alerts'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  const view = (target: AlertTarget): z.output<typeof targetView> => {
    const { waiting, deliveredAt, error } = alerts.deliveryOf(target.id);
    return {
      ...concealTarget(target),
      unavailable: alerts.unavailable(target),
      delivery: { waiting, delivered_at: deliveredAt, error },
    };
  };
  api.openapi(list, (c) => {
    const { limit, cursor, language } = c.req.valid('query');
    const viewOf = (alert: Alert): z.output<typeof alertView> => viewAlert(alert, alerts.textOf(alert.facts, language));
    const { items, next } = alerts.book.history(limit, cursor);
    const body = { open: alerts.book.open.map(viewOf), history: items.map(viewOf), next: next?.toString() ?? null };
    return c.json(body, 200);
  });
  api.openapi(resolve, (c) => {
    const alert = alerts.book.get(c.req.valid('param').id);
    if (!alert) throw new AppError('alert.unknown', 'There is no such alert.');
    alerts.book.resolve(alert.key);
    return c.body(null, 204);
  });
  api.openapi(mute, (c) => {
    const alert = alerts.mute(c.req.valid('param').id, c.req.valid('json').muted);
    return c.json(viewAlert(alert, alerts.textOf(alert.facts)), 200);
  });
  api.openapi(listTargets, (c) => {
    const targets = alerts.targets.list();
    edits(c, targets.map(concealTarget));
    return c.json({ items: targets.map(view) }, 200);
  });
  api.openapi(addTarget, async (c) => {
    const input = c.req.valid('json');
    return c.json(view(await alerts.targets.add({ ...input, options: restoreOptions(input.options) })), 201);
  });
  api.openapi(patchTarget, async (c) => {
    const target = alerts.targets.get(c.req.valid('param').id);
    const { options, ...change } = c.req.valid('json');
    const restored = options && { options: restoreOptions(options, target.options) };
    return c.json(view(await alerts.targets.patch(target.id, { ...change, ...restored })), 200);
  });
  api.openapi(removeTarget, async (c) => {
    await alerts.targets.remove(c.req.valid('param').id);
    return c.body(null, 204);
  });
  api.openapi(testTarget, async (c) => {
    await alerts.test(c.req.valid('param').id, c.req.raw.signal);
    return c.body(null, 204);
  });
  return api;
}

function viewAlert(alert: Alert, { title, cause, action }: AlertText): z.output<typeof alertView> {
  const { id: alertId, key, kind, severity, facts, subject, count } = alert;
  return {
    id: alertId,
    key,
    kind,
    severity,
    what: facts.what,
    title,
    cause,
    action,
    provider: subject.provider ?? null,
    channel_count: subject.channelCount ?? null,
    stream_count: subject.streamCount ?? null,
    raised_at: alert.raisedAt,
    updated_at: alert.updatedAt,
    resolved_at: alert.resolvedAt,
    muted: alert.isMuted,
    count,
  };
}
