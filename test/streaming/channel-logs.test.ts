import { expect, test } from 'vitest';
import { createLog, type LogRecord } from '../../src/kernel/log.ts';
import { printChannelId } from '../../src/model/ids.ts';
import { ChannelLogs } from '../../src/streaming/channel-logs.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { channel } from './on-air.ts';

function setUp(most?: number) {
  const clock = createTurnedClock();
  const records: LogRecord[] = [];
  const log = createLog({ clock, level: 'info', write: (record) => records.push(record) });
  const said = (): string[] => records.map(({ message }) => message);
  return { clock, records, said, logs: new ChannelLogs(log, clock, most) };
}

test('a line says which channel it is of', () => {
  const { records, logs } = setUp();
  logs.of(channel(7)).info('on air');
  expect(records[0]?.fields).toMatchObject({ channel: printChannelId(channel(7)) });
});

test('a channel that is asked for again goes on with its log: one line a second, whoever says it', () => {
  const { clock, said, logs } = setUp();
  logs.of(channel(1)).info('first');
  logs.of(channel(1)).info('second');
  logs.of(channel(2)).info('of another');
  expect(said()).toEqual(['first', 'of another']);
  clock.advance(1_000);
  expect(said()).toEqual(['first', 'of another', 'second']);
});

test('of more channels than are kept the one used longest ago makes way, and what waited in it is said', () => {
  const { said, logs } = setUp(2);
  for (const message of ['first', 'waits']) logs.of(channel(1)).info(message);
  for (const message of ['second', 'waits as well']) logs.of(channel(2)).info(message);
  logs.of(channel(1)); // used again: the other one is the oldest now
  logs.of(channel(3)).info('third');
  expect(said()).toEqual(['first', 'second', 'waits as well', 'third']);
});

test('flushed, all of them say what waits', () => {
  const { said, logs } = setUp();
  for (const number of [1, 2]) for (const turn of ['now', 'later']) logs.of(channel(number)).info(`${number} ${turn}`);
  logs.flush();
  expect(said()).toEqual(['1 now', '2 now', '1 later', '2 later']);
});
