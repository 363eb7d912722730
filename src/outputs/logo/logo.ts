// `/logo/<id>`: logos of channels, pictures of titles, under one address that never changes, whatever becomes of the provider's.

import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { DAY_MS, HOUR_MS, MEBIBYTE, SECOND_MS } from '../../kernel/units.ts';
import { parseChannelId, type ChannelId } from '../../model/ids.ts';
import type { HttpClient } from '../../net/client.ts';
import { isKnown } from '../list-response.ts';
import type { LanEnv, Output } from '../output.ts';
import { fetchLogo } from './fetch-logo.ts';
import { IMAGE_TYPES } from './image-type.ts';
import { LogoCache } from './logo-cache.ts';
import { LogoStore, type StoredLogo } from './logo-store.ts';

export interface LogoPorts {
  /** The provider's URL; empty or `undefined` for none. Disabled channels too: the panel shows them. */
  readonly logoUrlOf: (channelId: ChannelId) => string | undefined;
  /** Of a title or an episode, by its printed id. */
  readonly pictureUrlOf?: (id: string) => string | undefined;
  readonly http: HttpClient;
  /** Host with port of a configured provider: its logos may lie on this machine or network. */
  readonly isTrustedHost: (host: string) => boolean;
  /** `paths.logos`. */
  readonly folder: string;
  readonly budgetBytes?: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Some 10,000 logos. */
const BUDGET_BYTES = 200 * MEBIBYTE;
const KEEP_SECONDS = DAY_MS / SECOND_MS;
/** Players that were told "none" ask again after this long. */
const NONE_SECONDS = HOUR_MS / SECOND_MS / 4;

/** An SVG is a document: opened by itself it could run scripts in this address' name. */
const HARMLESS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
};

export function createLogoOutput(ports: LogoPorts): Output {
  const store = new LogoStore(ports.folder, ports.budgetBytes ?? BUDGET_BYTES, ports.clock);
  const cache = new LogoCache({
    store,
    fetch: (url, stop) => fetchLogo(url, ports, stop),
    clock: ports.clock,
    log: ports.log.for('logo'),
  });
  return {
    name: 'logo',
    routes(lan: Hono<LanEnv>): void {
      lan.get('/logo/:id', (c) => respond(c, ports, cache));
    },
    start: () => store.start(),
    stop: () => cache.stop(),
  };
}

async function respond(c: Context<LanEnv>, ports: LogoPorts, cache: LogoCache): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const channelId = parseChannelId(id);
  const url = channelId === undefined ? ports.pictureUrlOf?.(id) : ports.logoUrlOf(channelId);
  const logo = url ? await cache.get(url) : undefined;
  return logo ? image(c, logo) : none();
}

function image(c: Context<LanEnv>, { kind, bytes }: StoredLogo): Response {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const headers = { ...HARMLESS, etag, 'cache-control': `public, max-age=${KEEP_SECONDS}` };
  if (isKnown(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const described = { ...headers, 'content-type': IMAGE_TYPES[kind], 'content-length': String(bytes.byteLength) };
  return new Response(c.req.method === 'HEAD' ? null : Buffer.from(bytes), { headers: described });
}

function none(): Response {
  const headers = { 'content-length': '0', 'cache-control': `public, max-age=${NONE_SECONDS}` };
  return new Response(null, { status: 404, headers });
}
