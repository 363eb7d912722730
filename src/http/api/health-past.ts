// A provider's health with its last month, which streams died and came back, and what is being checked now.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { CHANGE_KINDS } from '../../health/changes.ts';
import { dayView } from '../../health/view.ts';
import { AppError } from '../../kernel/errors.ts';
import { printStreamId, type ProviderId } from '../../model/ids.ts';
import { warningText } from '../../alerts/words/text.ts';
import type { ApiEnv } from '../guard.ts';
import { changeView, checksUnderWay, providerHealth } from './health-schema.ts';
import type { ApiPorts } from './ports.ts';
import { readersLanguage } from './readers-language.ts';
import { answer, newApi, optional, problems, providerId } from './route.ts';

const tags = ['Health'];
const MOST_ROWS = 500;

export const provider = createRoute({
  method: 'get',
  path: '/health/providers/{id}',
  tags,
  summary: "A provider's health: its streams, its last thirty days, its outages, what about it wants a person",
  request: { params: z.strictObject({ id: providerId }), query: z.strictObject({ language: readersLanguage }) },
  responses: { 200: answer('The provider', providerHealth), ...problems(400, 401, 404) },
});

export const changes = createRoute({
  method: 'get',
  path: '/health/changes',
  tags,
  summary: 'Streams that died and streams that came back, the newest first',
  request: {
    query: z.strictObject({
      kind: optional(z.enum(CHANGE_KINDS)),
      provider_id: optional(providerId),
      limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50),
    }),
  },
  responses: {
    200: answer('What changed', z.strictObject({ items: z.array(changeView).readonly() })),
    ...problems(400, 401),
  },
});

export const underWay = createRoute({
  method: 'get',
  path: '/health/checks',
  tags,
  summary: 'Checks that are under way, the longest first',
  responses: { 200: answer('The checks', checksUnderWay), ...problems(401) },
});

type Ports = Pick<ApiPorts, 'alerts' | 'clock' | 'health' | 'providers'>;

export function healthPastRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { alerts, health } = ports;
  const api = newApi();
  api.openapi(provider, async (c) => {
    const { language = alerts.language } = c.req.valid('query');
    const warnings = health.warningsOf(c.req.valid('param').id).map(({ facts, since }) => ({
      warning: facts.warning,
      detail: warningText(facts, language),
      since,
    }));
    return c.json({ ...(await providerOf(c.req.valid('param').id, ports)), warnings }, 200);
  });
  api.openapi(changes, async (c) => c.json({ items: await health.ask('changes', c.req.valid('query')) }, 200));
  api.openapi(underWay, (c) => c.json(checksOf(ports), 200));
  return api;
}

async function providerOf(
  id: ProviderId,
  { clock, health, providers }: Omit<Ports, 'alerts'>,
): Promise<Omit<z.output<typeof providerHealth>, 'warnings'>> {
  const known = providers.get(id);
  if (!known) throw new AppError('provider.unknown', `There is no provider ${id}.`);
  const [sums, past] = await Promise.all([health.sum(), health.ask('provider', { provider: id, now: clock.now() })]);
  const { score, deadIn, ...counts } = sums.providers[id] ?? NOTHING;
  const down = health.standing.downs.find(({ providerId: one }) => one === id);
  return {
    ...counts,
    provider_id: id,
    name: known.name,
    dead_in: deadIn,
    health: down ? 0 : score,
    down_since: down?.since ?? null,
    code: down?.code ?? null,
    uptime: past.uptime,
    days: past.days.map(dayView),
    outages: past.outages.map(({ since, until, code }) => ({
      since,
      until: since === down?.since ? null : until,
      code,
    })),
  };
}

/** Of a provider that has no stream in the lineup. */
const NOTHING = {
  streams: 0,
  alive: 0,
  failing: 0,
  dead: 0,
  unknown: 0,
  channels: 0,
  deadIn: 0,
  score: null,
  quality: null,
};

function checksOf({ health }: Ports): z.output<typeof checksUnderWay> {
  const { underWay: flights, doneCount } = health.standing;
  return {
    done: doneCount,
    items: flights.map(({ streamId, providerId: of, beganAt, isProbe }) => ({
      stream_id: printStreamId(streamId),
      provider_id: of,
      name: health.stream(streamId)?.name ?? '',
      began_at: beganAt,
      is_probe: isProbe,
    })),
  };
}
