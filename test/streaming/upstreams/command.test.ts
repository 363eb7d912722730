// Streams that programs bring: real programs, small ones, that end in every way there is.

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { commandSettings, type CommandSettings } from '../../../src/model/command-settings.ts';
import type { ProviderId, StreamId } from '../../../src/model/ids.ts';
import { Programs } from '../../../src/processes/programs.ts';
import { createCommandKind } from '../../../src/streaming/upstreams/command.ts';
import type { Upstream, UpstreamKind } from '../../../src/streaming/upstream.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

interface Stage {
  readonly kind: UpstreamKind;
  readonly folder: string;
}

/** A program of this text, under the name `player`, and the profile `mine` that runs it. */
function stage(script: string, more: Partial<CommandSettings> = {}): Stage {
  const folder = temporaryFolder();
  const file = join(folder, 'player');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const settings = commandSettings.parse({
    allowed_programs: ['player'],
    profiles: [{ name: 'mine', label: '', program: 'player', arguments: ['{url}', '{userAgent}'] }],
    ...more,
  });
  const programs = new Programs(folder);
  return { kind: createCommandKind({ settings: () => settings, programs }), folder };
}

interface Dialled {
  readonly upstream: Upstream;
  readonly bytes: () => number;
}

function dial(
  { kind }: Stage,
  url = 'rtsp://cam.lan/1',
  command: string | undefined = 'mine',
  firstByteMs = 5_000,
): Dialled {
  let bytes = 0;
  const upstream = kind.dial({
    source: {
      streamId: 1 as StreamId,
      providerId: 'p' as ProviderId,
      name: 'One',
      url,
      headers: { 'user-agent': 'VLC/3' },
      ...(command !== undefined && { command }),
    },
    clock: systemClock,
    limits: { connectMs: 1_000, firstByteMs },
    onBytes: (chunk) => (bytes += chunk.length),
  });
  onTestFinished(() => upstream.close());
  return { upstream, bytes: () => bytes };
}

test('its output is the stream, its arguments are those of the profile', async () => {
  const scene = stage('printf "%s\\n" "$@" > "$0.args"; printf GGGG; exec sleep 60');
  const { bytes } = dial(scene, 'rtsp://cam.lan/$(reboot);`id`&x=y');
  await expect.poll(bytes).toBe(4);
  expect(readFileSync(join(scene.folder, 'player.args'), 'utf8')).toBe('rtsp://cam.lan/$(reboot);`id`&x=y\nVLC/3\n');
});

test('closing ends the program, and resolves when it has ended', async () => {
  const scene = stage(
    'echo $$ > "$0.pid"; trap "sleep 0.2; rm \\"$0.pid\\"; exit" TERM; printf G; while :; do sleep 0.05; done',
  );
  const { upstream, bytes } = dial(scene);
  await expect.poll(bytes).toBe(1);
  await upstream.close();
  expect(existsSync(join(scene.folder, 'player.pid'))).toBe(false);
  expect((await upstream.over).code).toBe('upstream.ended');
});

test.each([
  { name: 'ends after some bytes', script: 'printf G; exit 0', code: 'upstream.ended', retryable: true },
  { name: 'ends without a byte', script: 'exit 0', code: 'upstream.unavailable', retryable: true },
  { name: 'is killed', script: 'kill -9 $$', code: 'upstream.unavailable', retryable: true },
  {
    name: 'finds nothing',
    script: 'echo "Server returned 404 Not Found" >&2; exit 1',
    code: 'upstream.not-found',
    retryable: true,
  },
  {
    name: 'is refused',
    script: 'echo "HTTP error 403 Forbidden" >&2; exit 1',
    code: 'upstream.refused',
    retryable: true,
  },
  {
    name: 'does not know the address',
    script: 'echo "rist://10.0.0.9: Protocol not found" >&2; exit 1',
    code: 'upstream.unsupported',
    retryable: false,
  },
  { name: 'reaches nobody', script: 'echo "Connection refused" >&2; exit 1', code: 'net.refused', retryable: true },
])('one that $name is over with $code', async ({ script, code, retryable }) => {
  const { upstream } = dial(stage(script));
  expect(await upstream.over).toMatchObject({ code, retryable });
});

test('the reason says what the program said, without passwords', async () => {
  const { upstream } = dial(stage('echo "cannot open rtsp://anna:hunter2@cam/" >&2; exit 7'));
  const reason = await upstream.over;
  expect(reason.message).toBe('player ended with code 7: cannot open rtsp://***@cam/');
  expect(JSON.stringify([reason.context, upstream.messages])).not.toContain('hunter2');
});

test('one that brings nothing is not waited for longer than allowed, and ended', async () => {
  const { upstream } = dial(stage('exec sleep 60'), undefined, 'mine', 100);
  expect((await upstream.over).code).toBe('upstream.timeout');
  await upstream.close();
});

test('one that floods its error output does no harm', async () => {
  const { upstream, bytes } = dial(stage('yes complaint | head -c 3000000 >&2; printf G; exit 1'));
  await upstream.over;
  expect(bytes()).toBe(1);
  expect(JSON.stringify(upstream.messages).length).toBeLessThan(40_000);
});

test.each([
  { name: 'a program that is not allowed', more: { allowed_programs: ['ffmpeg'] }, says: 'not allowed' },
  {
    name: 'a program that is not installed',
    more: {
      allowed_programs: ['nowhere'],
      profiles: [{ name: 'mine', label: '', program: 'nowhere', arguments: ['{url}'] }],
    },
    says: 'not installed',
  },
  { name: 'a profile that is gone', more: { profiles: [] }, says: 'no stream profile mine' },
])('$name is said, and not tried again', async ({ more, says }) => {
  const { upstream } = dial(stage('printf G', more));
  const reason = await upstream.over;
  expect(reason).toMatchObject({ code: 'upstream.unsupported', retryable: false });
  expect(reason.message).toContain(says);
});

test('no more programs run than the setting allows; one that has ended makes room', async () => {
  const scene = stage('printf G; exec sleep 60', { max_running: 1 });
  const first = dial(scene);
  await expect.poll(first.bytes).toBe(1);
  expect((await dial(scene).upstream.over).code).toBe('upstream.unavailable');
  await first.upstream.close();
  const third = dial(scene);
  await expect.poll(third.bytes).toBe(1);
});

test.each([
  { url: 'rtsp://cam/1', command: undefined, isAccepted: true },
  { url: 'srt://host:9', command: undefined, isAccepted: true },
  { url: 'http://tv/1', command: undefined, isAccepted: false },
  { url: 'udp://@239.1.1.1:5000', command: undefined, isAccepted: false },
  { url: 'http://tv/1', command: 'mine', isAccepted: true },
])('$url with the command $command: $isAccepted', ({ url, command, isAccepted }) => {
  const { kind } = stage('');
  const source = { streamId: 1 as StreamId, providerId: 'p' as ProviderId, name: '', url, headers: {} };
  expect(kind.accepts(command === undefined ? source : { ...source, command })).toBe(isAccepted);
});

test('an address that no program may be given is over at once', async () => {
  const scene = stage('printf G');
  expect((await dial(scene, 'file:///etc/passwd').upstream.over).code).toBe('net.bad-address');
});
