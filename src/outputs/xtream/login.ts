// Who asks, and the answer to a login. Types are those that the strictest client insists on.

import type { Context } from 'hono';
import { clientAddressOf, placeOf } from '../../net/network.ts';
import { zonedTime } from '../../kernel/zoned.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { Standing } from '../../model/person.ts';
import type { LanEnv } from '../output.ts';
import type { XtreamPorts, XtreamRights } from './ports.ts';

/** Parameters by query or by form, as clients send them. */
export async function parametersOf(c: Context<LanEnv>): Promise<Readonly<Record<string, string>>> {
  const query = c.req.query();
  if (c.req.method !== 'POST') return query;
  const form = await c.req.parseBody().catch(() => ({}));
  const fields = Object.entries(form).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { ...query, ...Object.fromEntries(fields) };
}

export function userOf(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  { username = '', password = '' }: Readonly<Record<string, string>>,
): XtreamRights | undefined {
  const user = ports.userOf(username, password, { address: clientAddressOf(c.env), place: placeOf(c.env) });
  if (!user?.rights) return user;
  c.set('rights', user.rights);
  return { ...user, favourites: ports.favouritesOf(user.rights.id) };
}

/** In the words of the panels, which players show. */
const STATUS: Readonly<Record<Standing, string>> = {
  active: 'Active',
  disabled: 'Disabled',
  banned: 'Banned',
  expired: 'Expired',
};

/** Whether there is anything for this account but the answer to its login. */
export const isOpen = ({ standing = 'active' }: XtreamRights): boolean => standing === 'active';

const epochText = (at: number): string => String(Math.floor(at / SECOND_MS));

/** @param base as this client has reached us: it makes the addresses of streams of it */
export function loginAnswer(ports: XtreamPorts, user: XtreamRights, password: string, base: string): object {
  const url = new URL(base);
  const isSecure = url.protocol === 'https:';
  const port = url.port || (isSecure ? '443' : '80');
  const now = ports.clock.now();
  const time = zonedTime(now, 'UTC');
  return {
    user_info: {
      username: user.name,
      password,
      message: '',
      auth: 1,
      status: STATUS[user.standing ?? 'active'],
      exp_date: user.expiresAt === null ? null : epochText(user.expiresAt),
      is_trial: '0',
      active_cons: String((user.activeConnections ?? ports.activeConnections)()),
      created_at: epochText(ports.startedAt),
      max_connections: String(user.maxConnections),
      allowed_output_formats: ['ts', 'm3u8'], // some clients take the first, others m3u8 when there is one
    },
    server_info: {
      url: url.hostname,
      port,
      https_port: isSecure ? port : '443',
      server_protocol: isSecure ? 'https' : 'http',
      rtmp_port: '8880',
      timezone: 'UTC', // with starts in UTC, no address of a programme of the past can be mistaken
      timestamp_now: Math.floor(now / SECOND_MS),
      time_now: `${time.year}-${time.month}-${time.day} ${time.hour}:${time.minute}:${time.second}`,
    },
  };
}

export const refusedLogin = { user_info: { auth: 0 } };
