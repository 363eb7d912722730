// A busy home's `/api/live`, in a process of its own: twenty channels on air, each with twenty viewers, every figure of them
// another one each second. What is on air is made up; the sockets, the comparing and the sending are real.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { LanEnv } from '../../src/http/lan-env.ts';
import { liveRoutes } from '../../src/http/live/route.ts';
import { Listener } from '../../src/http/listener.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import type { ChannelId } from '../../src/model/ids.ts';
import type { SessionView } from '../../src/streaming/session-view.ts';
import { openApiRooms } from '../../test/fakes/api-rooms.ts';
import { answer, usage } from './child.ts';

const CHANNELS = 20;
const VIEWERS = 20;

const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const rooms = await openApiRooms(folder);
const [like] = rooms.hub.sessions();
let reading = 0;

function sessions(): SessionView[] {
  reading += 1;
  return Array.from({ length: CHANNELS }, (_, channel) => ({
    ...like!,
    channel_id: (1_000 + channel) as ChannelId,
    bits_per_second: 8_000_000 + reading,
    bytes_received: reading * 1_000_000,
    viewers: Array.from({ length: VIEWERS }, (__, viewer) => ({
      ...like!.viewers[0]!,
      id: `v${channel * VIEWERS + viewer}`,
      bits_per_second: 8_000_000 + reading + viewer,
      bytes_sent: reading * 1_000_000 + viewer,
      lag_bytes: (reading * 188) % 10_000,
    })),
  }));
}

const accounts = { ...rooms.accounts, personOf: () => Promise.resolve({ name: 'admin', role: 'admin' as const }) };
const lan = new Hono<LanEnv>();
lan.route('/api', liveRoutes({ ...rooms, accounts, hub: { ...rooms.hub, sessions } }));
const listener = new Listener({ host: '127.0.0.1', port: 0, clock: systemClock, fetch: lan.fetch });
await listener.start();

answer({ port: () => listener.address!.port, usage });
