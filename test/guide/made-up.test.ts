import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { channelProgrammes } from '../../src/guide/channel-programmes.ts';
import { eventOf } from '../../src/guide/event.ts';
import { guideChannelId } from '../../src/guide/publish.ts';
import { openGuideReader } from '../../src/guide/reader.ts';
import type { Channel } from '../../src/model/channel.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { channelOf } from '../fakes/lineup-of.ts';
import { makingAt } from '../fakes/making.ts';
import { NOON, plainProgramme } from '../fakes/programmes.ts';
import { fill } from './filling.ts';

const HOUR = 3_600_000;
/** Noon of Monday, 23 November 2026, in UTC. */
const clock = { now: NOON, zone: 'Europe/Berlin', minutes: 120 };

const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

const read = (name: string): string | undefined => {
  const event = eventOf(name, clock);
  return event && `${event.slot}|${event.title}|${stamp(event.startAt)}|${stamp(event.stopAt)}`;
};

test.each([
  ['UFC 300 @ 22:00 EST', '|UFC 300|2026-11-24T03:00|2026-11-24T05:00'],
  ['NFL 05: Bears vs Packers (11.26 8:00 PM ET)', 'NFL 05|Bears vs Packers|2026-11-27T01:00|2026-11-27T03:00'],
  ['UK: Arena 2 | City v United | 17:30', 'Arena 2|City v United|2026-11-23T17:30|2026-11-23T19:30'],
  ['Arena 2: City - United 20:30', 'Arena 2|City - United|2026-11-23T19:30|2026-11-23T21:30'],
  ['PPV 3: Sat 20:00 CET City - United', 'PPV 3|City - United|2026-11-28T19:00|2026-11-28T21:00'],
  ['PPV 3: Sun 20:00 CET City - United', 'PPV 3|City - United|2026-11-22T19:00|2026-11-22T21:00'],
  ['PPV 1: Gala 2.1. 22:00 - 00:30 CET', 'PPV 1|Gala|2027-01-02T21:00|2027-01-02T23:30'],
])('%s', (name, said) => {
  expect(read(name)).toBe(said);
});

test('a name without a time, or with nothing but one, is no event', () => {
  expect(['PPV 02', 'RTL 102.5', '12:30', 'Sport 1'].map(read)).toEqual([undefined, undefined, undefined, undefined]);
});

const settings = { placeholder_title: '{channel} / {group} {no}', placeholder_minutes: 240 };

/** Hours after noon, of a day. */
function shown(more: Partial<Channel>, made: Parameters<typeof makingAt>[1] = {}, hours = 24): string[] {
  const file = join(temporaryFolder(), 'guide.sqlite');
  const programme = { ...plainProgramme, startAt: NOON + 8 * HOUR, stopAt: NOON + 10 * HOUR };
  fill(file, [['a', programme]]);
  const reader = openGuideReader(file);
  onTestFinished(() => reader.close());
  const channel = channelOf('1', 'Brio', { group: 'Music', ...more });
  const window = { fromAt: NOON, untilAt: NOON + hours * HOUR };
  const placed = channelProgrammes(reader, { channel, window, making: makingAt(NOON, { ...settings, ...made }) });
  const at = (ms: number): number => (ms - NOON) / HOUR;
  return Array.from(
    placed,
    ({ programme: { title, startAt, stopAt }, from }) => `${from} ${title} ${at(startAt)}-${at(stopAt)}`,
  );
}

const block = (from: number, to: number): string => `template Brio / Music {no} ${from}-${to}`;
const guideChannel = { guideChannelId: guideChannelId('main', 'a') };
const eventName = 'PPV 1: City v United 23:30 CET';

test('a channel without a guide gets blocks by template; one with a guide only where a person wants it', () => {
  expect(shown({}, {}, 9)).toEqual([block(0, 4), block(4, 8), block(8, 12)]);
  expect(shown({}, { placeholders: 'off' })).toEqual([]);
  expect(shown(guideChannel)).toEqual(['0 News 8-10']);
  expect(shown(guideChannel, { placeholders: 'gaps' }, 12)).toEqual([
    block(0, 4),
    block(4, 8),
    '0 News 8-10',
    block(10, 12),
  ]);
});

test('an event is a programme, with what is said before and after it', () => {
  const texts = { event_before: '{time}: {event}', event_after: '{event} is over' };
  expect(shown({ eventName }, texts, 16)).toEqual([
    'name 23:30: City v United 0-4',
    'name 23:30: City v United 4-8',
    'name 23:30: City v United 8-10.5',
    'name City v United 10.5-13.5',
    'name City v United is over 13.5-16',
  ]);
});

test('beside an event a guide is shown as before; whoever wants no events has the guide alone', () => {
  expect(shown({ eventName, ...guideChannel }, { event_before: '', event_after: '' })).toEqual([
    '0 News 8-10',
    'name City v United 10.5-13.5',
  ]);
  expect(shown({ eventName, ...guideChannel }, { events_from_names: false })).toEqual(['0 News 8-10']);
});
