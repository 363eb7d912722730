// Real players across a fail-over: the upstream that they watch ends, and they go on with the other as if nothing had been.

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { respondLive, viewerOf } from '../../src/outputs/live-response.ts';
import type { LanEnv } from '../../src/outputs/output.ts';
import { Hub } from '../../src/streaming/hub.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { createHttpTs } from '../../src/streaming/upstreams/http-ts.ts';
import { startSampleProvider } from '../fakes/sample-provider.ts';
import { harbour, lighthouse, type Sample } from '../fakes/two-upstreams.ts';
import { run } from './programs.ts';

const CHANNEL = 1 as ChannelId;
const PLAYED_SECONDS = 12;

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** Runs a player, ends the upstream in the middle, and says how it went. */
async function play(program: string, backup: Sample, args: (url: string) => readonly string[]) {
  const [one, two] = await Promise.all([startSampleProvider(harbour), startSampleProvider(backup)]);
  const hub = new Hub({
    clock: systemClock,
    log: silentLog,
    kinds: [createHttpTs()],
    sourcesOf: () =>
      [one, two].map((provider, index) => ({
        streamId: (index + 1) as StreamId,
        providerId: `p${index}` as ProviderId,
        name: String(index),
        url: provider.url('http-ts'),
        headers: {},
      })),
    slots: new SlotLedger({ clock: systemClock, limitOf: () => 1 }),
    settings: () => defaultSettings.streaming,
    limits: () => defaultSettings.limits,
    bufferBytes: 64 * 1024 * 1024,
    announce: () => undefined,
  });
  const app = new Hono<LanEnv>();
  app.get('/1.ts', (c) => respondLive(c, { hub, channelId: CHANNEL, viewer: viewerOf(c, 'm3u'), dialect: 'player' }));
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/1.ts`;
  const playing = run(program, args(url), { atMostMs: 40_000 });
  await expect.poll(() => hub.sessions()[0]?.viewers.length, { timeout: 10_000 }).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  await one.fail('end');
  const outcome = await playing;
  await hub.stop();
  server.close();
  await Promise.all([one.close(), two.close()]);
  return outcome;
}

test.skipIf(!isThere('ffmpeg'))(
  'ffmpeg decodes both upstreams of a channel without a complaint about time',
  async () => {
    const { code, stderr } = await play('ffmpeg', lighthouse, (url) =>
      `-v verbose -i ${url} -t ${PLAYED_SECONDS} -map 0:v -vf showinfo -f null -`.split(' '),
    );
    expect(code).toBe(0);
    expect(stderr).toContain('s:640x360');
    expect(stderr).toContain('s:480x270');
    expect(stderr).not.toMatch(/DTS .* out of order|timestamp discontinuity/i);
  },
);

test.skipIf(!isThere('mpv'))(
  'mpv plays on: ten seconds of pictures, of which four come before the end of the first upstream',
  async () => {
    const { code, stdout, stderr } = await play('mpv', harbour, (url) =>
      `--no-config --ytdl=no --vo=null --ao=null --frames=250 ${url}`.split(' '),
    );
    expect(`${stdout}${stderr}`).not.toMatch(/Errors when loading|Failed to recognize/);
    expect(code).toBe(0);
  },
);
