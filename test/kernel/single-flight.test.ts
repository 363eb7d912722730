import { expect, test } from 'vitest';
import { SingleFlight } from '../../src/kernel/single-flight.ts';

test('who asks while a run is under way shares its result', async () => {
  const flights = new SingleFlight<string, number>();
  const { promise, resolve } = Promise.withResolvers<number>();
  let runs = 0;
  const work = (): Promise<number> => {
    runs += 1;
    return promise;
  };
  const both = Promise.all([flights.run('a', work), flights.run('a', work)]);
  expect(flights.isUnderWay('a')).toBe(true);
  resolve(7);
  expect(await both).toEqual([7, 7]);
  expect(runs).toBe(1);
  expect(flights.isUnderWay('a')).toBe(false);
});

test('different keys run side by side', async () => {
  const flights = new SingleFlight<string, string>();
  const asked = ['a', 'b'].map((key) => flights.run(key, async () => key));
  expect(await Promise.all(asked)).toEqual(['a', 'b']);
});

test.each([
  ['rejects', () => Promise.reject(new Error('no'))],
  [
    'throws at once',
    () => {
      throw new Error('no');
    },
  ],
])('after a run that %s the next one starts anew', async (_, fail) => {
  const flights = new SingleFlight<string, number>();
  await expect(flights.run('a', fail)).rejects.toThrow('no');
  expect(flights.isUnderWay('a')).toBe(false);
  expect(await flights.run('a', async () => 1)).toBe(1);
});

test('settled waits for every run and does not mind a failure', async () => {
  const flights = new SingleFlight<string, number>();
  const ended: string[] = [];
  const a = flights.run('a', async () => {
    await new Promise(setImmediate);
    ended.push('a');
    throw new Error('no');
  });
  a.catch(() => undefined);
  await flights.settled();
  expect(ended).toEqual(['a']);
});
