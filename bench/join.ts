// How long does a viewer wait for the first byte of a channel that is on air, and does it begin with PAT, PMT and a key frame?

import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { checkTransportStream } from '../test/fakes/ts-checker.ts';
import { Child } from './parts/child.ts';
import { channelPaths } from './parts/channel-paths.ts';
import { report } from './report.ts';

const JOINS = 400;
/** Enough for the tables and the whole first picture. */
const LOOKED_AT_BYTES = 188 * 1_000;

interface Join {
  readonly firstByteMs: number;
  readonly isClean: boolean;
}

function join(port: number, channel: number): Promise<Join> {
  return new Promise((resolve, reject) => {
    const fromMs = performance.now();
    const chunks: Buffer[] = [];
    let bytes = 0;
    let firstByteMs = 0;
    const socket = connect(port, '127.0.0.1', () => {
      socket.setNoDelay(true).write(`GET /${channel} HTTP/1.1\r\nHost: bench\r\n\r\n`);
    });
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      const head = firstByteMs > 0 ? 0 : Buffer.concat(chunks).indexOf('\r\n\r\n');
      if (firstByteMs === 0 && head >= 0 && bytes > head + 4) firstByteMs = performance.now() - fromMs;
      if (bytes < LOOKED_AT_BYTES) return;
      socket.destroy();
      const answer = Buffer.concat(chunks);
      const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
      const findings = checkTransportStream(body.subarray(0, body.length - (body.length % 188)));
      const [first, second] = findings.firstPids;
      const isClean = first === 0 && second === 0x1000 && findings.beginsAtKeyFrame && findings.continuityErrors === 0;
      resolve({ firstByteMs, isClean });
    });
  });
}

const origin = new Child('origin', ['8']);
const server = new Child('server', [String(await origin.ask<number>('port'))]);
const port = await server.ask<number>('port');
const audience = new Child('readers');
await audience.ask('join', { port, count: 50, paths: channelPaths(5) });
await wait(4_000);
for (let warmUp = 0; warmUp < 20; warmUp += 1) await join(port, warmUp % 5);
const joins: Join[] = [];
for (let index = 0; index < JOINS; index += 1) {
  joins.push(await join(port, index % 5));
  await wait(5);
}
for (const child of [audience, server, origin]) child.end();

const times = joins.map((one) => one.firstByteMs).toSorted((a, b) => a - b);
const at = (share: number): number => times[Math.ceil(share * times.length) - 1]!;
report('join', [
  { figure: 'first byte, median', value: at(0.5), unit: 'ms', aim: 10, isLimit: true },
  { figure: 'first byte, 99th percentile', value: at(0.99), unit: 'ms', aim: 50, isLimit: true },
  { figure: 'first byte, worst', value: at(1), unit: 'ms' },
  {
    figure: 'begins with PAT, PMT and a key frame',
    value: joins.filter((one) => one.isClean).length / joins.length,
    unit: 'share',
    aim: 1,
  },
]);
