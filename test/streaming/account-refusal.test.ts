// A refusal that is of the account, for a channel with many streams there: what is dialled, and when.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, type ErrorCode } from '../../src/kernel/errors.ts';
import type { StreamSource } from '../../src/model/stream.ts';
import type { Hub } from '../../src/streaming/hub.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { ScriptedKind } from '../fakes/scripted-upstream.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { createTurnedClock, type TurnedClock } from '../fakes/turned-clock.ts';
import { channel, VIEWER } from './on-air.ts';
import { scriptedHub, sourceAt, stopped } from './scripted-hub.ts';

const LIMIT = new AppError('upstream.limit-reached', 'full', { context: { status: 458 }, retryable: true });
const REFUSED = new AppError('upstream.refused', 'no', { context: { status: 403 } });
const NOT_FOUND = new AppError('upstream.not-found', 'gone', { context: { status: 404 } });
const SIX_AND_A_BACKUP = ['one', 'one', 'one', 'one', 'one', 'one', 'two'];

let clock: TurnedClock;
let kind: ScriptedKind;
let hub: Hub;
/** Providers of the streams 1, 2 … */
let providers: readonly string[];
/** How each provider answers; who is not named sends a picture. */
let answers: Record<string, AppError>;
let logins: readonly string[];
/** When each was dialled. */
let dials: { readonly stream: number; readonly login: string; readonly atMs: number }[];

beforeEach(() => {
  clock = createTurnedClock();
  kind = new ScriptedKind();
  providers = SIX_AND_A_BACKUP;
  answers = {};
  logins = [];
  dials = [];
  kind.onDial = (upstream) => {
    const { source } = upstream.request;
    dials.push({ stream: source.streamId, login: new URL(source.url).username, atMs: clock.monotonicMs() });
    const answer = answers[source.providerId] ?? answers[new URL(source.url).username];
    clock.after(10, () => (answer ? upstream.fail(answer) : upstream.send(new TransportStream().pictures(10))));
  };
  hub = scriptedHub({
    clock,
    kinds: [kind],
    sourcesOf: (id) => providers.map((provider, index) => sourceOf(provider, Number(id) * 100 + index + 1)),
    slots: new SlotLedger({ clock, limitOf: () => 1 }),
  });
});

afterEach(() => stopped(hub, clock));

function sourceOf(provider: string, id: number): StreamSource {
  const at = logins.map((login) => ({ id: login, url: `http://${login}@${provider}/${id}`, headers: {} }));
  return { ...sourceAt(provider, id), ...(at.length > 0 && { logins: at }) };
}

function watch(number = 1): Promise<ErrorCode | undefined> {
  return hub.join(channel(number), VIEWER, new RecordingSink()).then(
    () => undefined,
    (error: AppError) => error.code,
  );
}

const dialledWithin = (ms: number): number[] => dials.filter(({ atMs }) => atMs < ms).map(({ stream }) => stream % 100);

test('after "limit reached" nothing else of that account is dialled; the stream of another account is, at once', async () => {
  answers = { one: LIMIT };
  const joined = watch();
  await clock.advanceAsync(100);
  expect(dialledWithin(100)).toEqual([1, 7]);
  expect(await joined).toBeUndefined();
});

test('while all that there is says "limit reached", one stream is dialled at a time, ever more seldom', async () => {
  providers = SIX_AND_A_BACKUP.slice(0, 6);
  answers = { one: LIMIT };
  const joined = watch();
  await clock.advanceAsync(15_000);
  expect(await joined).toBe('upstream.limit-reached');
  const gaps = dials.slice(1).map(({ atMs }, index) => atMs - dials[index]!.atMs);
  expect([dials.length, gaps.every((gap) => gap >= 200)]).toEqual([6, true]);
});

test('it is shown as soon as the account lets it in', async () => {
  providers = SIX_AND_A_BACKUP.slice(0, 6);
  answers = { one: LIMIT };
  const joined = watch();
  await clock.advanceAsync(500);
  answers = {};
  await clock.advanceAsync(1_500);
  expect(await joined).toBeUndefined();
});

test('one 403 may be of the stream, a second one is of the account', async () => {
  answers = { one: REFUSED };
  const joined = watch();
  await clock.advanceAsync(100);
  expect(dialledWithin(100)).toEqual([1, 2, 7]);
  expect(await joined).toBeUndefined();
});

test('streams that are not there say nothing about the account', async () => {
  answers = { one: NOT_FOUND };
  const joined = watch();
  await clock.advanceAsync(300);
  expect(dialledWithin(300)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await joined).toBeUndefined();
});

test('another login of the same provider is an account of its own', async () => {
  providers = ['one', 'one', 'one'];
  logins = ['anna', 'ben'];
  answers = { anna: LIMIT };
  const joined = watch();
  await clock.advanceAsync(100);
  expect(dials.map(({ login }) => login)).toEqual(['anna', 'ben']);
  expect(await joined).toBeUndefined();
});

test.each([
  ['"limit reached"', LIMIT, 1],
  ['403', REFUSED, 2],
])('right after a close %s holds up every stream of the account, not those of another', async (_, answer, asked) => {
  expect(await Promise.all([watch(), clock.advanceAsync(1_000)])).toMatchObject([undefined, undefined]);
  hub.endSession(channel(1));
  await clock.advanceAsync(0);
  dials = [];
  answers = { one: answer };
  const beganMs = clock.monotonicMs();
  const joined = watch(2);
  await clock.advanceAsync(100);
  expect(dialledWithin(beganMs + 100)).toEqual([...[1, 2].slice(0, asked), 7]);
  expect(await joined).toBeUndefined();
});
