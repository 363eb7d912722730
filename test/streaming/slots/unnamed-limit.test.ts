// An account whose limit nobody has named, or that allows fewer connections than it says.

import { expect, test } from 'vitest';
import { AppError } from '../../../src/kernel/errors.ts';
import { Holder, isSettled } from './holder.ts';
import { ledgerOf } from './ledger-of.ts';

const FULL = new AppError('upstream.limit-reached', 'too many', { context: { status: 458 } });
const REFUSED = new AppError('upstream.refused', 'no', { context: { status: 403 } });

test('who watches and is refused beside a check of ours has its place, whatever the limit is taken to be', async () => {
  for (const limit of [null, 5]) {
    const { clock, take } = ledgerOf(limit);
    const check = new Holder({ use: 'probe' });
    await take(check)!.ready('x');
    const slot = take()!;
    await slot.ready('y');
    expect(slot.refused(REFUSED)).toMatchObject({ code: 'upstream.limit-reached', retryable: true });
    slot.hungUp();
    const again = slot.ready('y');
    expect([check.yields, await isSettled(again)]).toEqual([1, false]);
    check.closed.resolve();
    expect(await isSettled(again)).toBe(true);
    clock.advance(40);
    expect(slot.refused(REFUSED).code).toBe('upstream.limit-reached'); // it still counts the check's
    slot.hungUp();
    const third = slot.ready('y');
    expect(await isSettled(third)).toBe(false);
    clock.advance(300);
    expect(await isSettled(third)).toBe(true);
    slot.accepted();
    const other = take()!; // who watches is not kept away by what was only suspected
    expect(take(new Holder({ use: 'probe' }), { isSpare: true })).toBeUndefined();
    for (const watched of [slot, other]) watched.release();
    expect(take(new Holder({ use: 'probe' }), { isSpare: true })).toBeDefined(); // alone it is in nobody's way
    expect(take(new Holder({ use: 'probe' }), { isSpare: true })).toBeUndefined();
    clock.advance(600_000);
    expect(take(new Holder({ use: 'probe' }), { isSpare: true })).toBeDefined();
  }
});

test('so has everybody who was refused beside it, also who hears of it after it gave way', async () => {
  const { clock, take } = ledgerOf(null);
  const checks = [new Holder({ use: 'probe' }), new Holder({ use: 'probe' })];
  for (const check of checks) await take(check)!.ready('x');
  const slots = [take()!, take()!];
  for (const slot of slots) await slot.ready('y');
  clock.advance(5);
  const late = take()!;
  expect(slots[0]!.refused(REFUSED).code).toBe('upstream.limit-reached');
  slots[0]!.hungUp();
  clock.advance(2);
  await late.ready('z'); // while the checks are being closed
  expect(late.refused(REFUSED).code).toBe('upstream.limit-reached');
  late.hungUp();
  for (const check of checks) check.closed.resolve();
  expect(await isSettled(Promise.resolve())).toBe(true);
  expect(slots[1]!.refused(REFUSED).code).toBe('upstream.limit-reached'); // dialled beside them, answered after them
  slots[1]!.hungUp();
  expect(checks.map(({ yields }) => yields)).toEqual([1, 1]);
  clock.advance(30_000);
  for (const slot of [...slots, late]) {
    expect(await isSettled(slot.ready('y'))).toBe(true);
    slot.accepted();
  }
  clock.advance(60_000);
  const other = take()!;
  await other.ready('v');
  expect(other.refused(REFUSED)).toBe(REFUSED); // that was another time
});

test('a suspicion of that kind holds nobody else up', async () => {
  const { take } = ledgerOf(null);
  await take(new Holder({ use: 'probe' }))!.ready('x');
  const slot = take()!;
  await slot.ready('y');
  slot.refused(REFUSED);
  slot.hungUp();
  const again = slot.ready('y');
  expect(await isSettled(take()!.ready('z'))).toBe(true);
  expect(await isSettled(again)).toBe(false);
});

test('who watches and is refused beside a channel that was left has its place, whatever the limit is taken to be', async () => {
  const { clock, take } = ledgerOf(null);
  const left = new Holder({ use: 'idle' });
  await take(left)!.ready('x');
  const slot = take()!;
  await slot.ready('y');
  expect(slot.refused(REFUSED).code).toBe('upstream.limit-reached');
  slot.hungUp();
  const again = slot.ready('y');
  expect([left.yields, await isSettled(again)]).toEqual([1, false]);
  left.closed.resolve();
  clock.advance(1);
  expect(await isSettled(again)).toBe(true);
});

test('who is told that there are too many just after a close waits for that to be forgotten, though no limit is known', async () => {
  const { clock, take } = ledgerOf(null);
  await take()!.ready('watched by others');
  const left = take()!;
  await left.ready('x');
  left.accepted();
  left.release();
  clock.advance(1_000);
  const slot = take()!;
  const answer = (reason: AppError): string => {
    const understood = slot.refused(reason);
    slot.hungUp();
    return understood.message;
  };
  await slot.ready('y');
  expect(answer(REFUSED), 'this may be the stream').toBe(REFUSED.message);
  await slot.ready('y');
  expect(answer(FULL)).toBe('The provider still counts a connection that was closed');
  const again = slot.ready('y');
  expect(await isSettled(again), 'at once').toBe(false);
  clock.advance(500);
  expect(await isSettled(again)).toBe(true);
  expect(answer(FULL)).toBe('The provider still counts a connection that was closed');
  clock.advance(30_000);
  await slot.ready('y');
  expect(answer(FULL), 'nobody counts for so long').toBe(FULL.message);
  const next = take()!;
  await next.ready('z');
  next.accepted();
  next.release();
  await slot.ready('y');
  expect(answer(REFUSED), 'it has been full lately').toBe('The provider still counts a connection that was closed');
});

test('a refusal beside others who watch, or of a check, is what it says', async () => {
  const { take } = ledgerOf(null);
  await take()!.ready('x');
  for (const use of ['watched', 'probe'] as const) {
    const slot = take(new Holder({ use }))!;
    await slot.ready('y');
    expect(slot.refused(REFUSED)).toBe(REFUSED);
  }
});
