import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { divertConsole } from '../../src/kernel/console.ts';
import { createLog, formatRecord } from '../../src/kernel/log.ts';
import { systemClock } from '../../src/kernel/clock.ts';

test('what a library prints is a line of the log, without passwords, and nothing else', () => {
  const printed = new PassThrough();
  const console = new Console(printed);
  const lines: string[] = [];
  const log = createLog({
    clock: systemClock,
    level: 'info',
    write: (record) => void lines.push(formatRecord(record)),
  });
  const restore = divertConsole(console, log);
  console.error(new Error('http://tv.test/live/anna/secret/1.ts broke'));
  console.warn('%s is old', 'this');
  console.info('a client left');
  restore();
  console.error('as before');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('broke');
  expect(lines.join('\n')).not.toContain('secret');
  expect(lines[1]).toContain('this is old');
  expect(String(printed.read())).toBe('as before\n');
});
