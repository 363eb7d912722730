// `/logo/<id>`: logos of channels, pictures of titles, under one address that never changes, whatever becomes of the provider's. `?on=dark`
// and `?on=light` ask for one that can be read on that.

import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../kernel/units.ts';
import { IMAGE_TYPES } from '../../logos/image-type.ts';
import type { Background } from '../../logos/logo-key.ts';
import type { StoredLogo } from '../../logos/logo-store.ts';
import { parseChannelId, type ChannelId } from '../../model/ids.ts';
import { isKnown } from '../list-response.ts';
import type { LanEnv, Output } from '../output.ts';

export interface LogoPorts {
  /** Of a channel, disabled ones too: the panel shows them. */
  readonly logoOf: (channelId: ChannelId, background: Background | undefined) => Promise<StoredLogo | undefined>;
  /** One that a channel may have, by its key; `?of=<key>`. */
  readonly candidateOf: (channelId: ChannelId, key: string) => Promise<StoredLogo | undefined>;
  /** Of a title or an episode, by its printed id. */
  readonly pictureOf: (id: string) => Promise<StoredLogo | undefined>;
}

const KEEP_SECONDS = DAY_MS / SECOND_MS;
/** Players that were told "none" ask again after this long. */
const NONE_SECONDS = HOUR_MS / SECOND_MS / 4;

/** An SVG is a document: opened by itself it could run scripts in this address' name. */
const HARMLESS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

export function createLogoOutput(ports: LogoPorts): Output {
  return {
    name: 'logo',
    routes(lan: Hono<LanEnv>): void {
      lan.get('/logo/:id', (c) => respond(c, ports));
    },
  };
}

async function respond(c: Context<LanEnv>, ports: LogoPorts): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const channelId = parseChannelId(id);
  const on = c.req.query('on');
  const background = on === 'dark' || on === 'light' ? on : undefined;
  const of = c.req.query('of');
  const channelLogo = (channel: ChannelId): Promise<StoredLogo | undefined> =>
    of === undefined ? ports.logoOf(channel, background) : ports.candidateOf(channel, of);
  const logo = await (channelId === undefined ? ports.pictureOf(id) : channelLogo(channelId));
  return logo ? image(c, logo) : none(c.req.query('missing') === '204' ? 204 : 404);
}

function image(c: Context<LanEnv>, { kind, bytes }: StoredLogo): Response {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const headers = { ...HARMLESS, etag, 'cache-control': `public, max-age=${KEEP_SECONDS}` };
  if (isKnown(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const described = { ...headers, 'content-type': IMAGE_TYPES[kind], 'content-length': String(bytes.byteLength) };
  return new Response(c.req.method === 'HEAD' ? null : Buffer.from(bytes), { headers: described });
}

/** 204 for a page that asked for it: it has something to show instead, and a 404 is an error in a browser's console. */
function none(status: 204 | 404): Response {
  const length = status === 404 ? { 'content-length': '0' } : {};
  return new Response(null, { status, headers: { ...length, 'cache-control': `public, max-age=${NONE_SECONDS}` } });
}
