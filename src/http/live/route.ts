// `GET /api/live`: who may open it, the upgrade, and its description.

import { upgradeWebSocket } from '@hono/node-server';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import type { Visitor } from '../../model/visit.ts';
import { newApi, problems } from '../api/route.ts';
import type { ApiPorts } from '../api/ports.ts';
import { placeOf } from '../../net/network.ts';
import { bearerOf } from '../client.ts';
import { may } from '../permissions.ts';
import type { ApiEnv } from '../guard.ts';
import type { LiveSocket } from './listener.ts';
import { byToken, Live, type HowItCame, type LiveConnection } from './live.ts';
import { liveMessage, liveRequest } from './messages.ts';
import { isForeignOrigin } from './origin.ts';

const DESCRIPTION = `A WebSocket of JSON text frames; its messages are the shapes \`LiveRequest\` and \`LiveMessage\`.
Send \`Authorization: Bearer …\` with the request, or, as browsers cannot, \`{"type":"login","token":"…"}\` as the first
message within 5 s; through Home Assistant's ingress neither is needed. After \`hello\`, send
\`{"type":"subscribe","topics":["sessions","viewers"]}\`: each topic answers with a \`snapshot\`, then with a \`change\` at most
once a second. \`set\` holds new items whole and of known ones the changed fields; \`removed\` the keys that are gone. Each
\`change\` carries the revision before it plus one; when that is not so, send \`{"type":"resync","topic":"…"}\` for a new
snapshot. Topics and the keys of their items: \`sessions\` (channel id, and \`~profile\` where a client
rule asks for another way; a \`Session\` with \`viewer_count\` in place of
\`viewers\`), \`viewers\` (viewer id; a \`Viewer\` with its \`channel_id\` and \`profile\`), \`sync\` (provider id; a \`SyncStatus\`), \`providers\`
(provider id; name, kind, enabled, state, down_since, down_code, connections_used, connections_limit), \`status\` (\`lineup\`, \`tuners\`,
\`streaming\`), \`log\` (line id; a
\`LogLine\`; the newest 200), \`happenings\` (its id; a \`Happening\`; the newest 50). Answer \`ping\`, which comes every 20 s, with \`pong\`: who says nothing for a minute is let go, and so is who
reads nothing for 30 s. Close codes: 4401 no valid login, 1008 too many messages, 1001 Masthead stops.`;

const described = createRoute({
  method: 'get',
  path: '/live',
  tags: ['Live'],
  summary: 'What changes, as it changes (WebSocket)',
  description: DESCRIPTION.replaceAll('\n', ' '),
  responses: { 101: { description: 'The socket is open' }, ...problems(401, 403, 426, 429) },
});

type SchemaObject = Extract<
  Parameters<OpenAPIHono['openAPIRegistry']['registerComponent']>[2],
  { properties?: unknown }
>;
type Ports = Pick<
  ApiPorts,
  | 'about'
  | 'accounts'
  | 'clock'
  | 'countryOf'
  | 'health'
  | 'history'
  | 'hub'
  | 'lineup'
  | 'logBook'
  | 'providers'
  | 'sync'
  | 'tuners'
  | 'watch'
>;

export function liveRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const live = new Live(ports);
  const api = newApi();
  api.openAPIRegistry.registerPath(described);
  api.openAPIRegistry.registerComponent('schemas', 'LiveRequest', shapeOf(liveRequest));
  api.openAPIRegistry.registerComponent('schemas', 'LiveMessage', shapeOf(liveMessage));
  api.get('/live', async (c) => {
    const how = await letIn(c, ports);
    if (!live.hasRoom(how.person !== undefined))
      throw new AppError('request.too-many', 'Too many are listening already.');
    let connection: LiveConnection | undefined;
    return upgradeWebSocket(c, {
      onOpen: (_event, { raw }) => {
        connection = live.admit(raw as unknown as LiveSocket, how);
      },
      onMessage: ({ data }) => (typeof data === 'string' ? connection?.said(data) : connection?.babbled()),
      onClose: () => connection?.closed(),
    });
  });
  return api;
}

/** No route has these shapes as a body: they are put into the description by hand. */
function shapeOf(schema: z.ZodType): SchemaObject {
  const { $schema: _, ...shape } = z.toJSONSchema(schema);
  return shape;
}

/** @throws AppError before anything is upgraded */
async function letIn(c: Context<ApiEnv>, { about, accounts }: Ports): Promise<HowItCame> {
  const visitor = c.get('person') as Visitor | undefined;
  if (isForeignOrigin(c, about.baseUrl, visitor !== undefined)) {
    throw new AppError('request.forbidden', 'Pages of other sites may not listen here.');
  }
  const isUpgrade = c.req.header('upgrade')?.toLowerCase() === 'websocket';
  const address = placeOf(c.env);
  const how = visitor
    ? { person: visitor, judgeAgain: c.env.visit?.again, address }
    : await loginOf(c, accounts, isUpgrade);
  if (!isUpgrade) throw new AppError('request.no-upgrade', 'This path speaks WebSocket.');
  return how;
}

async function loginOf(c: Context<ApiEnv>, accounts: Ports['accounts'], mayFollow: boolean): Promise<HowItCame> {
  const [token, address] = [bearerOf(c), placeOf(c.env)];
  if (token === undefined && mayFollow) return { address };
  const person = token === undefined ? undefined : await accounts.personOf(token, address);
  if (token === undefined || !person) throw new AppError('request.unauthorised', 'Log in first.');
  if (!may(person, 'look')) throw new AppError('request.forbidden', 'This login may not see that.');
  return { person, judgeAgain: byToken(accounts, token, address), address };
}
