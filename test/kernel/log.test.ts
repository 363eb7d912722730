import { expect, test } from 'vitest';
import { createLog, formatRecord, type LogRecord } from '../../src/kernel/log.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function recorder(level: 'debug' | 'info' | 'warning') {
  const records: LogRecord[] = [];
  return { records, log: createLog({ clock: createTurnedClock(0), level, write: (record) => records.push(record) }) };
}

const record = (message: string, fields: Record<string, unknown> = {}): LogRecord => ({
  at: Date.UTC(2026, 10, 23, 8, 32, 0, 123),
  level: 'info',
  room: 'sync',
  message,
  fields,
});

test('records below the level are not written', () => {
  const { log, records } = recorder('warning');
  log.info('hidden');
  log.warning('shown');
  log.error('shown too');
  expect(records.map(({ message }) => message)).toEqual(['shown', 'shown too']);
});

test('a log for a room carries its name and its fields in every record', () => {
  const { log, records } = recorder('info');
  log.for('sync', { provider: 'home' }).for('guide', { source: 1 }).info('read', { channels: 3 });
  expect(records[0]).toMatchObject({ room: 'guide', fields: { provider: 'home', source: 1, channels: 3 } });
});

test('messages and fields are redacted on their way out', () => {
  const { log, records } = recorder('info');
  log.info('opened http://u:hunter2@tv.invalid/', {
    url: 'http://tv.invalid/live/u/hunter2/1.ts',
    password: 'hunter2',
  });
  expect(JSON.stringify(records)).not.toContain('hunter2');
});

test('a record is one line: instant, level, room, message, fields', () => {
  const line = formatRecord(record('playlist read', { entries: 5_000, name: 'My TV', none: undefined }));
  expect(line).toMatch(/^2026-11-\d\d \d\d:\d\d:00\.123 info {4}sync: playlist read entries=5000 name="My TV"$/);
});

test('a name from a provider can neither begin a line of its own nor colour the terminal', () => {
  const line = formatRecord(record('read A\nB', { name: 'x\r\n2026 error\u001b[31m', list: ['a\u0007'], empty: '' }));
  expect(line).not.toMatch(/\p{Cc}/u);
  expect(line).toContain('empty=""');
});

test('fields of any kind can be written', () => {
  const { log, records } = recorder('info');
  log.info('odd', { big: 1n, call: () => 1, nothing: null, error: new Error('no') });
  expect(formatRecord(records[0] as LogRecord)).toContain('big=1');
});
