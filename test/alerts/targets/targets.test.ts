import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Message } from '../../../src/alerts/message.ts';
import { messageOf } from '../../../src/alerts/message.ts';
import { pushover } from '../../../src/alerts/targets/pushover.ts';
import { telegram } from '../../../src/alerts/targets/telegram.ts';
import { webhook } from '../../../src/alerts/targets/webhook.ts';
import { pushoverOptions, telegramOptions, webhookOptions } from '../../../src/model/alert-target.ts';
import type { Alert } from '../../../src/model/alert.ts';
import { report } from '../../fakes/alerts-home.ts';

const AT = Date.UTC(2026, 10, 23, 12);
const alert: Alert = {
  ...report({ title: 'My "TV" is down', cause: 'It <b>answered</b> *403*' }),
  subject: { channelCount: 12 },
  id: 3,
  raisedAt: AT,
  updatedAt: AT,
  resolvedAt: null,
  count: 1,
  returnCount: 0,
  isMuted: false,
};
const message = messageOf([{ alert, event: 'raised' }], AT, 'en');
const signal = (): AbortSignal => AbortSignal.timeout(5_000);

interface Asked {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers each request with the next of what it is given, the last one for ever. */
async function serve(...answers: Said[]): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      const { status, headers, body } = answers.length > 1 ? answers.shift()! : answers[0]!;
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const thrown = (promise: Promise<void>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const sendTelegram = (url: string, what: Message = message) =>
  telegram.send(
    what,
    telegramOptions.parse({ kind: 'telegram', bot_token: '12:ab_C', chat_id: '-100', api_url: url }),
    signal(),
  );

describe('telegram', () => {
  test('is sent as sendMessage takes it, as plain text', async () => {
    const { url, asked } = await serve({ status: 200, body: '{"ok":true,"result":{"message_id":1}}' });
    await sendTelegram(url);
    expect(asked[0]).toMatchObject({ url: '/bot12:ab_C/sendMessage' });
    const body = JSON.parse(asked[0]!.body) as Record<string, unknown>;
    expect(body).toMatchObject({ chat_id: '-100', disable_notification: false });
    expect(body).not.toHaveProperty('parse_mode');
    expect(body['text']).toBe(
      'Masthead: My "TV" is down\nIt <b>answered</b> *403*\n12 channels are affected.\nThey are left out.',
    );
  });

  test('a long text is cut where Telegram would refuse it', async () => {
    const { url, asked } = await serve({ status: 200, body: '{"ok":true}' });
    await sendTelegram(url, { ...message, text: 'x'.repeat(10_000) });
    expect((JSON.parse(asked[0]!.body) as { text: string }).text).toHaveLength(4_096);
    await sendTelegram(url, { ...message, title: 'x'.repeat(4_093), text: '📺📺' });
    expect((JSON.parse(asked[1]!.body) as { text: string }).text.slice(-3)).toBe('x\n…');
  });

  test('a group that has become a supergroup says which id it has now', async () => {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    const body = JSON.stringify({ ok: false, description, parameters: { migrate_to_chat_id: -1001234567890 } });
    const { url } = await serve({ status: 400, body });
    expect(await thrown(sendTelegram(url))).toMatchObject({
      code: 'alert.refused',
      message: `Telegram refused: ${description} Its id is -1001234567890 now: enter that one.`,
    });
  });

  test('429 says when to try again', async () => {
    const body = '{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":35}}';
    const { url } = await serve({ status: 429, body });
    expect(await thrown(sendTelegram(url))).toMatchObject({
      code: 'alert.unavailable',
      retryable: true,
      context: { retryAfterMs: 35_000 },
    });
  });

  test.each([
    [401, '{"ok":false,"description":"Unauthorized"}', 'alert.refused'],
    [400, '{"ok":false,"description":"Bad Request: chat not found"}', 'alert.refused'],
    [403, '{"ok":false,"description":"Forbidden: bot was blocked by the user"}', 'alert.refused'],
    [502, '<html>Bad gateway</html>', 'alert.unavailable'],
  ])('%i is %s', async (status, body, code) => {
    const { url } = await serve({ status, body });
    const error = await thrown(sendTelegram(url));
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain('12:ab_C');
  });

  test('nobody there is worth another try, and the token is not quoted', async () => {
    const error = await thrown(sendTelegram('http://127.0.0.1:9'));
    expect(error).toMatchObject({ code: 'alert.unavailable', retryable: true });
    expect(JSON.stringify(error)).not.toContain('12:ab_C');
  });
});

describe('pushover', () => {
  const [token, user] = ['a'.repeat(30), 'u'.repeat(30)];
  const send = (url: string, what: Message = message) =>
    pushover.send(
      what,
      pushoverOptions.parse({ kind: 'pushover', app_token: token, user_key: user, device: 'phone', api_url: url }),
      signal(),
    );

  test('is sent as its message API takes it', async () => {
    const { url, asked } = await serve({ status: 200, body: '{"status":1,"request":"x"}' });
    await send(url, { ...message, severity: 'critical', text: 'y'.repeat(2_000) });
    expect(asked[0]!.url).toBe('/1/messages.json');
    const body = Object.fromEntries(new URLSearchParams(asked[0]!.body));
    expect(body).toMatchObject({ token, user, device: 'phone', priority: '1', timestamp: String(AT / 1_000) });
    expect(body['message']).toHaveLength(1_024);
  });

  test('that it is over does not go past the quiet hours of the phone', async () => {
    const { url, asked } = await serve({ status: 200, body: '{"status":1,"request":"x"}' });
    await send(url, { ...message, event: 'resolved', severity: 'critical' });
    await send(url, { ...message, event: 'resolved', severity: 'info' });
    expect(asked.map(({ body }) => new URLSearchParams(body).get('priority'))).toEqual(['0', '-1']);
  });

  test('a token that is wrong is final, with the reason', async () => {
    const { url } = await serve({ status: 400, body: '{"status":0,"errors":["application token is invalid"]}' });
    const error = await thrown(send(url));
    expect(error).toMatchObject({ code: 'alert.refused', message: 'Pushover refused: application token is invalid' });
  });

  test('used up for this month is tried again when the next one begins; 5xx soon', async () => {
    const reset = String(Math.floor(Date.now() / 1_000) + 3_600);
    const { url } = await serve(
      { status: 429, headers: { 'x-limit-app-reset': reset }, body: '{"status":0}' },
      { status: 500 },
    );
    const { context } = (await thrown(send(url))) as { context: { retryAfterMs: number } };
    expect(context.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(await thrown(send(url))).toMatchObject({ code: 'alert.unavailable', context: { retryAfterMs: 5_000 } });
  });
});

const sendHook = (options: object, url: string) =>
  webhook.send(message, webhookOptions.parse({ kind: 'webhook', url, ...options }), signal());

describe('a webhook', () => {
  test('gets all that is known, signed so that it can check who sent it', async () => {
    const { url, asked } = await serve({ status: 204 });
    await sendHook({ signing_secret: 'shared', headers: { 'x-key': 'k' } }, `${url}/in`);
    const { body, headers } = asked[0]!;
    expect(JSON.parse(body)).toMatchObject({
      event: 'raised',
      severity: 'warning',
      alerts: [{ id: 3, kind: 'streams_dead', channel_count: 12, resolved_at: null }],
    });
    expect(headers['x-key']).toBe('k');
    const signature = createHmac('sha256', 'shared').update(body).digest('hex');
    expect(headers['x-masthead-signature']).toBe(`sha256=${signature}`);
  });

  test('its signature is what openssl makes of the body as it came', async () => {
    const { url, asked } = await serve({ status: 204 });
    await sendHook({ signing_secret: 'geheim ä' }, url);
    const { body, headers } = asked[0]!;
    const [, hex] = execFileSync('openssl', ['dgst', '-sha256', '-hmac', 'geheim ä'], { input: body })
      .toString()
      .trim()
      .split('= ');
    expect(headers['x-masthead-signature']).toBe(`sha256=${hex}`);
  });

  test('Retry-After may be a date', async () => {
    const at = new Date(Date.now() + 3_600_000).toUTCString();
    const { url } = await serve({ status: 503, headers: { 'retry-after': at } });
    const { context } = (await thrown(sendHook({}, url))) as { context: { retryAfterMs: number } };
    expect(context.retryAfterMs).toBeGreaterThan(3_500_000);
  });

  test('gets its own template filled in, whatever quotes a name has', async () => {
    const { url, asked } = await serve({ status: 200 });
    await sendHook({ template: '{"message":"{title}: {text}","n":"{severity}"}' }, url);
    expect(JSON.parse(asked[0]!.body)).toMatchObject({ n: 'warning' });
    expect((JSON.parse(asked[0]!.body) as { message: string }).message).toContain('My "TV" is down: It <b>');
  });

  test.each([
    [503, 'alert.unavailable', 7_000],
    [429, 'alert.unavailable', 7_000],
    [404, 'alert.refused', undefined],
    [302, 'alert.refused', undefined],
  ])('%i is %s', async (status, code, retryAfterMs) => {
    const { url } = await serve({ status, headers: { 'retry-after': '7', location: 'http://127.0.0.1:9/' } });
    const error = (await thrown(sendHook({}, url))) as { context: { retryAfterMs?: number } };
    expect(error).toMatchObject({ code });
    expect(error.context.retryAfterMs).toBe(retryAfterMs);
  });
});

test.each([
  [
    'Telegram',
    (api_url: string) =>
      telegram.send(
        message,
        telegramOptions.parse({ kind: 'telegram', api_url, bot_token: '1:abc', chat_id: '1' }),
        new AbortController().signal,
      ),
  ],
  [
    'a webhook',
    (url: string) =>
      webhook.send(message, webhookOptions.parse({ kind: 'webhook', url }), new AbortController().signal),
  ],
])('%s that takes the message and says nothing is given up after 20 s, and tried again', async (_who, send) => {
  const limits = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const limit = new AbortController();
    setTimeout(() => limit.abort(new DOMException('late', 'TimeoutError')), ms / 100);
    return limit.signal;
  });
  onTestFinished(() => limits.mockRestore());
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await thrown(send(url))).toMatchObject({ code: 'alert.unavailable', retryable: true });
  expect(limits.mock.calls).toEqual([[20_000]]);
});
