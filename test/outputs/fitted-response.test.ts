import { chmodSync, writeFileSync } from 'node:fs';
import { request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { respondFitted } from '../../src/outputs/fitted-response.ts';
import { readAbility } from '../../src/streaming/fit/fit.ts';
import type { Workshop } from '../../src/streaming/fit/fitting.ts';
import type { OpenedFile } from '../../src/streaming/files/file-relay.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { ask, startLanListener } from '../fakes/lan-listener.ts';
import { TransportStream, type TransportStreamOptions } from '../fakes/transport-stream.ts';
import { workshopOf } from '../fakes/workshop.ts';

const SOURCE = { streamId: 1 as StreamId, providerId: 'p' as ProviderId, name: 'Sea', url: 'http://p/1', headers: {} };

/** In place of FFmpeg. */
function program(script: string): string {
  const file = join(temporaryFolder(), 'ffmpeg');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function start(body: () => AsyncIterable<Uint8Array>, more: Partial<Workshop> = {}) {
  const workshop = { ...workshopOf(1), ...more };
  const opened = { source: SOURCE, body: body(), abandon: () => undefined } as unknown as OpenedFile;
  const relay = { factsOf: () => undefined, open: () => Promise.resolve(opened) };
  const ability = readAbility('aac,h264', undefined)!;
  const answers: ServerResponse[] = [];
  const { url } = await startLanListener([
    {
      name: 'past',
      routes: (lan) =>
        void lan.get('/a', (c) => {
          answers.push(c.env.outgoing);
          const past = { relay, key: 'a', sources: [SOURCE], extension: 'ts', via: 'm3u' };
          return respondFitted(c, { ...past, ability, workshop });
        }),
    },
  ]);
  return { url: `${url}/a`, workshop, answers };
}

function pictures(count: number, options: TransportStreamOptions): Buffer {
  const stream = new TransportStream({ pictureBytes: 20_000, ...options });
  return Buffer.concat(Array.from({ length: count }, () => stream.next()));
}
/** As M2TS has it: four bytes in front of each packet. */
function spaced(packets: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < packets.length; at += 188) parts.push(Buffer.alloc(4), packets.subarray(at, at + 188));
  return Buffer.concat([...parts.slice(1), Buffer.alloc(4)]);
}

test('a player that is gone while it takes nothing leaves no program and no seat behind', async () => {
  const ffmpeg = program('cat <&3 >/dev/null; exec cat /dev/zero');
  const { url, workshop, answers } = await start(
    async function* () {
      yield await Promise.resolve(pictures(3, { video: 'mpeg2video' }));
    },
    { program: () => ffmpeg },
  );
  const asked = request(url, { agent: false }).on('error', () => undefined);
  onTestFinished(() => void asked.destroy());
  await new Promise((resolve) => asked.once('response', resolve).end()); // and reads nothing of it
  await expect.poll(() => answers[0]?.writableNeedDrain).toBe(true);
  const seat = (): (() => void) => workshop.seats.take(true);
  expect(seat).toThrow('as may be');
  asked.destroy();
  await expect.poll(() => seat()).toBeTypeOf('function');
});

test('a part whose sound becomes one that plays goes on, though the program that made the one before took no more', async () => {
  const ffmpeg = program('exec sleep 60');
  const plain = pictures(1, { audio: 'aac' });
  const { url } = await start(
    async function* () {
      yield await Promise.resolve(spaced(Buffer.concat([pictures(30, { audio: 'mp2' }), plain])));
      yield await Promise.resolve(spaced(plain));
    },
    { program: () => ffmpeg },
  );
  const { status, body } = await ask(url);
  expect(status).toBe(200);
  expect(body.length).toBeGreaterThan(plain.length);
});
