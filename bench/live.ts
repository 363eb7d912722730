// What does `/api/live` cost with one listener, and with hundreds? 20 channels with 20 viewers each are on air.

import { setTimeout as wait } from 'node:timers/promises';
import { Child, type Usage } from './parts/child.ts';
import { report, type Figure } from './report.ts';

const SECONDS = 8;
const COUNTS = [1, 100, 400];

const server = new Child('live-server');
const listeners = new Child('live-listeners');
const port = await server.ask<number>('port');
const figures: Figure[] = [];
for (const count of COUNTS) {
  await listeners.ask('listen', { port, count });
  await wait(2_000); // the snapshots are out
  await listeners.ask('mark');
  const before = await server.ask<Usage>('usage');
  await wait(SECONDS * 1_000);
  const after = await server.ask<Usage>('usage');
  const told = await listeners.ask<{ bytes: number; frames: number }>('told');
  const perSecond = (value: number): number => value / SECONDS;
  figures.push(
    { figure: `cpu.${count}`, value: 100 * perSecond(after.cpuSeconds - before.cpuSeconds), unit: '% of a core' },
    { figure: `told.${count}`, value: perSecond(told.bytes) / count / 1_024, unit: 'KiB/s each' },
    { figure: `frames.${count}`, value: perSecond(told.frames) / count, unit: '/s each' },
  );
}
for (const child of [listeners, server]) child.end();
report('live', figures);
