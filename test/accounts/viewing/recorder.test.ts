// What is gathered of who watches: seconds, bytes and faults between two looks, by somebody at something.

import { expect, test } from 'vitest';
import type { Batch } from '../../../src/accounts/viewing/batch.ts';
import { LOOK_EVERY_MS, ViewingRecorder } from '../../../src/accounts/viewing/recorder.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/kernel/units.ts';
import type { Watched } from '../../../src/model/viewing.ts';

const START = Date.UTC(2026, 10, 23, 12, 30);
const HD = { id: 's1', name: 'News HD', providerId: 'one' };
const SD = { id: 's2', name: 'News SD', providerId: 'two' };

const watching = (more: Partial<Watched> = {}): Watched => ({
  viewerId: 'v1',
  kind: 'live',
  itemId: 'c1',
  name: 'News',
  pastAt: null,
  person: { id: 'ada', name: 'Ada' },
  address: '192.168.1.20',
  country: null,
  client: 'VLC',
  via: 'm3u',
  since: START,
  bytes: 0,
  failovers: 0,
  stalls: 0,
  stream: HD,
  ...more,
});

function recorder(isPersonal = true) {
  const made = new ViewingRecorder(() => isPersonal);
  let now = START;
  const look = (...all: readonly Watched[]): void => {
    now += LOOK_EVERY_MS;
    made.look(all, now);
  };
  const pause = (ms: number): void => {
    for (let left = ms; left > 0; left -= LOOK_EVERY_MS) look();
  };
  return { made, look, pause, take: (): Batch => made.take()! };
}

test('a viewing is what is between two looks, from the stream and the provider that it was then', () => {
  const { look, take } = recorder();
  look(watching({ bytes: 100, failovers: 3, stalls: 3 })); // it came into a session that had changed over before
  look(watching({ bytes: 300, failovers: 4, stalls: 4, stream: SD }));
  const { viewings, sums, peaks } = take();
  expect(viewings).toMatchObject([
    { person: { id: 'ada' }, startedAt: START, seconds: 20, bytes: 300, failovers: 1, stalls: 1 },
  ]);
  expect(viewings[0]?.streams).toEqual([
    { ...HD, seconds: 10 },
    { ...SD, seconds: 10 },
  ]);
  expect(sums).toMatchObject([
    { provider: 'one', person: 'ada', seconds: 10, bytes: 100, viewings: 1, failovers: 1, stalls: 1 },
    { provider: 'two', person: 'ada', seconds: 10, bytes: 200, viewings: 0, failovers: 0, stalls: 0 },
  ]);
  expect(peaks).toMatchObject([{ viewers: 1 }]);
  look(watching({ bytes: 350, failovers: 4, stalls: 4, stream: SD }));
  const next = take();
  expect(next.viewings).toMatchObject([{ id: viewings[0]?.id, seconds: 30, bytes: 350 }]);
  expect(next.sums).toMatchObject([{ seconds: 10, bytes: 50, viewings: 0 }]);
});

test('what is watched after midnight counts for the new day, also where clocks are half an hour ahead', () => {
  const zoneBefore = process.env['TZ'];
  process.env['TZ'] = 'Asia/Kolkata';
  try {
    const { made, take } = recorder();
    const midnight = Date.UTC(2026, 10, 23, 18, 30);
    for (const at of [midnight - LOOK_EVERY_MS, midnight + LOOK_EVERY_MS]) made.look([watching()], at);
    const { sums, peaks } = take();
    expect(sums.map(({ day }) => day)).toEqual([20261123, 20261124]);
    expect(peaks.map(({ day }) => day)).toEqual([20261123, 20261124]);
  } finally {
    if (zoneBefore === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zoneBefore;
  }
});

test('a fail-over counts for the provider that was left, also when a look met none in between', () => {
  const { look, take } = recorder();
  look(watching({ bytes: 100 }));
  look(watching({ bytes: 150, stalls: 1, stream: null }));
  look(watching({ bytes: 300, stalls: 1, failovers: 1, stream: SD }));
  look(watching({ bytes: 400, stalls: 2, failovers: 1, stream: SD }));
  const troubles = Object.fromEntries(take().sums.map((sum) => [sum.provider, [sum.failovers, sum.stalls, sum.bytes]]));
  expect(troubles).toEqual({ one: [1, 1, 150], two: [0, 1, 250] }); // what came while there was none was still the first one's
});

test('who is back within two minutes goes on; who comes later, or zaps by, does not', () => {
  const { look, pause, take } = recorder();
  look(watching());
  pause(MINUTE_MS);
  look(watching({ viewerId: 'v2', since: START + MINUTE_MS }));
  expect(take().viewings).toMatchObject([{ seconds: 20 }]);
  pause(3 * MINUTE_MS);
  look(watching({ viewerId: 'v3', since: START + 4 * MINUTE_MS }));
  expect(take().viewings).toMatchObject([{ seconds: 10 }]);
  const { look: lookAgain, take: takeAgain } = recorder();
  lookAgain(watching({ since: START + 7 * SECOND_MS, bytes: 9 }));
  const { viewings, sums } = takeAgain();
  expect(viewings).toEqual([]);
  expect(sums).toMatchObject([{ seconds: 3, bytes: 9, viewings: 0 }]);
});

test('two connections of one player are one viewing, in one stretch of time', () => {
  const { look, take } = recorder();
  look(watching({ bytes: 5 }), watching({ viewerId: 'v2', bytes: 7 }));
  const { viewings, peaks } = take();
  expect(viewings).toMatchObject([{ seconds: 10, bytes: 12 }]);
  expect(peaks).toMatchObject([{ viewers: 2 }]);
});

test('nothing is kept of people when it must not be: neither name, address nor place', () => {
  const { look, take } = recorder(false);
  const place = { positionSeconds: 60, durationSeconds: 600 };
  look(watching({ bytes: 5, place }), watching({ viewerId: 'v2', person: { id: 'ben', name: 'Ben' }, place }));
  const batch = take();
  expect(batch.sums).toMatchObject([{ person: '', seconds: 20, bytes: 5, viewings: 2 }]);
  expect({ ...batch, sums: [], peaks: [], partPeaks: [], items: [] }).toEqual({
    viewings: [],
    sums: [],
    peaks: [],
    partPeaks: [],
    places: [],
    items: [],
    people: [],
  });
  expect(JSON.stringify(batch)).not.toMatch(/ada|ben|192\.168/i);
});

test('what could not be written goes with the next, and nothing is counted twice', () => {
  const { made, look, take } = recorder();
  look(watching({ bytes: 100 }));
  made.putBack(take());
  look(watching({ bytes: 150 }));
  const { viewings, sums } = take();
  expect(viewings).toMatchObject([{ seconds: 20, bytes: 150 }]);
  expect(sums).toMatchObject([{ seconds: 20, bytes: 150, viewings: 1 }]);
  expect(made.take()).toBeUndefined();
});

test('who is forgotten while watching begins anew', () => {
  const { made, look, take } = recorder();
  const place = { positionSeconds: 60, durationSeconds: 600 };
  look(
    watching({ bytes: 100, place }),
    watching({ viewerId: 'v2', address: '192.168.1.21', person: { id: 'ben', name: 'Ben' } }),
  );
  made.forget('ada');
  const batch = take();
  expect(batch.viewings.map(({ person }) => person?.id)).toEqual(['ben']);
  expect(batch.partPeaks.flatMap(({ part, key }) => (part === 'person' ? [key] : []))).toEqual(['ben']);
  expect(batch.sums.map(({ person, seconds }) => [person, seconds])).toEqual([
    ['', 10],
    ['ben', 10],
  ]);
  expect(batch.places).toEqual([]);
  look(watching({ bytes: 120 }));
  expect(take().viewings).toMatchObject([{ person: { id: 'ada' }, seconds: 10, bytes: 20 }]);
});

test('who wants no history is in the sums without a name, and nowhere else', () => {
  const made = new ViewingRecorder((id) => id !== 'ada');
  const place = { positionSeconds: 60, durationSeconds: 600 };
  const ben = watching({ viewerId: 'v2', address: '192.168.1.21', person: { id: 'ben', name: 'Ben' } });
  made.look(
    [watching({ bytes: 100, country: 'DE', place }), ben, watching({ viewerId: 'v3', person: null })],
    START + LOOK_EVERY_MS,
  );
  const batch = made.take()!;
  expect(batch.viewings.map(({ person }) => person?.id)).toEqual(['ben', undefined]);
  expect(batch.sums.map(({ person, viewings, bytes }) => [person, viewings, bytes])).toEqual([
    ['', 2, 100],
    ['ben', 1, 0],
  ]);
  expect([batch.places, batch.people]).toEqual([[], [['ben', 'Ben']]]);
  expect(batch.peaks).toMatchObject([{ viewers: 3 }]);
});

test('a machine that slept, or a clock that was set, adds no hours', () => {
  const made = new ViewingRecorder(() => true);
  made.look([watching()], START + LOOK_EVERY_MS);
  made.look([watching({ bytes: 1 })], START + 600 * MINUTE_MS);
  made.look([watching({ bytes: 2 })], START);
  const seconds = made.take()!.sums.map((sum) => sum.seconds);
  expect(seconds.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(30);
});
