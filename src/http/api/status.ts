// How Masthead is, and what to type into a client.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { SECOND_MS } from '../../kernel/units.ts';
import { publicUrls } from '../addresses.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, newApi, problems } from './route.ts';
import { syncStatus } from './sync-schema.ts';

const status = z
  .strictObject({
    version: z.string(),
    started_at: instant,
    uptime_seconds: z.int(),
    lineup: z.strictObject({
      revision: z.string(),
      published_at: instant,
      built_at: instant.meta({
        description: 'When it was last made anew, whatever came of it; 0 for not since the start',
      }),
      channel_count: z.int(),
    }),
    tuners: z.strictObject({ count: z.int(), in_use: z.int() }),
    on_air: z.strictObject({ sessions: z.int(), viewers: z.int() }),
    sync: z.array(syncStatus),
    addresses: z.array(z.url()).meta({ description: 'Where this Masthead can be reached, the likeliest first' }),
    clients: z
      .strictObject({
        tuner: z.url().meta({ description: 'HDHomeRun tuner: Jellyfin, Plex, Emby, Channels' }),
        playlist: z.url().meta({ description: 'M3U: Kodi and players' }),
        guide: z.url().meta({ description: 'XMLTV: for all of them' }),
      })
      .meta({ description: 'What to type into a client' }),
  })
  .meta({ id: 'Status' });

export const read = createRoute({
  method: 'get',
  path: '/status',
  tags: ['Status'],
  summary: 'How Masthead is, and what to type into Jellyfin',
  responses: { 200: answer('The status', status), ...problems(401) },
});

type Ports = Pick<ApiPorts, 'about' | 'clock' | 'hub' | 'lineup' | 'sync' | 'tuners'>;

export function statusRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { about, clock, hub, lineup, sync, tuners } = ports;
  const api = newApi();
  api.openapi(read, (c) => {
    const { revision, publishedAt, channels } = lineup.snapshot;
    const { count, inUse } = tuners();
    const sessions = hub.sessions();
    const addresses = publicUrls(c, about.baseUrl);
    const [base = ''] = addresses;
    return c.json(
      {
        version: about.version,
        started_at: about.startedAt,
        uptime_seconds: Math.floor((clock.now() - about.startedAt) / SECOND_MS),
        lineup: { revision, published_at: publishedAt, built_at: lineup.builtAt, channel_count: channels.length },
        tuners: { count, in_use: inUse },
        on_air: { sessions: sessions.length, viewers: sessions.reduce((sum, { viewers }) => sum + viewers.length, 0) },
        sync: [...sync.status()],
        addresses,
        clients: { tuner: base, playlist: `${base}/playlist.m3u`, guide: `${base}/guide.xml` },
      },
      200,
    );
  });
  return api;
}
