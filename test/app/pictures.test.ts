// Looks at what is on air, with a stand-in for ffmpeg that says what a test wants.

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { followPictures } from '../../src/app/pictures.ts';
import type { PictureFindings } from '../../src/health/picture-findings.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Announcements } from '../../src/model/announcements.ts';
import type { StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { Programs } from '../../src/processes/programs.ts';
import { createFastClock } from '../fakes/fast-clock.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startTsServer, type TsServer } from '../fakes/ts-server.ts';
import { onAir, until, type Air } from '../streaming/on-air.ts';

/** A minute between looks is 0.6 s, and what ffmpeg may take 0.3 s. */
const SPEED = 100;
const WELL = 'echo out_time_us=6000000';
const BLACK = `echo 'black_start:0 black_end:6 black_duration:6' >&2; ${WELL}`;

let server: TsServer;
let air: Air;
let folder: string;

beforeEach(async () => {
  folder = temporaryFolder();
  server = await startTsServer();
  air = onAir(server, { stall_seconds: 5 });
  onTestFinished(async () => {
    await air.hub.stop();
    await server.close();
  });
});

/** @param does a shell's commands, after it has read what it is given */
function ffmpegThat(does: string): void {
  const file = join(folder, 'ffmpeg');
  writeFileSync(file, `#!/bin/sh\nwc -c <&3 >> ${folder}/given\n${does}\n`);
  chmodSync(file, 0o755);
}

function follow({ isWanted = true, clock = createFastClock(SPEED) }: { isWanted?: boolean; clock?: Clock } = {}) {
  const looks: { streamId: StreamId; picture: PictureFindings }[] = [];
  const said: Announcements['picture.judged'][] = [];
  const stops: (() => void | Promise<void>)[] = [];
  const settings = { ...defaultSettings, health: { ...defaultSettings.health, picture_checks: isWanted } };
  followPictures(
    {
      clock,
      hub: air.hub,
      health: { sawPictureOf: (streamId, picture) => void looks.push({ streamId, picture }) },
      settings: { current: settings },
      programs: new Programs(folder),
      announce: (_name, fact) => void said.push(fact),
    },
    stops,
  );
  const stop = async (): Promise<void> => {
    for (const one of stops) await one();
  };
  onTestFinished(stop);
  return { looks, said, stop };
}

const given = (): number[] =>
  existsSync(join(folder, 'given')) ? readFileSync(join(folder, 'given'), 'utf8').trim().split('\n').map(Number) : [];

/** One that has ended and that nobody asks for is none. */
function isRunning(pid: string): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) Z /.test(readFileSync(file, 'utf8'));
}

test('what viewers get is looked at, over their connection, and who looks is no viewer', async () => {
  ffmpegThat(BLACK);
  air.limit = 1;
  await air.watch(1);
  const viewers: number[] = [];
  const { looks, said } = follow();
  await until(() => {
    viewers.push(air.hub.figures().viewers);
    return looks.length >= 2;
  });
  expect(looks[0]).toMatchObject({ streamId: 1, picture: { faults: ['black'], lookedAtSeconds: 6, still: null } });
  expect(said).toEqual([{ channelId: 1, streamId: 1, faults: ['black'] }]); // once, however often it is seen
  expect([server.peak, server.requests.length]).toEqual([1, 1]);
  expect(new Set(viewers)).toEqual(new Set([1]));
  expect(given()[0]).toBeGreaterThan(10_000);
});

test('it is said when it is well again', async () => {
  ffmpegThat(BLACK);
  await air.watch(1);
  const { said } = follow();
  await until(() => said.length === 1);
  ffmpegThat(WELL);
  await until(() => said.length === 2);
  expect(said[1]).toEqual({ channelId: 1, streamId: 1, faults: [] });
});

test('whoever does not want it is left alone', async () => {
  ffmpegThat(BLACK);
  await air.watch(1);
  const { looks } = follow({ isWanted: false });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect([looks, given()]).toEqual([[], []]);
});

test('a program that does not end is killed with what it has started, and the next channel is looked at', async () => {
  ffmpegThat(
    `sleep 600 & echo $! >> ${folder}/pids; [ $(wc -l < ${folder}/pids) -gt 1 ] && exec sh -c '${WELL}'; wait`,
  );
  await air.watch(1);
  await air.watch(2);
  const { looks } = follow();
  await until(() => looks.length >= 1);
  expect(looks[0]!.streamId).toBe(2);
  expect(isRunning(readFileSync(join(folder, 'pids'), 'utf8').split('\n')[0]!)).toBe(false);
});

test('a channel that goes off air meanwhile says nothing, and keeps no other from being looked at', async () => {
  ffmpegThat(BLACK);
  const first = await air.watch(1);
  await air.watch(2);
  const { looks } = follow();
  await until(() => given().length > 0 || air.hub.sessions().length < 2 || (first.subscription.close(), false));
  await until(() => looks.some(({ streamId }) => streamId === 2));
  expect(looks.some(({ streamId }) => streamId === 1)).toBe(false);
});

test('Masthead does not wait for a look when it stops', async () => {
  ffmpegThat(`echo $$ > ${folder}/pid; exec sleep 600`);
  await air.watch(1);
  const fast = createFastClock(SPEED);
  const patient: Clock = {
    ...fast,
    after: (ms, task) => (ms < 30_000 ? fast.after(ms, task) : { cancel: () => undefined }), // its time is never up
  };
  const { looks, stop } = follow({ clock: patient });
  await until(() => existsSync(join(folder, 'pid')));
  await stop();
  expect(looks).toEqual([]);
  expect(isRunning(readFileSync(join(folder, 'pid'), 'utf8').trim())).toBe(false);
});

test('without ffmpeg nothing is looked at', async () => {
  await air.watch(1);
  const { looks } = follow();
  await new Promise((resolve) => setTimeout(resolve, 900));
  expect([looks, server.requests.length]).toEqual([[], 1]);
});
