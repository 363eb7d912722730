import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '../../../src/kernel/log.ts';
import { MINUTE_MS } from '../../../src/kernel/units.ts';
import { AirHistory, type NewHappening } from '../../../src/streaming/history/history.ts';
import { keepHistory } from '../../../src/streaming/history/keeper.ts';
import { airRecord } from '../../../src/streaming/history/record.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

const none = airRecord.parse({});
const happening = (more: Partial<NewHappening> = {}): NewHappening => ({
  kind: 'failed',
  channel_id: 'c1',
  channel_name: 'One',
  stream_id: 's1',
  stream_name: 'One HD',
  provider_id: 'p',
  reason: 'upstream.stalled',
  message: 'The provider stopped sending',
  gap_ms: null,
  ...more,
});

test('a stream that fails again and again fails once, with a count, until something else happens or time passes', () => {
  const clock = createTurnedClock();
  const history = new AirHistory(clock, none);
  for (let at = 0; at < 5; at += 1) history.add(happening());
  history.add(happening({ channel_id: 'c2', stream_id: 's2' }));
  history.add(happening());
  expect(history.happenings.map(({ channel_id: id, count }) => [id, count])).toEqual([
    ['c2', 1],
    ['c1', 6],
  ]);
  history.add(happening({ kind: 'started', reason: '' }));
  history.add(happening());
  clock.advance(3 * MINUTE_MS);
  history.add(happening());
  expect(history.happenings.map(({ kind, count }) => [kind, count]).slice(2)).toEqual([
    ['started', 1],
    ['failed', 1],
    ['failed', 1],
  ]);
  expect(history.happenings.map(({ id }) => id)).toEqual([2, 1, 3, 4, 5]);
});

test('streams that are tried in turn are told once each, from the first to the last time, and do not push out how it began', () => {
  const clock = createTurnedClock();
  const history = new AirHistory(clock, none);
  history.add(happening({ kind: 'started', reason: '' }));
  const beganAt = clock.now();
  for (let at = 0; at < 20; at += 1) {
    history.add(happening());
    history.add(happening({ stream_id: 's2', reason: 'upstream.not-found' }));
    clock.advance(5_000);
  }
  expect(history.happenings.map(({ kind, stream_id: stream, count }) => [kind, stream, count])).toEqual([
    ['started', 's1', 1],
    ['failed', 's1', 20],
    ['failed', 's2', 20],
  ]);
  expect(history.happenings[1]).toMatchObject({ first_at: beganAt, at: beganAt + 19 * 5_000 });
  history.add(happening({ kind: 'ended' }));
  expect(history.happenings.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
});

test('streams that failed stand with how often, the last one first, and there are at most 200', () => {
  const history = new AirHistory(createTurnedClock(), none);
  for (let at = 0; at < 250; at += 1) history.add(happening({ channel_id: `c${at}`, stream_id: `s${at}` }));
  history.add(happening({ channel_id: 'c100', stream_id: 's100' }));
  const failed = history.failedStreams;
  expect(failed).toHaveLength(200);
  expect(failed[0]).toMatchObject({ stream_id: 's100', failure_count: 2 });
  expect(failed[1]).toMatchObject({ stream_id: 's249', failure_count: 1 });
});

test('a long night forgets its beginning', () => {
  const history = new AirHistory(createTurnedClock(), none);
  for (let at = 0; at < 600; at += 1) history.add(happening({ kind: 'switched', gap_ms: at }));
  expect(history.happenings).toHaveLength(500);
  expect(history.happenings[0]).toMatchObject({ gap_ms: 100 });
});

test('it is kept over a restart, and goes on counting', async () => {
  const clock = createTurnedClock();
  const options = { file: join(temporaryFolder(), 'history.json'), clock, log: silentLog };
  const first = await keepHistory(options);
  first.history.add(happening());
  await first.stop();
  const again = await keepHistory(options);
  expect(again.history.record()).toEqual(first.history.record());
  again.history.add(happening({ kind: 'ended' }));
  expect(again.history.happenings.map(({ id }) => id)).toEqual([1, 2]);
  await again.stop();
});

test('it is written seldom, and not at all while nothing happens', async () => {
  const clock = createTurnedClock();
  const file = join(temporaryFolder(), 'history.json');
  const keeper = await keepHistory({ file, clock, log: silentLog });
  keeper.history.add(happening());
  await clock.advanceAsync(10 * MINUTE_MS);
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('One HD');
  writeFileSync(file, 'untouched');
  await clock.advanceAsync(60 * MINUTE_MS);
  await keeper.stop();
  expect(readFileSync(file, 'utf8')).toBe('untouched');
});

test('a file that is broken is no reason not to start', async () => {
  const file = join(temporaryFolder(), 'history.json');
  writeFileSync(file, '{"half');
  writeFileSync(`${file}.last-good`, 'nonsense');
  const keeper = await keepHistory({ file, clock: createTurnedClock(), log: silentLog });
  keeper.history.add(happening());
  expect(keeper.history.happenings).toHaveLength(1);
  await keeper.stop();
});

test('a file of the first shape is read on, without what it kept of what is watched most', async () => {
  const file = join(temporaryFolder(), 'history.json');
  const watched = [{ day: '2026-11-23', channels: { c1: { name: 'One', seconds: 5 } } }];
  const data = { happenings: [{ ...happening(), id: 7, at: 1, count: 1 }], failed_streams: [], watched };
  writeFileSync(file, JSON.stringify({ version: 1, data }));
  const keeper = await keepHistory({ file, clock: createTurnedClock(), log: silentLog });
  expect(keeper.history.happenings).toMatchObject([{ at: 1, first_at: 1 }]);
  keeper.history.add(happening());
  await keeper.stop();
  expect(readFileSync(file, 'utf8')).not.toContain('watched');
});
