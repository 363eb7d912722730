// Masthead is killed while messages are on their way: none is lost, and only the one under way may come twice.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';

const PATIENCE = { timeout: 20_000 };
const moduleAt = (path: string): string => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);

/** An outbox with one webhook; `messages` are added when it starts. */
function script(file: string, url: string, messages: readonly string[]): string {
  return `
    const { Outbox } = await import(${moduleAt('alerts/outbox.ts')});
    const { openAlertsDatabase } = await import(${moduleAt('alerts/database.ts')});
    const { webhook } = await import(${moduleAt('alerts/targets/webhook.ts')});
    const { systemClock } = await import(${moduleAt('kernel/clock.ts')});
    const { silentLog } = await import(${moduleAt('kernel/log.ts')});
    const options = { kind: 'webhook', url: ${JSON.stringify(url)}, headers: {}, template: '{title}', content_type: 'text/plain', signing_secret: '' };
    const target = { id: 'hook', enabled: true, options };
    const outbox = new Outbox({
      database: openAlertsDatabase(${JSON.stringify(file)}, silentLog),
      clock: systemClock,
      log: silentLog,
      targets: () => [target],
      deliver: (_target, message, signal) => webhook.send(message, options, signal),
    });
    outbox.start();
    for (const title of ${JSON.stringify(messages)}) outbox.add(target, { event: 'raised', severity: 'info', title, text: '', at: 0, alerts: [] });
    setInterval(() => undefined, 1_000);`;
}

test('killed in the middle of a delivery', async () => {
  const got: string[] = [];
  let held: ServerResponse | undefined;
  let isHolding = true;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      got.push(body);
      if (isHolding && body === 'second') held = response;
      else response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const file = join(temporaryFolder(), 'alerts.sqlite');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const start = (messages: readonly string[]): ChildProcess => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script(file, url, messages)], {
      stdio: 'inherit',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const first = start(['first', 'second', 'third']);
  await vi.waitFor(() => expect(held).toBeDefined(), PATIENCE);
  first.kill('SIGKILL');
  await once(first, 'exit');
  expect(got).toEqual(['first', 'second']);
  isHolding = false;
  start([]);
  await vi.waitFor(() => expect(got).toEqual(['first', 'second', 'second', 'third']), PATIENCE);
});
