import { expect, test } from 'vitest';
import { Attempts } from '../../src/accounts/attempts.ts';
import { MINUTE_MS } from '../../src/kernel/units.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function fail(attempts: Attempts, address: string, times: number): void {
  for (let time = 0; time < times; time += 1) attempts.begin(address);
}

test('a right login wipes the slate clean', () => {
  const attempts = new Attempts(createTurnedClock());
  fail(attempts, '10.0.0.1', 5);
  attempts.succeeded('10.0.0.1');
  expect(() => fail(attempts, '10.0.0.1', 5)).not.toThrow();
});

test('the wait doubles with each failure up to five minutes', () => {
  const clock = createTurnedClock();
  const attempts = new Attempts(clock);
  fail(attempts, '10.0.0.1', 5);
  const waits: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    try {
      attempts.begin('10.0.0.1');
    } catch (error) {
      const { retryAfterSeconds } = (error as { context: { retryAfterSeconds: number } }).context;
      waits.push(retryAfterSeconds);
      clock.advance(retryAfterSeconds * 1_000);
      attempts.begin('10.0.0.1');
    }
  }
  expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8]);
  expect(Math.max(...waits)).toBe(300);
});

test('failures are forgotten after a quarter of an hour', () => {
  const clock = createTurnedClock();
  const attempts = new Attempts(clock);
  fail(attempts, '10.0.0.1', 5);
  clock.advance(15 * MINUTE_MS);
  expect(() => fail(attempts, '10.0.0.1', 5)).not.toThrow();
});

test('all addresses of an IPv6 network count as one', () => {
  const attempts = new Attempts(createTurnedClock());
  for (let host = 1; host <= 5; host += 1) attempts.begin(`2001:db8:1:2::${host}`);
  expect(() => attempts.begin('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toThrow(/Too many/);
  expect(() => attempts.begin('2001:db8:1:3::1')).not.toThrow();
});

test('memory stays bounded however many addresses guess', () => {
  const attempts = new Attempts(createTurnedClock());
  fail(attempts, '10.0.0.1', 5);
  for (let time = 0; time < 5; time += 1)
    for (let host = 0; host < 1_001; host += 1) attempts.begin(`10.1.${host >> 8}.${host & 255}`); // one too many: forgotten each time
  expect(() => attempts.begin('10.0.0.1'), 'whoever failed most is not who is forgotten').toThrow(/Too many/);
});

test.each([
  { minutes: 13, isHeld: true, what: 'makes up for no failure' },
  { minutes: 16, isHeld: false, what: 'keeps none from being forgotten' },
])('what is taken back $what', ({ minutes, isHeld }) => {
  const clock = createTurnedClock();
  const attempts = new Attempts(clock);
  fail(attempts, '10.0.0.1', 4);
  for (let minute = 0; minute < minutes; minute += 1) {
    clock.advance(MINUTE_MS);
    expect(attempts.count('10.0.0.1')).toBeUndefined();
    attempts.discount('10.0.0.1');
  }
  fail(attempts, '10.0.0.1', 1);
  expect(attempts.count('10.0.0.1') !== undefined).toBe(isHeld);
});
