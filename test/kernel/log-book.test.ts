// The newest lines, filtered, and bounded whatever is logged.

import { expect, test } from 'vitest';
import { LogBook, type LogFilter } from '../../src/kernel/log-book.ts';
import { createLog } from '../../src/kernel/log.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function openBook() {
  const book = new LogBook('info');
  const log = createLog({ clock: createTurnedClock(0), level: () => book.level, write: (record) => book.add(record) });
  return { book, log };
}

test('lines are counted, and the newest that fit come oldest first', () => {
  const { book, log } = openBook();
  for (let number = 1; number <= 5; number += 1) log.info(`line ${number}`);
  expect(book.lines(2).map(({ id, message }) => [id, message])).toEqual([
    [4, 'line 4'],
    [5, 'line 5'],
  ]);
});

test.each<[string, LogFilter, string[]]>([
  ['nothing', {}, ['read', 'lost', 'failed']],
  ['a level', { level: 'warning' }, ['lost', 'failed']],
  ['a room', { room: 'sync' }, ['read', 'failed']],
  ['a word of the message', { search: 'LOST' }, ['lost']],
  ['the name of a room', { search: 'Sync' }, ['read', 'failed']],
  ['a word of the fields', { search: 'stalled' }, ['lost']],
  ['an id', { after: 2 }, ['failed']],
  ['all of them', { level: 'error', room: 'sync', search: 'f', after: 1 }, ['failed']],
])('a filter of %s', (_, filter, expected) => {
  const { book, log } = openBook();
  log.for('sync').info('read');
  log.for('streaming').warning('lost', { code: 'upstream.stalled' });
  log.for('sync').error('failed');
  expect(book.lines(10, filter).map(({ message }) => message)).toEqual(expected);
});

test('the level can be changed while it runs', () => {
  const { book, log } = openBook();
  log.debug('before');
  book.level = 'debug';
  log.debug('after');
  expect(book.lines(10).map(({ message }) => message)).toEqual(['after']);
});

test('a flood of long lines is kept within bounds', () => {
  const { book, log } = openBook();
  for (let number = 0; number < 5_000; number += 1) log.info('m'.repeat(5_000), { list: ['f'.repeat(5_000)] });
  const lines = book.lines(10_000);
  expect(lines.length).toBe(2_000);
  expect(JSON.stringify(lines).length).toBeLessThan(2_000 * 3_500);
});

test('no password gets into the book', () => {
  const { book, log } = openBook();
  log.info('opened http://tv/live/anna/hunter2/1.ts', { password: 'hunter2' });
  expect(JSON.stringify(book.lines(1))).not.toContain('hunter2');
});
