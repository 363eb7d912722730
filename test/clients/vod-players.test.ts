// Real players with a movie whose provider breaks off every few hundred kilobytes and allows one connection.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead } from '../fakes/masthead-process.ts';
import { startPanel } from '../fakes/xtream-panel.ts';
import { run } from './programs.ts';

const SECONDS = 90;
const RATE = 25;
const DROP_AFTER_BYTES = 400_000;

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

let movie: Buffer;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-movie-'));
  const file = join(folder, 'movie.mkv'); // its index is written at the end
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=320x180:r=${RATE}:d=${SECONDS}`];
  const tone = ['-f', 'lavfi', '-i', `sine=f=440:d=${SECONDS}`];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '600k', '-g', '50', '-c:a', 'aac'];
  execFileSync('ffmpeg', ['-v', 'error', ...picture, ...tone, ...codecs, file]);
  movie = readFileSync(file);
  rmSync(folder, { recursive: true });
});

interface Scene {
  readonly url: string;
  /** Connections to the provider's file: the most at once, and all. */
  readonly connections: { most: number; count: number };
}

async function scene(): Promise<Scene> {
  const panel = await startPanel();
  panel.content.userInfo['max_connections'] = '1';
  const connections = { most: 0, count: 0 };
  let open = 0;
  panel.onMedia = (request, response) => {
    open += 1;
    connections.count += 1;
    connections.most = Math.max(connections.most, open);
    response.on('close', () => (open -= 1));
    if (open > 1) response.writeHead(403).end();
    else sendBriefly(request, response);
  };
  const masthead = await startMasthead({ args: [panel.source], channels: 3 });
  onTestFinished(async () => void (await masthead.stop()));
  const json = { 'content-type': 'application/json' };
  const login = { method: 'POST', headers: json, body: '{"password":"secret"}' };
  const { token } = (await (await fetch(`${masthead.base}/api/login`, login)).json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const titles = async (): Promise<{ id: string }[]> => {
    const answer = await fetch(`${masthead.base}/api/titles?search=harbour`, { headers });
    return ((await answer.json()) as { items: { id: string }[] }).items;
  };
  await expect.poll(async () => (await titles()).length).toBe(1);
  return { url: `${masthead.base}/vod/${(await titles())[0]!.id}.mkv`, connections };
}

/** Ranges, as a good server; the connection breaks after a while, as with a bad one. */
function sendBriefly(request: IncomingMessage, response: ServerResponse): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const from = Number(range?.[1] ?? 0);
  const until = range?.[2] ? Number(range[2]) + 1 : movie.length;
  response.writeHead(206, {
    'content-type': 'video/x-matroska',
    'accept-ranges': 'bytes',
    'content-length': until - from,
    'content-range': `bytes ${from}-${until - 1}/${movie.length}`,
  });
  const part = movie.subarray(from, Math.min(until, from + DROP_AFTER_BYTES));
  response.write(part, () => {
    if (from + part.length >= until) response.end();
    else response.destroy();
  });
}

test('ffmpeg decodes every picture, over one connection at a time', async () => {
  const { url, connections } = await scene();
  const counted = ['-nostdin', '-v', 'error', '-xerror', '-i', url, '-map', '0:v', '-f', 'framehash', '-'];
  const { code, stdout, stderr } = await run('ffmpeg', counted);
  const pictures = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect({ code, stderr, count: pictures.length }).toEqual({ code: 0, stderr: '', count: SECONDS * RATE });
  expect(connections.count).toBeGreaterThan(Math.floor(movie.length / DROP_AFTER_BYTES));
  expect(connections.most).toBe(1);
});

test('ffmpeg begins in the middle', async () => {
  const { url, connections } = await scene();
  const probe = ['-v', 'error', '-show_entries', 'format=duration,size', '-of', 'json', url];
  const { format } = JSON.parse((await run('ffprobe', probe)).stdout) as { format: { duration: string; size: string } };
  expect([Math.round(Number(format.duration)), Number(format.size)]).toEqual([SECONDS, movie.length]);
  const late = ['-nostdin', '-v', 'error', '-xerror', '-ss', '70', '-i', url, '-map', '0:v', '-f', 'framehash', '-'];
  const { code, stdout } = await run('ffmpeg', late);
  const pictures = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect([code, pictures.length]).toEqual([0, 20 * RATE]);
  expect(connections.most).toBe(1);
});

test.runIf(isThere('mpv'))('mpv seeks to and fro', async () => {
  const { url, connections } = await scene();
  const home = temporaryFolder();
  const log = join(home, 'positions');
  const script = join(home, 'seek.lua');
  writeFileSync(
    script,
    `local steps = {60, 10, 80, 30}
local at = 0
local out = io.open('${log}', 'w')
mp.register_event('playback-restart', function()
  out:write(math.floor(mp.get_property_number('time-pos') + 0.5) .. '\\n') out:flush()
  at = at + 1
  if steps[at] then mp.add_timeout(0.3, function() mp.commandv('seek', steps[at], 'absolute+exact') end)
  else mp.command('quit') end
end)`,
  );
  const args = ['--no-config', '--ytdl=no', '--ao=null', '--vo=null', `--script=${script}`, url];
  const { code, stdout, stderr } = await run('mpv', args, { nobodysHome: home, atMostMs: 60_000 });
  expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
  expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(['0', '60', '10', '80', '30']);
  expect(connections.most).toBe(1);
});

test.runIf(isThere('cvlc'))('VLC begins in the middle and shows pictures to the end', async () => {
  const { url, connections } = await scene();
  const home = temporaryFolder();
  const pictures = ['--video-filter=scene', '--scene-format=png', '--scene-ratio=25', `--scene-path=${home}`];
  const quiet = ['--intf=dummy', '--vout=dummy', '--aout=dummy', '--no-video-title-show', '--no-media-library'];
  const { stderr } = await run('cvlc', [...quiet, ...pictures, '--start-time=80', '--play-and-exit', url], {
    nobodysHome: home,
    atMostMs: 60_000,
  });
  const count = readdirSync(home).filter((name) => name.endsWith('.png')).length;
  expect({ count, stderr }).toMatchObject({ count: expect.toSatisfy((shown: number) => shown >= 5 && shown <= 15) });
  expect(connections.most).toBe(1);
});
