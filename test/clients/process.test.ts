// Start, stop and signals of the whole product.

import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead } from '../fakes/masthead-process.ts';

const STOP_WITHIN_MS = 3_000; // what Masthead promises

test('SIGTERM ends it in time with exit code 0, in the middle of a stream, and no half-written file is left', async () => {
  const dataDir = temporaryFolder();
  const masthead = await startMasthead({ args: ['--demo'], dataDir, channels: 12 });
  onTestFinished(async () => void (await masthead.stop()));
  const reader = (await fetch(`${masthead.base}/auto/v1`)).body?.getReader();
  await reader?.read();
  const ended = await masthead.stop();
  expect(ended).toMatchObject({ code: 0, signal: null });
  expect(ended.tookMs).toBeLessThan(STOP_WITHIN_MS);
  expect(readdirSync(dataDir).filter((name) => name.endsWith('.next'))).toEqual([]);
});

test('a signal that comes while it starts ends it as well', async () => {
  const masthead = await startMasthead({ args: ['--demo'] });
  expect(await masthead.stop()).toMatchObject({ code: 0 });
});

test('a second one on the same data folder is refused with a clear message', async () => {
  const dataDir = temporaryFolder();
  const first = await startMasthead({ dataDir });
  onTestFinished(async () => void (await first.stop()));
  await expect(startMasthead({ dataDir })).rejects.toThrow(/storage\.locked.*Another Masthead is running/);
});

test('a taken port is named', async () => {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const port = String((server.address() as AddressInfo).port);
  const started = startMasthead({ env: { MASTHEAD_PORT: port, MASTHEAD_HOST: '0.0.0.0' } });
  await expect(started).rejects.toThrow(new RegExp(`process\\.port-taken.*${port}`));
});

test('a variable with nonsense in it is named', async () => {
  await expect(startMasthead({ env: { MASTHEAD_PORT: 'high' } })).rejects.toThrow(/settings\.invalid.*MASTHEAD_PORT/);
});
