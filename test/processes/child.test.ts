// Real processes: what they write, how they end, and that nobody is left.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { Child } from '../../src/processes/child.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const SHELL = '/bin/sh';

interface Run {
  readonly child: Child;
  readonly output: () => string;
}

function run(script: string): Run {
  const chunks: Uint8Array[] = [];
  const onOutput = (chunk: Uint8Array): void => void chunks.push(chunk);
  const child = new Child({ file: SHELL, args: ['-c', script], clock: systemClock, onOutput });
  return { child, output: () => Buffer.concat(chunks).toString() };
}

/** Who is in a process group, zombies aside. */
function membersOf(group: number): string[] {
  const rows = execFileSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return rows.filter((row) => Number.parseInt(row, 10) === group && !/^\s*\d+\s+Z/.test(row));
}

test('its output is handed on, its complaints are kept, its end has its code', async () => {
  const { child, output } = run('echo picture; echo "no such stream" >&2; exit 3');
  expect(await child.over).toEqual({ code: 3, signal: null });
  expect(output()).toBe('picture\n');
  expect(child.messages).toEqual(['no such stream']);
});

test('passwords in what it says are hidden, colours and progress are taken out', async () => {
  const { child } = run(String.raw`printf '\033[31mopening http://tv/live/anna/hunter2/1.ts\033[0m\rdone' >&2`);
  await child.over;
  expect(child.messages).toEqual(['opening http://tv/live/***/***/1.ts', 'done']);
});

test('however much it complains, little is kept', async () => {
  const { child } = run('yes "$(printf %0400d 7)" | head -n 5000 >&2; printf %09000d 8 >&2');
  await child.over;
  expect(child.messages.length).toBeLessThanOrEqual(50);
  expect(Math.max(...child.messages.map((line) => line.length))).toBeLessThanOrEqual(500);
});

test('a program that cannot be started is over with the reason', async () => {
  const child = new Child({ file: '/nowhere/ffmpeg', args: [], clock: systemClock, onOutput: () => undefined });
  expect((await child.over).error?.message).toContain('ENOENT');
  await child.stop();
});

test('stopping ends it with all that it has started', async () => {
  const { child, output } = run('sleep 300 & sleep 300 & echo up; wait');
  await expect.poll(output).toBe('up\n');
  expect(membersOf(child.pid!)).toHaveLength(3);
  await child.stop();
  expect(membersOf(child.pid!)).toEqual([]);
});

test('one that does not listen to SIGTERM is killed', async () => {
  const { child, output } = run('trap "" TERM; echo up; while :; do sleep 1; done');
  await expect.poll(output).toBe('up\n');
  await child.stop();
  expect(await child.over).toEqual({ code: null, signal: 'SIGKILL' });
  expect(membersOf(child.pid!)).toEqual([]);
});

test('when it ends by itself, what it left behind in its group ends too', async () => {
  const { child } = run('sleep 300 & exit 0');
  expect(await child.over).toEqual({ code: 0, signal: null });
  expect(membersOf(child.pid!)).toEqual([]);
});

test('one who left the group and holds the output is not waited for', async () => {
  const file = join(temporaryFolder(), 'pid');
  const { child } = run(
    `setsid sh -c 'echo $$ > ${file}; exec sleep 300' & while [ ! -s ${file} ]; do sleep 0.01; done`,
  );
  await child.over;
  const stray = Number(readFileSync(file, 'utf8'));
  expect(existsSync(`/proc/${stray}`)).toBe(true);
  process.kill(stray, 'SIGKILL');
});

test('nothing is handed on after it was told to stop', async () => {
  const { child, output } = run('trap "echo late; exit" TERM; echo up; while :; do sleep 0.05; done');
  await expect.poll(output).toBe('up\n');
  await child.stop();
  expect(output()).toBe('up\n');
});

test('our own secrets are not passed on to it', async () => {
  process.env['MASTHEAD_ADMIN_PASSWORD'] = 'hunter2';
  process.env['SUPERVISOR_TOKEN'] = 'hunter3';
  const { child, output } = run('env');
  await child.over;
  delete process.env['MASTHEAD_ADMIN_PASSWORD'];
  delete process.env['SUPERVISOR_TOKEN'];
  expect(output()).toContain('PATH=');
  expect(output()).not.toMatch(/hunter|MASTHEAD|SUPERVISOR/);
});
