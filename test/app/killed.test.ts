// The power goes right after an answer: what was answered is so when it comes back.

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startMasthead } from '../fakes/masthead-process.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const PATIENCE = { timeout: 60_000 };

interface Answer {
  readonly token: string;
  readonly id: string;
  readonly items: readonly { readonly id: string; readonly name: string; readonly group: string }[];
}

async function apiOf(base: string) {
  let token = '';
  const ask = async (path: string, method = 'GET', body?: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(`${base}/api${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
    return (await response.json()) as Answer;
  };
  ({ token } = await ask('/login', 'POST', { password: 'secret' }));
  return ask;
}

test('an edit that was answered, and a job that was begun, are known after a kill', PATIENCE, async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1'); // a provider that never answers
  await once(silent, 'listening');
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const dataDir = temporaryFolder();
  const list = join(dataDir, 'list.m3u');
  writeFileSync(list, '#EXTM3U\n#EXTINF:-1,One\nhttp://tv.test/1.ts\n#EXTINF:-1,Two\nhttp://tv.test/2.ts\n');
  const first = await startMasthead({ dataDir, args: [list], channels: 2 });
  const ask = await apiOf(first.base);
  const source = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/list.m3u`;
  const { id: provider } = await ask('/providers', 'POST', { name: 'Silent', source });
  const job = await ask('/jobs', 'POST', { kind: 'sync', provider_id: provider });
  const [channel] = (await ask('/channels')).items;
  await ask('/channels', 'PATCH', { patches: [{ ids: [channel!.id], set: { name: 'Mine', group: 'Ours' } }] });
  await first.kill();
  const second = await startMasthead({ dataDir, channels: 2 });
  onTestFinished(() => second.kill());
  const askAgain = await apiOf(second.base);
  expect(await askAgain(`/channels/${channel!.id}`)).toMatchObject({ name: 'Mine', group: 'Ours' });
  expect(await askAgain(`/jobs/${job.id}`)).toMatchObject({
    kind: 'sync',
    subject: provider,
    state: 'failed',
    error: { code: 'process.stopping', message: 'Masthead was restarted in the middle of it.' },
  });
});
