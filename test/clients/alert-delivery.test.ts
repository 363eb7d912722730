// Alerts on their way while the power fails: targets that answer 429 and 500, Masthead killed while it waits, started anew: each
// target has the message once. By way of the real process, on a clock that runs faster.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';

const WAIT = { timeout: 60_000, interval: 100 };
const SPEED = 30;
const NOBODY = 'http://127.0.0.1:9/none.m3u';
const TITLE = 'Masthead: 127.0.0.1 is down';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

interface Receiver {
  readonly url: string;
  /** Every attempt, in order. */
  readonly got: { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
  answer: (response: ServerResponse) => void;
}

async function receiver(answer: Receiver['answer']): Promise<Receiver> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      taking.got.push({ path: request.url ?? '', headers: request.headers, body });
      taking.answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  const taking: Receiver = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got: [], answer };
  return taking;
}

const json =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** As Telegram's Bot API says it. */
const TAKEN_BY_TELEGRAM = json(200, { ok: true, result: { message_id: 1 } });
const TOO_MANY = json(429, {
  ok: false,
  error_code: 429,
  description: 'Too Many Requests: retry after 60',
  parameters: { retry_after: 60 },
});

async function send({ base }: MastheadProcess, method: string, path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const login = await fetch(`${base}/api/login`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'admin', password: 'secret' }),
  });
  const { token } = (await login.json()) as { token: string };
  const response = await fetch(`${base}/api${path}`, {
    method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  return response.json();
}

test('killed while a target says "later": after the start each has it once, signed and in its own form', async () => {
  const dataDir = temporaryFolder();
  const hook = await receiver(json(500, {}));
  const phone = await receiver(TOO_MANY);
  const first = await startMasthead({ dataDir, speed: SPEED });
  cleanups.push(() => first.kill());
  await send(first, 'POST', '/alert-targets', {
    name: 'Hook',
    options: {
      kind: 'webhook',
      url: `${hook.url}/in?key=hunter2`,
      template: '{"msg": "{title}", "ev": "{event}"}',
      signing_secret: 'gehe"im ä',
    },
  });
  await send(first, 'POST', '/alert-targets', {
    name: 'Phone',
    options: { kind: 'telegram', bot_token: '1:hunter2', chat_id: '-100', api_url: phone.url },
  });
  await send(first, 'POST', '/providers', { name: '127.0.0.1', kind: 'm3u', source: NOBODY });
  await expect.poll(() => [hook.got.length, phone.got.length], WAIT).toEqual([1, 1]);
  await first.kill();

  hook.answer = json(204, {});
  phone.answer = TAKEN_BY_TELEGRAM;
  const second = await startMasthead({ dataDir, speed: SPEED });
  cleanups.push(() => second.kill());
  await expect.poll(() => [hook.got.length, phone.got.length], WAIT).toEqual([2, 2]);
  const { items } = (await send(second, 'GET', '/alert-targets', {})) as {
    items: { name: string; delivery: { waiting: number; delivered_at: number | null; error: unknown } }[];
  };
  expect(items.filter(({ name }) => name !== 'Home Assistant').map(({ delivery }) => delivery)).toEqual([
    { waiting: 0, delivered_at: expect.any(Number), error: null },
    { waiting: 0, delivered_at: expect.any(Number), error: null },
  ]);
  await new Promise((resolve) => void setTimeout(resolve, 3_000)); // a minute and a half of its own time
  expect([hook.got.length, phone.got.length]).toEqual([2, 2]);

  const { path, headers, body } = hook.got.at(-1)!;
  expect(path).toBe('/in?key=hunter2');
  expect(JSON.parse(body)).toEqual({ msg: TITLE, ev: 'raised' });
  const [, hex] = execFileSync('openssl', ['dgst', '-sha256', '-hmac', 'gehe"im ä'], { input: body })
    .toString()
    .split('= ');
  expect(headers['x-masthead-signature']).toBe(`sha256=${hex!.trim()}`);
  expect(phone.got.at(-1)).toMatchObject({ path: '/bot1:hunter2/sendMessage' });
  expect(JSON.parse(phone.got.at(-1)!.body)).toMatchObject({ chat_id: '-100', text: expect.stringContaining(TITLE) });
  expect(first.output() + second.output()).not.toContain('hunter2');
}, 180_000);
