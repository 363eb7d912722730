// Masthead's way from provider to viewers, as the product has it: hub, listener, live response. `server.ts <origin's port> <ending>`

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { MEBIBYTE } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { respondLive, viewerOf } from '../../src/outputs/live-response.ts';
import type { LanEnv } from '../../src/outputs/output.ts';
import { Hub } from '../../src/streaming/hub.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { createHls } from '../../src/streaming/upstreams/hls/hls.ts';
import { createHttpTs } from '../../src/streaming/upstreams/http-ts.ts';
import { limitHeapGrowth } from '../../src/workers/memory-limits.ts';
import { answer, usage } from './child.ts';

limitHeapGrowth();
const origin = `http://127.0.0.1:${process.argv[2]}`;
const ending = process.argv[3] ?? '';
const hls = createHls({ settings: () => defaultSettings.hls, ffmpeg: () => undefined, maxBytes: 64 * 1_024 * 1_024 });
const hub = new Hub({
  clock: systemClock,
  log: silentLog,
  kinds: [hls, createHttpTs(hls)],
  sourcesOf: (id) => [
    {
      streamId: Number(id) as StreamId,
      providerId: 'origin' as ProviderId,
      name: `${id}`,
      url: `${origin}/${id}${ending}`,
      headers: {},
    },
  ],
  slots: new SlotLedger({ clock: systemClock, limitOf: () => null }),
  settings: () => defaultSettings.streaming,
  limits: () => defaultSettings.limits,
  bufferBytes: 128 * MEBIBYTE,
  announce: () => undefined,
});
const app = new Hono<LanEnv>();
app.get('/:number', (c) =>
  respondLive(c, {
    hub,
    channelId: Number(c.req.param('number')) as ChannelId,
    viewer: viewerOf(c, 'm3u'),
    dialect: 'player',
  }),
);
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });

answer({
  port: () => (server.address() as AddressInfo).port,
  usage,
  figures: () => hub.figures(),
});
