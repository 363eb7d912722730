// `Idempotency-Key`: a change that is sent again is answered again and not done again, on every route that says so.

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openAnswerBook } from '../../src/http/api/answer-book.ts';
import { KEYED } from '../../src/http/api/idempotency.ts';
import { systemClock, type Clock } from '../../src/kernel/clock.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { keptError } from '../../src/kernel/kept.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { Decided } from '../../src/lineup/query.ts';
import { tokenAs } from '../fakes/api-people.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startLan, type RunningLan } from '../fakes/lan-server.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { CASES } from './api-cases.ts';
import { expectAsDocumented, type ApiDocument } from './document.ts';

interface Sent {
  readonly key?: string;
  readonly body?: unknown;
  readonly token?: string;
}

const send = (lan: RunningLan, route: string, { key, body, token = lan.token }: Sent): Promise<Response> => {
  const [method = '', path = ''] = route.split(' ');
  return fetch(`${lan.url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
};

const documentOf = async ({ url }: RunningLan): Promise<ApiDocument> =>
  (await (await fetch(`${url}/api/openapi.json`)).json()) as ApiDocument;

const RENAME = 'POST /channels/edit';
const renamed = (find = 'News') => ({ where: {}, edit: { kind: 'rename', find, replace: 'Our News' } });

describe.each(KEYED)('%s', (route) => {
  test('sent twice with one key is done once and answered twice', async () => {
    const lan = await startLan();
    await lan.rooms.providers.add({ name: 'mine', source: 'http://tv.example/list.m3u' });
    const [method, documented] = route.split(' ') as [string, string];
    const asked = { method: method.toLowerCase(), route: documented };
    const done = CASES.find((one) => one.method === asked.method && one.route === documented && one.status < 300)!;
    const path = `${method} ${done.path ?? documented}`;
    const key = '"8e03978e-40d5-43dd-bc93-6894a57f9324"';
    const first = await send(lan, path, { key, body: done.body });
    expect(first.status).toBe(done.status);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const told = await first.text();
    const calls = JSON.stringify(lan.rooms.calls);
    const second = await send(lan, path, { key, body: done.body });
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([done.status, 'true']);
    expect(await second.clone().text()).toBe(told);
    expect(JSON.stringify(lan.rooms.calls), 'nothing was asked of the rooms again').toBe(calls);
    const document = await documentOf(lan);
    await expectAsDocumented(document, asked, second);
    const other = await send(lan, path, { key, body: { something: 'else' } });
    expect(other.status).toBe(422);
    await expectAsDocumented(document, asked, other);
    expect(document.paths[documented]?.[asked.method]?.parameters?.map(({ name }) => name)).toContain(
      'Idempotency-Key',
    );
  });
});

test('the same while the first is under way answers 409 and when to ask again', async () => {
  const lan = await startLan();
  const [begun, edited] = [Promise.withResolvers<void>(), Promise.withResolvers<Decided>()];
  lan.rooms.lineup.edit = () => {
    begun.resolve();
    return edited.promise;
  };
  const first = send(lan, RENAME, { key: 'one', body: renamed() });
  await begun.promise;
  const second = await send(lan, RENAME, { key: 'one', body: renamed() });
  expect([second.status, second.headers.get('retry-after')]).toEqual([409, '1']);
  edited.resolve({ changed: 1, undo_id: crypto.randomUUID() });
  expect((await first).status).toBe(200);
  expect((await send(lan, RENAME, { key: 'one', body: renamed() })).headers.get('idempotency-replayed')).toBe('true');
});

test('quotes around a key make no difference; without one, and for another person, it is done again', async () => {
  const lan = await startLan();
  const token = await tokenAs(lan, 'admin');
  const isReplayed = async (sent: Sent): Promise<boolean> => {
    const { status, headers } = await send(lan, RENAME, { body: renamed(), ...sent });
    expect(status).toBe(200);
    return headers.get('idempotency-replayed') === 'true';
  };
  expect(await isReplayed({ key: 'a' })).toBe(false);
  expect(await isReplayed({ key: '"a"' })).toBe(true);
  expect(await isReplayed({})).toBe(false);
  expect(await isReplayed({ key: 'b' })).toBe(false);
  expect(await isReplayed({ key: 'a', token })).toBe(false);
});

test.each(['', '""', 'a b', 'ä', '"', 'x'.repeat(256)])('%j is no key', async (key) => {
  const lan = await startLan();
  expect((await send(lan, RENAME, { key: Buffer.from(key).toString('latin1'), body: renamed() })).status).toBe(400);
});

test('what was refused may be tried again with the same key', async () => {
  const lan = await startLan();
  expect((await send(lan, RENAME, { key: 'a', body: { where: {} } })).status).toBe(400);
  expect((await send(lan, RENAME, { key: 'a', body: renamed() })).status).toBe(200);
});

test('what has failed after it was decided is answered the same again, and not done again', async () => {
  const lan = await startLan();
  lan.rooms.lineup.edit = async () => {
    await lan.rooms.settings.patch({ access: 'everyone' }); // something that is decided
    throw keptError(new AppError('storage.full', 'the disk is full'));
  };
  const first = await send(lan, RENAME, { key: 'a', body: renamed() });
  lan.rooms.lineup.edit = () => Promise.reject(new AppError('internal', 'done twice'));
  const second = await send(lan, RENAME, { key: 'a', body: renamed() });
  expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([507, 507, 'true']);
  expect(await second.text()).toBe(await first.text());
});

test('a key that cannot be noted does nothing', async () => {
  const lan = await startLan();
  lan.rooms.answers.close();
  expect((await send(lan, RENAME, { key: 'a', body: renamed() })).status).toBe(500);
  expect(lan.rooms.calls.patches).toEqual([]);
});

/** The same people and keys, and a server that has been started anew. */
async function restarted({ rooms: { accounts, answers }, token }: RunningLan, file: string, clock: Clock) {
  answers.close();
  const book = openAnswerBook(file, { clock, log: silentLog });
  return { ...(await startLan({ change: (rooms) => ({ ...rooms, accounts, answers: book }) })), token };
}

test('a key is known for a day, also after a restart, and the newest thousand of them', async () => {
  const clock = createTurnedClock();
  const file = join(temporaryFolder(), 'answers.sqlite');
  let lan: RunningLan = await restarted(await startLan(), file, clock);
  const isReplayed = async (key: string): Promise<boolean> =>
    (await send(lan, RENAME, { key, body: renamed() })).headers.get('idempotency-replayed') === 'true';
  await isReplayed('old');
  clock.advance(23 * 3_600_000);
  lan = await restarted(lan, file, clock);
  expect(await isReplayed('old')).toBe(true);
  clock.advance(3_600_001);
  expect(await isReplayed('old')).toBe(false);
  for (let at = 0; at < 999; at += 1) await isReplayed(`k${at}`);
  expect(await isReplayed('old')).toBe(true);
  await isReplayed('one-more');
  expect(await isReplayed('old')).toBe(false);
});

test('of what a restart cut off nobody knows whether it was done: it is not done again under that key', async () => {
  const file = join(temporaryFolder(), 'answers.sqlite');
  const killed = await restarted(await startLan(), file, systemClock);
  const begun = Promise.withResolvers<void>();
  killed.rooms.lineup.edit = () => {
    begun.resolve();
    return new Promise(() => undefined);
  };
  void send(killed, RENAME, { key: 'a', body: renamed() }).catch(() => undefined);
  await begun.promise;
  const again = await restarted(killed, file, systemClock);
  const answer = await send(again, RENAME, { key: 'a', body: renamed() });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([409, null]);
  expect(((await answer.json()) as { detail: string }).detail).toContain('/api/audit');
  expect(again.rooms.calls.patches).toEqual([]);
});

test('of answers eight mebibytes are kept', () => {
  const book = openAnswerBook(':memory:', { clock: systemClock, log: silentLog });
  onTestFinished(() => book.close());
  const body = 'x'.repeat(3 * 2 ** 20);
  for (const key of ['a', 'b', 'c', 'd']) {
    book.begin(key, key);
    book.keep(key, { status: 200, contentType: 'text/plain', body });
  }
  book.begin('e', 'e');
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => book.get(key) !== undefined)).toEqual([false, false, true, true, true]);
});

test('what is kept of a request is another for each key: nobody can tell by guessing which password was in it', async () => {
  const file = join(temporaryFolder(), 'answers.sqlite');
  const lan = await restarted(await startLan(), file, systemClock);
  for (const key of ['a', 'b']) await send(lan, RENAME, { key, body: renamed() });
  lan.rooms.answers.close();
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  const kept = database.prepare('SELECT request FROM asked').all();
  expect([kept.length, new Set(kept.map(({ request }) => request)).size]).toEqual([2, 2]);
});
