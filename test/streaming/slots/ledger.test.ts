import { expect, test } from 'vitest';
import { AppError } from '../../../src/kernel/errors.ts';
import { SlotLedger } from '../../../src/streaming/slots/ledger.ts';
import { clientOf } from '../../../src/streaming/slots/slots.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';
import { Holder, isSettled } from './holder.ts';
import { ledgerOf, ONE } from './ledger-of.ts';

const REFUSED = new AppError('upstream.refused', 'no', { context: { status: 403 } });

test('there are as many slots as the account allows', () => {
  const { ledger, take } = ledgerOf(2);
  const slots = [take(), take(), take()];
  expect(slots.map((slot) => slot !== undefined)).toEqual([true, true, false]);
  slots[0]!.release();
  slots[0]!.release();
  expect([take(), take()].map((slot) => slot !== undefined)).toEqual([true, false]);
  expect(ledger.uses()).toEqual([{ provider_id: 'one', used: 2, lingering: 0, limit: 2 }]);
});

test('a provider without a limit has no end of slots', () => {
  const { take } = ledgerOf(null);
  expect(Array.from({ length: 100 }, () => take()).every((slot) => slot !== undefined)).toBe(true);
});

test('several logins are one pool, and the slot says which of them it is', () => {
  const { ledger, take } = ledgerOf(null, { limitOf: (_, login) => (login === 'b' ? 2 : 1) });
  const logins = { logins: ['a', 'b'] };
  const slots = [1, 2, 3, 4].map(() => take(new Holder(), logins)?.login);
  expect(slots).toEqual(['a', 'b', 'b', undefined]);
  expect(ledger.uses()).toEqual([{ provider_id: 'one', used: 3, lingering: 0, limit: 3 }]);
});

test('a login that may be dialled now goes before one whose closed connection may still count', async () => {
  const { take } = ledgerOf(1, { lingerMsOf: () => 5_000 });
  const logins = { logins: ['a', 'b'] };
  const first = take(new Holder(), logins)!;
  await first.ready('x');
  first.release();
  expect(take(new Holder(), logins)).toMatchObject({ login: 'b', waitMs: 0 });
  expect(take(new Holder(), logins)).toMatchObject({ login: 'a', waitMs: 5_000 });
});

test('an idle holder gives its slot up, and it is ready when its connection is closed', async () => {
  const { ledger, take } = ledgerOf(1);
  const idle = new Holder();
  await take(idle)!.ready('x');
  idle.use = 'idle';
  const ready = take()!.ready('y');
  expect([ledger.uses()[0]?.used, idle.yields, await isSettled(ready)]).toEqual([1, 1, false]);
  idle.closed.resolve();
  expect(await isSettled(ready)).toBe(true);
});

test('an idle holder that fails to close its connection does not keep the slot for ever', async () => {
  const { take } = ledgerOf(1);
  const idle = new Holder({ use: 'idle' });
  await take(idle)!.ready('x');
  const ready = take()!.ready('y');
  idle.closed.reject(new Error('broken'));
  expect(await isSettled(ready)).toBe(true);
});

test('who watches takes the slot of a probe, and no probe that of anybody', () => {
  const { take } = ledgerOf(1);
  const probe = new Holder({ use: 'probe' });
  expect([take(probe) !== undefined, take(new Holder({ use: 'probe' }))]).toEqual([true, undefined]);
  expect(take()).toBeDefined();
  expect([probe.yields, take(new Holder({ use: 'probe' }))]).toEqual([1, undefined]);
});

test('a higher priority takes from a lower one, where that is allowed', () => {
  let isAllowed = false;
  const { take } = ledgerOf(2, { allowsPriority: () => isAllowed });
  const [child, guest] = [new Holder({ priority: -1 }), new Holder({ priority: -5 })];
  take(child);
  take(guest);
  expect(take()).toBeUndefined();
  isAllowed = true;
  expect(take()).toBeDefined();
  expect([child.yields, guest.yields]).toEqual([0, 1]);
  expect(take(new Holder({ priority: -1 }))).toBeUndefined();
});

test('what is good to know takes neither the last slot nor that of anybody', () => {
  const { take } = ledgerOf(2);
  take(new Holder({ use: 'idle' }));
  expect(take(new Holder({ use: 'probe' }), { isSpare: true })).toBeUndefined();
  expect(ledgerOf(2).take(new Holder({ use: 'probe' }), { isSpare: true })).toBeDefined();
});

test('when the limit is lowered nobody new is let in until they are fewer', () => {
  let limit = 2;
  const { take } = ledgerOf(null, { limitOf: () => limit });
  const first = take()!;
  take(new Holder({ use: 'idle' }));
  limit = 1;
  expect(take()).toBeUndefined();
  first.release();
  expect(take()).toBeDefined();
});

test('when the limit is lowered below the number of checks, who watches has a slot at once, ready when all of them are closed', async () => {
  let limit: number | null = null;
  const { take } = ledgerOf(null, { limitOf: () => limit });
  const checks = [1, 2, 3].map(() => new Holder({ use: 'probe' }));
  for (const check of checks) await take(check)!.ready('x');
  limit = 1;
  const ready = take()!.ready('y');
  expect(checks.map(({ yields }) => yields)).toEqual([1, 1, 1]);
  for (const { closed } of checks) {
    expect(await isSettled(ready)).toBe(false);
    closed.resolve();
  }
  expect(await isSettled(ready)).toBe(true);
});

test('what nobody watches is ended above a lowered limit, checks first, and who watches stays', () => {
  let limit: number | null = null;
  const { ledger, take } = ledgerOf(null, { limitOf: () => limit });
  const holders = (['watched', 'idle', 'probe', 'watched'] as const).map((use) => new Holder({ use }));
  for (const holder of holders) take(holder);
  const endedAt = (lowered: number): number[] => {
    limit = lowered;
    ledger.shed();
    return holders.map(({ yields }) => yields);
  };
  expect([endedAt(4), endedAt(3), endedAt(1)]).toEqual([
    [0, 0, 0, 0],
    [0, 0, 1, 0],
    [0, 1, 1, 0],
  ]);
});

test('who waits for a closed connection to be forgotten is let in, however the clock ticks while it is looked at', async () => {
  for (let early = 0; early < 1; early += 0.05) {
    const turned = createTurnedClock();
    let reads = 0;
    const clock = {
      ...turned,
      after: (ms: number, call: () => void) => turned.after(ms - early, call), // timers fire a part of a millisecond early
      monotonicMs: () => turned.monotonicMs() + 0.1 * (reads += 1),
    };
    const ledger = new SlotLedger({ clock, limitOf: () => 1, lingerMsOf: () => 2_000 });
    const first = ledger.take(ONE, new Holder())!;
    await first.ready('x');
    first.release();
    const ready = ledger.take(ONE, new Holder())!.ready('y');
    for (let ms = 0; ms < 2_100; ms += 1) turned.advance(1);
    expect(await isSettled(ready)).toBe(true);
  }
});

test('whoever waits is told when a slot is returned: first the client whose channel it was', () => {
  const { ledger, take } = ledgerOf(1);
  const client = clientOf({ address: '192.0.2.7', userAgent: 'TiviMate' });
  const slot = take(new Holder({ clients: [client] }))!;
  const told: string[] = [];
  ledger.onFreed(() => told.push('first to come'));
  ledger.onFreed(() => told.push('left'))();
  ledger.onFreed(() => told.push('the same client'), [client]);
  slot.release();
  expect(told).toEqual(['the same client', 'first to come']);
});

test('a slot that nobody but the same client holds is known to be worth waiting for', () => {
  const { ledger, take } = ledgerOf(2);
  const held = new Holder({ clients: ['a'] });
  take(held);
  take(new Holder({ clients: ['b', 'c'] }));
  expect([ledger.isHeldBy(['a'], ONE), ledger.isHeldBy(['b'], ONE), ledger.isHeldBy(['d'], ONE)]).toEqual([
    true,
    false,
    false,
  ]);
  held.use = 'idle';
  expect(ledger.isHeldBy(['a'], ONE)).toBe(false);
});

test('a dial right after a close that is refused is tried again later, and the next one waits as long from the start', async () => {
  const { clock, ledger, take } = ledgerOf(1);
  const heldMs = 2_000;
  const zap = async (): Promise<{ refusals: number; ms: number }> => {
    const startedMs = clock.monotonicMs();
    const slot = take()!;
    for (let refusals = 0; ; refusals += 1) {
      const ready = slot.ready('x');
      while (!(await isSettled(ready))) clock.advance(10);
      clock.advance(5); // the way to the provider
      if (clock.monotonicMs() - closedAtMs >= heldMs) {
        slot.accepted();
        clock.advance(60_000);
        slot.release();
        closedAtMs = clock.monotonicMs();
        return { refusals, ms: closedAtMs - 60_000 - startedMs };
      }
      expect(slot.refused(REFUSED)).toMatchObject({ code: 'upstream.limit-reached', retryable: true });
      slot.hungUp();
    }
  };
  let closedAtMs = Number.NEGATIVE_INFINITY;
  await zap();
  const times = [];
  for (let count = 0; count < 8; count += 1) times.push(await zap());
  expect(times[0]!.refusals).toBeGreaterThan(0);
  expect(times.filter(({ refusals }) => refusals > 0).length).toBeLessThanOrEqual(3);
  expect(times.at(-1)).toMatchObject({ refusals: 0 });
  expect(times.at(-1)!.ms).toBeLessThan(2_600);
  expect(ledger.uses()[0]).toMatchObject({ used: 0, lingering: 1 });
});

test('a refused dial is tried again as soon as the connection before it may be forgotten, not a while after the refusal', async () => {
  const { clock, take } = ledgerOf(1);
  const before = take()!;
  await before.ready('a');
  before.release();
  const closedAtMs = clock.monotonicMs();
  const slot = take()!;
  const triedMs: number[] = [];
  while ((triedMs.at(-1) ?? 0) < 3_000) {
    const ready = slot.ready('b');
    while (!(await isSettled(ready))) clock.advance(10);
    clock.advance(40); // the way to the provider and back
    triedMs.push(clock.monotonicMs() - closedAtMs);
    slot.refused(REFUSED);
    slot.hungUp();
  }
  for (const [at, ms] of triedMs.entries()) {
    expect(ms).toBeLessThanOrEqual((at === 0 ? 0 : triedMs[at - 1]! * 1.25) + 250 + 40 + 20);
  }
});

test('a client that gave up and comes again goes on from what its first request has learnt', async () => {
  const { clock, take } = ledgerOf(1);
  const before = take()!;
  await before.ready('a');
  before.release();
  const first = take()!;
  clock.advance(8_000);
  await first.ready('b');
  first.refused(REFUSED);
  first.release();
  const second = take()!;
  const ready = second.ready('b');
  expect([second.waitMs > 0, await isSettled(ready)]).toEqual([true, false]);
  clock.advance(4_000);
  await ready;
  second.accepted();
  second.release();
  expect(take()!.waitMs).toBeGreaterThan(8_000);
});

test('a refusal when no connection was closed lately is what it says', async () => {
  const { clock, take } = ledgerOf(1);
  const slot = take()!;
  await slot.ready('x');
  expect(slot.refused(REFUSED)).toBe(REFUSED);
  slot.release();
  clock.advance(31_000);
  const later = take()!;
  await later.ready('x');
  expect(later.refused(REFUSED)).toBe(REFUSED);
});

test('a stream that is refused every time teaches nothing about the others', async () => {
  const { clock, take } = ledgerOf(1);
  const before = take()!;
  await before.ready('good');
  before.release();
  const slot = take()!;
  for (let times = 0; times < 4; times += 1) {
    const ready = slot.ready('dead');
    while (!(await isSettled(ready))) clock.advance(50);
    slot.refused(REFUSED);
    slot.hungUp();
  }
  slot.release();
  expect(take()!.waitMs).toBe(0);
});

test('whoever gives up waiting for its turn leaves no trace', async () => {
  const { clock, ledger, take } = ledgerOf(1, { lingerMsOf: () => 3_000 });
  const first = take()!;
  await first.ready('x');
  first.release();
  const second = take()!;
  const gone = new AbortController();
  const waiting = second.ready('y', gone.signal);
  gone.abort(new AppError('process.stopping', 'left'));
  await expect(waiting).rejects.toMatchObject({ code: 'process.stopping' });
  const again = second.ready('y');
  second.release();
  await expect(again).rejects.toMatchObject({ code: 'upstream.no-slot' });
  clock.advance(3_001);
  expect([clock.pending, ledger.uses()[0]]).toEqual([0, { provider_id: 'one', used: 0, lingering: 0, limit: 1 }]);
});

test('a slot that its holder has forgotten is found when the ledger is rebuilt', () => {
  const { ledger, take } = ledgerOf(1);
  const holder = new Holder();
  take(holder);
  expect(ledger.rebuild()).toBe(0);
  holder.slot = undefined;
  expect([ledger.rebuild(), ledger.uses()[0]?.used]).toEqual([1, 0]);
});
