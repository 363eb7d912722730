// E-mail against a real SMTP server: what arrives, and what is made of what the server says.

import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { messageOf, type Message } from '../../../src/alerts/message.ts';
import { email } from '../../../src/alerts/targets/email.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/kernel/units.ts';
import { emailOptions } from '../../../src/model/alert-target.ts';
import type { Alert } from '../../../src/model/alert.ts';
import { openAlertsHome, report } from '../../fakes/alerts-home.ts';
import { openPostOffice, USER, type Mail, type PostOffice } from '../../fakes/post-office.ts';

/** Of a slow machine. */
const PATIENCE = { timeout: 15_000 };
const AT = Date.UTC(2026, 10, 23, 12);
const alert: Alert = {
  ...report({ title: 'Süddeutscher „TV“ is down', cause: 'Größe überschritten', severity: 'critical' }),
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

const optionsAt = ({ port }: PostOffice, more: object = {}) => ({
  kind: 'email',
  host: '127.0.0.1',
  port,
  verify_certificate: false,
  ...USER,
  from: 'tv@home.example',
  to: ['a@home.example', 'b@home.example'],
  ...more,
});

const send = (office: PostOffice, more: object = {}, what: Message = message): Promise<void> =>
  email.send(what, emailOptions.parse(optionsAt(office, more)), AbortSignal.timeout(10_000));

const thrown = (promise: Promise<void>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

function parts({ data }: Mail): { headers: Map<string, string>; body: string } {
  const [head = '', ...rest] = data.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(lines.map((line) => [line.split(':')[0]!.toLowerCase(), line.slice(line.indexOf(':') + 2)]));
  return { headers, body: rest.join('\r\n\r\n') };
}

const decodeWord = (text: string): string =>
  text.replaceAll(/=\?utf-8\?([QB])\?([^?]*)\?=\s*/gi, (_, kind: string, word: string) =>
    kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString() : quoted(word.replaceAll('_', ' ')),
  );
const quoted = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

describe('what arrives', () => {
  test('is encrypted, goes to all of its readers, and its umlauts are what they were', async () => {
    const office = await openPostOffice();
    await send(office);
    const [mail] = office.mails;
    expect(mail).toMatchObject({
      from: 'tv@home.example',
      to: ['a@home.example', 'b@home.example'],
      isEncrypted: true,
    });
    const { headers, body } = parts(mail!);
    expect(decodeWord(headers.get('subject')!)).toBe('Masthead: Süddeutscher „TV“ is down');
    expect(headers.get('from')).toBe('Masthead <tv@home.example>');
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('x-priority')).toMatch(/^1/);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const text =
      headers.get('content-transfer-encoding') === 'base64' ? Buffer.from(body, 'base64').toString() : quoted(body);
    expect(text).toContain('Größe überschritten');
    expect(text).toContain('12 channels are affected.');
    expect(/^\p{ASCII}*$/u.test(mail!.data)).toBe(true);
  });

  test('has the name that a person has given the sender, and no header that a title would add', async () => {
    const office = await openPostOffice();
    const title = 'x\r\nBcc: c@evil.example\r\n\r\nHello';
    await send(office, { from: 'Our TV <tv@home.example>' }, { ...message, title });
    const { headers } = parts(office.mails[0]!);
    expect(headers.get('from')).toBe('Our TV <tv@home.example>');
    expect(headers.has('bcc')).toBe(false);
    expect(office.mails[0]!.to).toHaveLength(2);
  });

  test('holds no password', async () => {
    const office = await openPostOffice();
    await send(office);
    expect(office.mails[0]!.data).not.toMatch(/right|anna/);
  });
});

describe('what the server says', () => {
  test('a certificate that nobody has signed is not trusted, unless a person says so', async () => {
    const office = await openPostOffice();
    expect(await thrown(send(office, { verify_certificate: true }))).toMatchObject({
      code: 'alert.unavailable',
      message: expect.stringMatching(/its certificate (?:has expired|is signed by nobody that is known)$/) as string,
    });
    expect(office.mails).toEqual([]);
  });

  test('where there is no encryption, nothing is sent that was to be encrypted, and a password least of all', async () => {
    const office = await openPostOffice({ hasTls: false });
    expect(await thrown(send(office))).toMatchObject({ code: 'alert.refused' });
    expect(office.mails).toEqual([]);
    await send(office, { security: 'none' });
    expect(office.mails[0]).toMatchObject({ isEncrypted: false });
  });

  test('a wrong password is final; a login that is put off is not', async () => {
    const office = await openPostOffice();
    const error = await thrown(send(office, { password: 'wrong-pass' }));
    expect(error).toMatchObject({
      code: 'alert.refused',
      message: '127.0.0.1 does not take this user name and password.',
    });
    expect(JSON.stringify(error)).not.toContain('wrong-pass');
    office.refuse.login.push({ code: 454, message: 'Temporary authentication failure' });
    expect(await thrown(send(office))).toMatchObject({ code: 'alert.unavailable', retryable: true });
  });

  test('4xx is tried again, 5xx is not; its words are shown', async () => {
    const office = await openPostOffice();
    office.refuse.message.push({ code: 451, message: 'later' }, { code: 554, message: 'looks like spam' });
    expect(await thrown(send(office))).toMatchObject({ code: 'alert.unavailable', retryable: true });
    expect(await thrown(send(office))).toMatchObject({
      code: 'alert.refused',
      message: expect.stringContaining('looks like spam') as string,
    });
  });

  test('a reader that the server does not know is named, and the others have it once', async () => {
    const office = await openPostOffice();
    office.refuse.recipient = (address) =>
      address.startsWith('b@') ? { code: 550, message: 'No such user here' } : undefined;
    expect(await thrown(send(office))).toMatchObject({
      code: 'alert.refused',
      message: expect.stringMatching(/^b@home\.example: not taken, the others have it\. .*No such user here/) as string,
    });
    expect(office.mails).toMatchObject([{ to: ['a@home.example'] }]);
    office.refuse.recipient = () => ({ code: 550, message: 'No such user here' });
    expect(await thrown(send(office))).toMatchObject({ code: 'alert.refused' });
  });

  test('nobody there, or somebody who says nothing, is worth another try', async () => {
    expect(await thrown(send({ port: 9 } as PostOffice))).toMatchObject({
      code: 'alert.unavailable',
      retryable: true,
      message: '127.0.0.1: nothing listens at this port',
    });
    const office = await openPostOffice();
    expect(await thrown(send(office, { security: 'tls' }))).toMatchObject({
      code: 'alert.unavailable',
      message: '127.0.0.1: it does not speak TLS at this port: try STARTTLS',
    });
  });
});

test('of several readers it goes again to those alone that are put off, and each has it once', async () => {
  const office = await openPostOffice();
  const asked: string[] = [];
  office.refuse.recipient = (address) => {
    asked.push(address);
    if (address.startsWith('c@')) return { code: 550, message: 'No such user here' };
    return address.startsWith('b@') && asked.filter((one) => one === address).length < 3
      ? { code: 450, message: 'Greylisted, come again' }
      : undefined;
  };
  const to = ['a@home.example', 'b@home.example', 'c@home.example'];
  const { alerts, clock } = await openAlertsHome({
    kinds: [email as never],
    target: { name: 'Mail', options: optionsAt(office, { to }) as never },
  });
  alerts.raise(report());
  await clock.advanceAsync(MINUTE_MS);
  await vi.waitFor(() => expect(alerts.deliveryOf('mail').error?.message).toContain('b@home.example'), PATIENCE);
  expect(office.mails).toMatchObject([{ to: ['a@home.example'] }]);
  await clock.advanceAsync(2 * MINUTE_MS);
  await vi.waitFor(() => expect(asked).toHaveLength(4), PATIENCE);
  await vi.waitFor(async () => {
    await clock.advanceAsync(MINUTE_MS);
    expect(alerts.deliveryOf('mail')).toMatchObject({ waiting: 0, error: null });
  }, PATIENCE);
  expect(asked.slice(3)).toEqual(['b@home.example', 'b@home.example']);
  expect(office.mails).toMatchObject([{ to: ['a@home.example'] }, { to: ['b@home.example'] }]);
});

test('a server that goes on saying a little is given up a minute after it was called', async () => {
  const limits = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const limit = new AbortController();
    if (ms === MINUTE_MS) setTimeout(() => limit.abort(new DOMException('late', 'TimeoutError')), 300);
    return limit.signal;
  });
  onTestFinished(() => limits.mockRestore());
  const server = createServer((socket) => {
    const saying = setInterval(() => socket.write('220-wait\r\n'), 20);
    socket.on('error', () => undefined).on('close', () => clearInterval(saying));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = emailOptions.parse(optionsAt({ port } as PostOffice));
  expect(await thrown(email.send(message, options, new AbortController().signal))).toMatchObject({
    code: 'alert.unavailable',
    retryable: true,
    message: '127.0.0.1: it does not answer in time',
  });
});

test('who stops does not wait for a server that says nothing', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined))).listen(
    0,
    '127.0.0.1',
  );
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server, 'listening');
  const stopping = new AbortController();
  const { port } = server.address() as AddressInfo;
  const sending = email.send(message, emailOptions.parse(optionsAt({ port } as PostOffice)), stopping.signal);
  const ending = thrown(sending);
  await vi.waitFor(() => expect(sockets).toHaveLength(1), PATIENCE);
  stopping.abort(new Error('It is stopping'));
  expect(await ending).toMatchObject({ message: 'It is stopping' });
});

test('from the target to the mail: put off by greylisting, it arrives with a later try and once', async () => {
  const office = await openPostOffice();
  let asked = 0;
  office.refuse.recipient = () => ((asked += 1) <= 2 ? { code: 450, message: 'Greylisted, come again' } : undefined);
  const { alerts, clock } = await openAlertsHome({
    kinds: [email as never],
    target: { name: 'Mail', options: optionsAt(office, { to: ['a@home.example'] }) as never },
  });
  alerts.raise(report({ title: 'Überlast' }));
  await clock.advanceAsync(MINUTE_MS);
  await vi.waitFor(() => expect(alerts.deliveryOf('mail').error?.message).toContain('Greylisted'), PATIENCE);
  expect(alerts.deliveryOf('mail')).toMatchObject({ waiting: 1, error: { code: 'alert.unavailable' } });
  await clock.advanceAsync(2 * MINUTE_MS);
  await vi.waitFor(() => expect(asked).toBe(2), PATIENCE);
  await vi.waitFor(async () => {
    await clock.advanceAsync(MINUTE_MS);
    expect(alerts.deliveryOf('mail')).toMatchObject({ waiting: 0, error: null });
  }, PATIENCE);
  await clock.advanceAsync(2 * HOUR_MS);
  expect(office.mails.map((mail) => decodeWord(parts(mail).headers.get('subject')!))).toEqual(['Masthead: Überlast']);
  expect(alerts.deliveryOf('mail')).toMatchObject({ waiting: 0, error: null });
});
