import { expect, test } from 'vitest';
import { limitLog } from '../../src/kernel/log-limit.ts';
import { createLog, type LogRecord } from '../../src/kernel/log.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function setUp() {
  const clock = createTurnedClock();
  const records: LogRecord[] = [];
  const log = limitLog(createLog({ clock, level: 'info', write: (record) => records.push(record) }), clock, 1_000);
  return { clock, records, log };
}

test('however much there is to say, it is one line in the span, the last one, with how many were left out', () => {
  const { clock, records, log } = setUp();
  for (let count = 0; count < 100; count += 1) {
    log.warning('lost', { count });
    clock.advance(50);
  }
  expect(records.map(({ fields }) => fields)).toEqual([
    { count: 0 },
    ...[19, 39, 59, 79, 99].map((count) => ({ count, left_out: count === 19 ? 18 : 19 })),
  ]);
});

test('what follows at once is not lost: it is said when the span is over, and only then', () => {
  const { clock, records, log } = setUp();
  log.warning('the upstream was lost');
  clock.advance(300);
  log.info('the picture is back');
  clock.advance(699);
  expect(records.map(({ message }) => message)).toEqual(['the upstream was lost']);
  clock.advance(1);
  expect(records.map(({ message, fields }) => [message, fields])).toEqual([
    ['the upstream was lost', {}],
    ['the picture is back', {}],
  ]);
  expect(clock.pending).toBe(0);
});

test('flushed, it says at once what was waiting, and nothing twice', () => {
  const { clock, records, log } = setUp();
  for (const message of ['one', 'two', 'three']) log.info(message);
  log.flush();
  log.flush();
  clock.advance(5_000);
  expect(records.map(({ message }) => message)).toEqual(['one', 'three']);
  expect(clock.pending).toBe(0);
});
