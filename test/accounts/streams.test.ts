import { expect, test } from 'vitest';
import { PersonStreams } from '../../src/accounts/streams.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const ben = { id: 'u1', maxStreams: 1 };
const full = { code: 'tuner.all-in-use' };

test('a person has as many streams as it may, and everybody else is not concerned', async () => {
  const clock = createTurnedClock();
  const streams = new PersonStreams(clock);
  const leave = await streams.enter(ben);
  const refused = streams.enter(ben).catch((error: unknown) => error);
  await streams.enter({ id: 'u2', maxStreams: 1 });
  await streams.enter({ id: 'u3', maxStreams: null });
  clock.advance(2_000);
  expect(await refused).toMatchObject(full);
  leave();
  leave();
  expect(streams.countOf('u1')).toBe(0);
  await streams.enter(ben);
  expect(streams.countOf('u1')).toBe(1);
});

test('who zaps is let in as soon as the last stream has ended', async () => {
  const streams = new PersonStreams(createTurnedClock());
  const leave = await streams.enter(ben);
  const next = streams.enter(ben);
  leave();
  await next;
  expect(streams.countOf('u1')).toBe(1);
});

test('connections for one movie are one stream, until the last has gone', async () => {
  const streams = new PersonStreams(createTurnedClock());
  const first = await streams.enter(ben, 'movie');
  const second = await streams.enter(ben, 'movie');
  first();
  first();
  expect(streams.countOf('u1')).toBe(1);
  second();
  expect(streams.countOf('u1')).toBe(0);
});
