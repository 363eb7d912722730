import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DOWN_AFTER, Outages, type Outcome, type Turn } from '../../src/health/outages.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';

const START = Date.UTC(2026, 10, 25, 12);
const [A, B] = ['a' as ProviderId, 'b' as ProviderId];

function watch(providers: readonly ProviderId[], count = 100, isLineLost = () => false) {
  const outages = new Outages<Outcome>(
    () => count,
    () => providers,
    isLineLost,
  );
  let at = START;
  const turns: Turn[] = [];
  const released: Outcome[] = [];
  return {
    outages,
    turns,
    released,
    wait: (ms: number) => (at += ms),
    get at() {
      return at;
    },
    saw: (providerId: ProviderId, streamId: number, code: ErrorCode | null): StreamId[] => {
      at += SECOND_MS;
      const verdicts = outages.take({ providerId, streamId: streamId as StreamId, code, at });
      turns.push(...verdicts.turns);
      released.push(...verdicts.release);
      return verdicts.release.map((one) => one.streamId);
    },
  };
}

test('a failure counts as soon as another stream of the provider works', () => {
  const { saw } = watch([A]);
  expect(saw(A, 1, 'upstream.not-found')).toEqual([]);
  expect(saw(A, 2, null)).toEqual([1, 2]);
  expect(saw(A, 3, 'upstream.not-found')).toEqual([3]);
});

test('eight different streams fail, and it is the provider: said once, and no stream has failed', () => {
  const { saw, turns, released, outages } = watch([A, B]);
  saw(B, 100, null);
  for (let id = 1; id <= 30; id += 1) saw(A, id, 'upstream.refused');
  expect(turns).toMatchObject([{ kind: 'down', providerId: A, code: 'upstream.refused' }]);
  expect([released.length, outages.isDown(A), outages.isDown(B)]).toEqual([1, true, false]);
  saw(A, 5, null);
  expect(turns.slice(1)).toMatchObject([{ kind: 'up', providerId: A, since: START + 2 * SECOND_MS }]);
});

test('soon after one has worked the first that fails does so by itself; a second one puts the provider in doubt', () => {
  const { saw, outages, at, turns } = watch([A]);
  saw(A, 1, null);
  expect(saw(A, 1, 'upstream.ended')).toEqual([1]);
  expect(outages.wanted(A, at)).toBe(0);
  expect(saw(A, 2, 'net.reset')).toEqual([]);
  expect(outages.wanted(A, at)).toBe(DOWN_AFTER - 2);
  for (let id = 3; id <= DOWN_AFTER; id += 1) saw(A, id, 'net.reset');
  expect(turns).toMatchObject([{ kind: 'down', providerId: A, code: 'net.reset' }]);
});

test('one stream that fails again and again is no outage', () => {
  const { saw, turns } = watch([A]);
  for (let nth = 0; nth < 40; nth += 1) saw(A, 1, 'net.reset');
  expect(turns).toEqual([]);
});

test('of a provider with two streams both have to fail', () => {
  const { saw, turns } = watch([A], 2);
  saw(A, 1, 'upstream.ended');
  expect(turns).toEqual([]);
  saw(A, 2, 'upstream.ended');
  expect(turns).toMatchObject([{ kind: 'down' }]);
});

test('nobody can be reached: it is we who are cut off, and no provider is named', () => {
  const { saw, turns, released, outages } = watch([A, B]);
  for (let id = 1; id <= DOWN_AFTER; id += 1) {
    saw(A, id, 'net.dns');
    saw(B, 100 + id, 'net.timeout');
  }
  expect(turns).toMatchObject([{ kind: 'cut-off', code: 'net.dns' }]);
  expect([outages.isCutOff, released.length]).toEqual([true, 0]);
  saw(B, 101, null);
  expect(turns.slice(1)).toMatchObject([{ kind: 'reconnected' }]);
  expect([outages.isCutOff, outages.isDown(A), outages.isDown(B)]).toEqual([false, false, false]);
});

test('one cannot be reached: the others are asked before it is said', () => {
  const { saw, turns, outages, wait, at } = watch([A, B]);
  saw(B, 100, null);
  wait(5 * MINUTE_MS);
  for (let id = 1; id <= DOWN_AFTER; id += 1) saw(A, id, 'net.timeout');
  expect(turns).toEqual([]);
  expect(outages.wanted(B, at + 6 * MINUTE_MS)).toBe(1);
  saw(B, 101, null);
  saw(A, 9, 'net.timeout');
  expect(turns).toMatchObject([{ kind: 'down', providerId: A }]);
});

test('what says nothing of a stream changes nothing', () => {
  const { saw, turns, outages } = watch([A]);
  for (let id = 1; id <= 20; id += 1) saw(A, id, 'upstream.limit-reached');
  expect([turns, outages.wanted(A, START)]).toEqual([[], 0]);
});

test('others are asked while it is in doubt, and one of them, ever more seldom, while it is down', () => {
  const { saw, outages } = watch([A]);
  saw(A, 1, 'upstream.ended');
  expect(outages.wanted(A, START)).toBe(DOWN_AFTER - 1);
  for (let id = 2; id <= DOWN_AFTER; id += 1) saw(A, id, 'upstream.ended');
  const asks: number[] = [];
  for (let minute = 0; minute < 120; minute += 1) {
    const at = START + minute * MINUTE_MS;
    if (outages.wanted(A, at) === 0) continue;
    asks.push(minute);
    outages.asked(A, at);
  }
  expect(asks.slice(0, 4)).toEqual([2, 3, 5, 9]);
  expect(asks.length).toBeLessThan(14);
});

test('what is held back counts after half an hour, when nobody else could be asked', () => {
  const { saw, outages, at } = watch([A]);
  saw(A, 1, 'upstream.ended');
  expect(outages.tick(at + 29 * MINUTE_MS).release).toEqual([]);
  expect(outages.tick(at + 31 * MINUTE_MS).release).toMatchObject([{ streamId: 1 }]);
});

test('a list that cannot be had makes one stream a witness, until one was asked or for ten minutes', () => {
  const { outages, saw, at, wait } = watch([A]);
  saw(A, 1, null);
  expect(outages.wanted(A, at)).toBe(0);
  outages.suspect(A, at);
  expect(outages.wanted(A, at)).toBe(1);
  expect(outages.wanted(A, at + 11 * MINUTE_MS)).toBe(0);
  saw(A, 1, null);
  expect(outages.wanted(A, at)).toBe(0);
  wait(HOUR_MS);
  outages.suspect(A, at);
  saw(A, 1, 'net.timeout');
  expect(outages.wanted(A, at)).toBe(DOWN_AFTER - 1);
});

test('the only provider is not reached from a machine without a way out: it is we, at once, and it is asked when there is one', () => {
  let isLost = true;
  const { outages, saw, turns, at } = watch([A], 100, () => isLost);
  saw(A, 1, 'upstream.refused');
  expect(turns).toEqual([]);
  saw(A, 1, null);
  saw(A, 2, 'net.refused');
  expect(turns).toMatchObject([{ kind: 'cut-off', code: 'net.refused' }]);
  const later = at + MINUTE_MS;
  outages.asked(A, later);
  outages.asked(A, later);
  outages.tick(later);
  expect(outages.wanted(A, later)).toBe(0);
  isLost = false;
  outages.tick(later);
  expect(outages.wanted(A, later)).toBe(1);
  saw(A, 2, null);
  expect(turns.slice(1)).toMatchObject([{ kind: 'reconnected' }]);
});

test('whatever happens, turns alternate, and no failure is released of a provider that is down', () => {
  const codes = fc.constantFrom<ErrorCode | null>(
    null,
    'net.timeout',
    'net.dns',
    'upstream.ended',
    'upstream.limit-reached',
  );
  const events = fc.array(fc.tuple(fc.constantFrom(A, B), fc.nat(12), codes), { maxLength: 200 });
  fc.assert(
    fc.property(events, (all) => {
      const { saw, turns, outages } = watch([A, B], 9);
      for (const [provider, id, code] of all) {
        const wasDown = outages.isDown(provider);
        const released = saw(provider, id, code);
        expect(wasDown && code !== null ? released : []).toEqual([]);
      }
      const network = turns.filter(({ kind }) => kind === 'cut-off' || kind === 'reconnected').map(({ kind }) => kind);
      expect(network.every((kind, nth) => kind === (nth % 2 === 0 ? 'cut-off' : 'reconnected'))).toBe(true);
    }),
  );
});

test('who was down when the last run ended is down until one of its streams works, and so is our own network', () => {
  const { outages, saw, turns } = watch([A, B]);
  outages.restore([{ providerId: A, since: START - 9, code: 'upstream.refused' }]);
  expect([outages.isDown(A), outages.isDown(B), outages.wanted(A, START)]).toEqual([true, false, 1]);
  expect(saw(A, 1, 'upstream.refused')).toEqual([]);
  saw(A, 1, null);
  expect(turns).toEqual([{ kind: 'up', providerId: A, since: START - 9, code: 'upstream.refused' }]);
  const next = watch([A, B]);
  next.outages.restore([{ providerId: null, since: START - 9, code: 'net.dns' }]);
  expect([next.outages.isCutOff, next.outages.isDown(B)]).toEqual([true, true]);
  next.saw(B, 1, null);
  expect(next.turns).toEqual([{ kind: 'reconnected', since: START - 9, code: 'net.dns' }]);
  expect(next.outages.isDown(A)).toBe(false);
});
