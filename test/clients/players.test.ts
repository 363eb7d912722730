// Real players and decoders on the demo's channels, through the whole product.

import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { isInstalled } from './networks.ts';
import { run } from './programs.ts';

let masthead: MastheadProcess;
/** The demo provider's address. */
let demo: string;

beforeAll(async () => {
  masthead = await startMasthead({ args: ['--demo'], channels: 12 });
  demo = /faults=(http:\/\/\S+)\//.exec(masthead.output())?.[1] ?? '';
});
afterAll(async () => {
  await masthead?.stop();
});

const hasFfmpeg = isInstalled('ffmpeg') && isInstalled('ffprobe');

interface State {
  readonly channels: readonly { readonly number: number; readonly connections: number }[];
}

/** Connections that Masthead has open to the demo provider for a channel. */
async function upstreams(number: number): Promise<number> {
  const state = (await (await fetch(`${demo}/state`)).json()) as State;
  return state.channels.find((channel) => channel.number === number)?.connections ?? -1;
}

const decode = (url: string, seconds: number) =>
  run('ffmpeg', ['-nostdin', '-v', 'error', '-xerror', '-i', url, '-t', String(seconds), '-f', 'null', '-']);

test.runIf(hasFfmpeg)(
  'two viewers decode twenty seconds of one channel without an error, over one connection',
  async () => {
    const url = `${masthead.base}/auto/v1`;
    const first = decode(url, 20);
    await expect.poll(() => upstreams(1)).toBe(1);
    const second = decode(url, 20);
    let most = 0;
    const watch = setInterval(() => void upstreams(1).then((count) => (most = Math.max(most, count))), 250);
    const outcomes = await Promise.all([first, second]);
    clearInterval(watch);
    expect(outcomes).toEqual([
      { code: 0, stdout: '', stderr: '' },
      { code: 0, stdout: '', stderr: '' },
    ]);
    expect(most).toBe(1);
  },
);

test.runIf(hasFfmpeg)('the upstream is closed a while after the last viewer has left', async () => {
  await decode(`${masthead.base}/auto/v4`, 1);
  expect(await upstreams(4)).toBe(1);
  await expect.poll(() => upstreams(4)).toBe(0);
});

test.runIf(hasFfmpeg).each([
  ['1', ['h264', 'aac'], 640],
  ['2', ['h264', 'ac3'], 480],
])('ffprobe learns at once what channel %s is made of', async (number, codecs, width) => {
  const show = ['-show_entries', 'stream=codec_name,width', '-of', 'json'];
  const { stdout, stderr } = await run('ffprobe', ['-v', 'warning', ...show, `${masthead.base}/auto/v${number}`]);
  const { streams } = JSON.parse(stdout) as { streams: { codec_name: string; width?: number }[] };
  expect(streams.map((stream) => stream.codec_name).toSorted()).toEqual(codecs.toSorted());
  expect(streams.find((stream) => stream.width !== undefined)?.width).toBe(width);
  expect(stderr).toBe('');
});

test.runIf(hasFfmpeg)(
  'who watches stays connected when the provider ends the stream, and sees a picture again',
  async () => {
    const url = `${masthead.base}/auto/v7`;
    const frames = run('ffmpeg', ['-nostdin', '-v', 'error', '-stats', '-i', url, '-t', '15', '-f', 'null', '-']);
    await expect.poll(() => upstreams(7)).toBe(1);
    await fetch(`${demo}/fault`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 7, kind: 'end', seconds: 1 }),
    });
    await expect.poll(() => upstreams(7)).toBe(0);
    await expect.poll(() => upstreams(7)).toBe(1);
    const { code, stderr } = await frames;
    const last = /frame=\s*(\d+)(?![^]*frame=)/.exec(stderr)?.[1];
    expect(code).toBe(0);
    expect(Number(last)).toBeGreaterThan(200); // a connection that had ended with the stream would have shown some 50
  },
);

test.runIf(isInstalled('cvlc'))('VLC shows pictures from the playlist', async () => {
  const home = temporaryFolder();
  const scene = ['--video-filter=scene', '--scene-format=png', '--scene-ratio=10', `--scene-path=${home}`];
  const quiet = ['--intf=dummy', '--vout=dummy', '--aout=dummy', '--no-video-title-show', '--no-media-library'];
  const { stderr } = await run(
    'cvlc',
    [...quiet, ...scene, '--run-time=8', '--play-and-exit', `${masthead.base}/playlist.m3u?group=News`],
    { nobodysHome: home, atMostMs: 40_000 },
  );
  const pictures = readdirSync(home).filter((name) => name.endsWith('.png'));
  expect({ count: pictures.length, stderr }).toMatchObject({ count: expect.toSatisfy((count: number) => count > 5) });
});

test.runIf(isInstalled('mpv'))('mpv zaps through the last channels of the playlist', async () => {
  const home = temporaryFolder();
  const images = ['--vo=image', '--vo-image-format=jpg', `--vo-image-outdir=${home}`, '--frames=40'];
  const { code, stdout, stderr } = await run(
    'mpv',
    ['--no-config', '--ytdl=no', '--ao=null', ...images, '--playlist-start=8', `${masthead.base}/playlist.m3u`],
    { nobodysHome: home, atMostMs: 60_000 },
  );
  expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
  expect(stdout.match(/Playing: \S+\/stream\/\S+\.ts/g)).toHaveLength(4);
  expect(stdout).not.toContain('Failed');
  expect(readdirSync(home).filter((name) => name.endsWith('.jpg')).length).toBeGreaterThanOrEqual(40);
});
