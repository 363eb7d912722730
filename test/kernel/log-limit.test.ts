import { expect, test } from 'vitest';
import { limitLog } from '../../src/kernel/log-limit.ts';
import { createLog, type LogRecord } from '../../src/kernel/log.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

test('however much there is to say, it is one line in the span, and the next one says how much was left out', () => {
  const clock = createTurnedClock();
  const records: LogRecord[] = [];
  const log = limitLog(createLog({ clock, level: 'info', write: (record) => records.push(record) }), clock, 1_000);
  for (let count = 0; count < 100; count += 1) {
    log.warning('lost', { count });
    clock.advance(50);
  }
  expect(records.map(({ fields }) => fields)).toEqual([
    { count: 0 },
    { count: 20, left_out: 19 },
    { count: 40, left_out: 19 },
    { count: 60, left_out: 19 },
    { count: 80, left_out: 19 },
  ]);
});
