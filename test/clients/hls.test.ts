// Real players and decoders on HLS, both ways: the provider's into the house, and ours to those who want it.

import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { Programs } from '../../src/processes/programs.ts';
import { createHls } from '../../src/streaming/upstreams/hls/hls.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { isInstalled } from './networks.ts';
import { run } from './programs.ts';

const hasFfmpeg = isInstalled('ffmpeg') && isInstalled('ffprobe');
const CLEAN = { code: 0, stdout: '', stderr: '' };

let masthead: MastheadProcess;
beforeAll(async () => {
  masthead = await startMasthead({ args: ['--demo'], channels: 12 });
});
afterAll(async () => {
  await masthead?.stop();
});

/** The address of a channel of the demo, by its name. */
async function addressOf(name: string, query = ''): Promise<string> {
  const lines = (await (await fetch(`${masthead.base}/playlist.m3u${query}`)).text()).split('\n');
  return lines[lines.findIndex((line) => line.endsWith(`,${name}`)) + 1] ?? '';
}

const decode = (url: string, seconds: number) =>
  run('ffmpeg', ['-nostdin', '-v', 'error', '-xerror', '-i', url, '-t', String(seconds), '-f', 'null', '-']);

test.runIf(hasFfmpeg)(
  'HLS of a provider, encrypted or not, decodes twenty seconds as MPEG-TS without an error',
  async () => {
    const plain = decode(await addressOf('Tidewater Films'), 20);
    const encrypted = decode(await addressOf('Galley Kitchen'), 20);
    expect(await Promise.all([plain, encrypted])).toEqual([CLEAN, CLEAN]);
  },
);

test.runIf(hasFfmpeg)('every channel decodes twenty seconds as HLS without an error, whatever it came as', async () => {
  const fromTs = decode(await addressOf('Harbour One', '?type=m3u8'), 20);
  const fromHls = decode(await addressOf('Tidewater Films', '?type=m3u8'), 20);
  expect(await Promise.all([fromTs, fromHls])).toEqual([CLEAN, CLEAN]);
});

test.runIf(isInstalled('mpv'))('mpv plays a channel as HLS', async () => {
  const home = temporaryFolder();
  const images = ['--vo=image', '--vo-image-format=jpg', `--vo-image-outdir=${home}`, '--frames=60'];
  const { code, stdout, stderr } = await run(
    'mpv',
    ['--no-config', '--ytdl=no', '--ao=null', ...images, await addressOf('Pebble Kids', '?type=m3u8')],
    { nobodysHome: home, atMostMs: 60_000 },
  );
  expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
  expect(readdirSync(home).filter((name) => name.endsWith('.jpg')).length).toBeGreaterThanOrEqual(60);
});

test.runIf(isInstalled('cvlc'))('VLC plays a channel as HLS', async () => {
  const home = temporaryFolder();
  const scene = ['--video-filter=scene', '--scene-format=png', '--scene-ratio=10', `--scene-path=${home}`];
  const quiet = ['--intf=dummy', '--vout=dummy', '--aout=dummy', '--no-video-title-show', '--no-media-library'];
  const url = await addressOf('Lighthouse News', '?type=m3u8');
  const { stderr } = await run('cvlc', [...quiet, ...scene, '--run-time=15', '--play-and-exit', url], {
    nobodysHome: home,
    atMostMs: 50_000,
  });
  const pictures = readdirSync(home).filter((name) => name.endsWith('.png'));
  expect({ count: pictures.length, stderr }).toMatchObject({ count: expect.toSatisfy((count: number) => count > 5) });
});

// Segments larger than what a connection holds by itself, as real ones are.
const PICTURE =
  '-f lavfi -i testsrc2=size=640x360:rate=25 -c:v libx264 -preset ultrafast -qp 12 -g 50 -pix_fmt yuv420p';
const SOUND = '-f lavfi -i sine=frequency=440:sample_rate=48000 -c:a aac -b:a 64k';
const LIST = '-f hls -hls_time 2 -hls_playlist_type vod';
const SEPARATE = '-var_stream_map v:0,agroup:a\\ a:0,agroup:a -master_pl_name list.m3u8';

/** Made by ffmpeg, as its own muxer writes them: what, how, and the codecs that are to come out. */
const PACKAGES: readonly [string, string, readonly string[]][] = [
  ['fragmented MP4', `${LIST} -hls_segment_type fmp4 list.m3u8`, ['h264', 'aac']],
  ['fragmented MP4 with separate sound', `${LIST} -hls_segment_type fmp4 ${SEPARATE} v_%v.m3u8`, ['h264', 'aac']],
  ['MPEG-TS with separate sound', `${LIST} ${SEPARATE} v_%v.m3u8`, ['h264', 'aac']],
  ['one file and ranges of it', `${LIST} -hls_flags single_file list.m3u8`, ['h264', 'aac']],
];

/** Inputs first, as ffmpeg wants its options. */
async function makeWith(folder: string, output: string): Promise<void> {
  const [pictureIn, pictureOut] = PICTURE.split(' -c:v');
  const [soundIn, soundOut] = SOUND.split(' -c:a');
  const all = `-nostdin -v error ${pictureIn} ${soundIn} -t 6 -c:v${pictureOut} -c:a${soundOut} -map 0:v -map 1:a ${output}`;
  const args = all.split(/(?<!\\) /).map((argument) => argument.replace('\\ ', ' '));
  expect(await run('ffmpeg', args, { cwd: folder })).toEqual(CLEAN);
}

async function serve(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const bytes = readFileSync(join(folder, request.url ?? ''));
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
    if (range) response.writeHead(206).end(bytes.subarray(Number(range[1]), Number(range[2]) + 1));
    else response.end(bytes);
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the upstream makes of it, as a file. */
async function play(url: string, file: string): Promise<string> {
  const recording: Uint8Array[] = [];
  const programs = new Programs();
  const kind = createHls({
    settings: () => defaultSettings.hls,
    ffmpeg: () => programs.find('ffmpeg'),
    maxBytes: 64 * 1_024 * 1_024,
  });
  const upstream = kind.dial({
    source: { streamId: 1 as StreamId, providerId: 'p' as ProviderId, name: 'x', url, headers: {} },
    clock: systemClock,
    limits: { connectMs: 4_000, firstByteMs: 20_000 },
    onBytes: (chunk) => recording.push(chunk),
  });
  const { message } = await upstream.over;
  await upstream.close();
  writeFileSync(file, Buffer.concat(recording));
  return message;
}

test.runIf(hasFfmpeg).each(PACKAGES)('%s becomes a transport stream that decodes whole', async (_, output, codecs) => {
  const folder = temporaryFolder();
  const source = join(folder, 'source');
  mkdirSync(source);
  await makeWith(source, output);
  const file = join(folder, 'out.ts');
  expect(await play(`${await serve(source)}/list.m3u8`, file)).toBe('The provider ended the playlist');
  const show = [
    '-v',
    'error',
    '-count_frames',
    '-show_entries',
    'stream=codec_name,nb_read_frames',
    '-of',
    'json',
    file,
  ];
  const { stdout } = await run('ffprobe', show);
  const { streams } = JSON.parse(stdout) as { streams: { codec_name: string; nb_read_frames: string }[] };
  const frames = Object.fromEntries(streams.map((one) => [one.codec_name, Number(one.nb_read_frames)]));
  expect(Object.keys(frames).toSorted()).toEqual(codecs.toSorted());
  expect(frames['h264']).toBe(150);
  expect(frames['aac']).toBeGreaterThan(275);
  expect(await decode(file, 20)).toEqual(CLEAN);
});

test.runIf(hasFfmpeg).each([
  ['aac', 'adts', '-c:a aac -b:a 64k'],
  ['mp3', 'mp3', '-c:a libmp3lame -b:a 128k'],
])('packed sound in %s becomes a transport stream that decodes whole', async (codec, format, how) => {
  const folder = temporaryFolder();
  const source = '-f lavfi -i sine=frequency=440:sample_rate=44100 -t 6';
  const segments = `-f segment -segment_time 2 -segment_format ${format} -segment_list list.m3u8 -segment_list_type m3u8`;
  const args = `-nostdin -v error ${source} ${how} ${segments} s%d.${codec}`.split(' ');
  expect(await run('ffmpeg', args, { cwd: folder })).toEqual(CLEAN);
  const file = join(folder, 'out.ts');
  expect(await play(`${await serve(folder)}/list.m3u8`, file)).toBe('The provider ended the playlist');
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_name',
    '-of',
    'csv=p=0',
    file,
  ]);
  expect(new Set(stdout.split('\n').filter((line) => line !== ''))).toEqual(new Set([codec]));
  expect(await decode(file, 20)).toEqual(CLEAN);
});
