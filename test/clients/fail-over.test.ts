// Real players across a fail-over: the upstream that they watch ends, and they go on with the other as if nothing had been.

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
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
import { temporaryFolder } from '../fakes/folder.ts';
import { startSampleProvider } from '../fakes/sample-provider.ts';
import { harbour, lighthouse, type Sample } from '../fakes/two-upstreams.ts';
import { run, type RunOptions } from './programs.ts';

const CHANNEL = 1 as ChannelId;
const PLAYED_SECONDS = 12;

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** Runs a player, ends the upstream in the middle, and says how it went. */
async function play(
  program: string,
  backup: Sample,
  args: (url: string) => readonly string[],
  options: RunOptions = { atMostMs: 40_000 },
) {
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
  const playing = run(program, args(url), options);
  await expect.poll(() => hub.sessions()[0]?.viewers.length).toBe(1);
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

/** How loud a recording of 16 bits and two channels at 48 kHz is in a second of it, of 32,768; NaN where it is not as long. */
function loudness(file: string, second: number): number {
  const bytes = readFileSync(file);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) >> 1).subarray(
    second * 96_000,
    (second + 1) * 96_000,
  );
  return samples.length < 96_000
    ? NaN
    : Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
}

test.skipIf(!isThere('mpv'))(
  'mpv plays on where the sound changes from AAC to AC-3: pictures of both, and silence in place of sound that it cannot select',
  async () => {
    const home = temporaryFolder();
    const file = join(home, 'sound.wav');
    const { code, stdout } = await play('mpv', lighthouse, (url) => [
      ...'--no-config --ytdl=no --vo=null --msg-level=vd=v,cplayer=v --length=12 --audio-format=s16'.split(' '),
      '--ao=pcm',
      `--ao-pcm-file=${file}`,
      url,
    ]);
    expect(code).toBe(0); // without the old sound going on it waits for it for ever
    expect(stdout).toContain('Decoder format: 640x360');
    expect(stdout).toContain('Decoder format: 480x270');
    expect(loudness(file, 2)).toBeGreaterThan(100);
    expect(loudness(file, 10)).toBe(0);
  },
);

test.skipIf(!isThere('cvlc'))('VLC goes over to the new sound where it changes from AAC to AC-3', async () => {
  const home = temporaryFolder();
  const file = join(home, 'sound.wav');
  const scene = ['--video-filter=scene', '--scene-format=png', '--scene-ratio=10', `--scene-path=${home}`];
  const sound = ['--aout=afile', `--audiofile-file=${file}`, '--audiofile-format=s16'];
  const quiet = ['--intf=dummy', '--vout=dummy', '--no-video-title-show', '--no-media-library'];
  await play('cvlc', lighthouse, (url) => [...quiet, ...scene, ...sound, '--run-time=15', '--play-and-exit', url], {
    nobodysHome: home,
    atMostMs: 50_000,
  });
  const widths = readdirSync(home)
    .filter((name) => name.endsWith('.png'))
    .map((name) => readFileSync(join(home, name)).readUInt32BE(16));
  expect(widths).toContain(480); // those of the first upstream are overwritten: it numbers them anew
  for (const second of [2, 8, 9]) expect(loudness(file, second), `second ${second}`).toBeGreaterThan(100);
});
