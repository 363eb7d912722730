import { expect, test } from 'vitest';
import { States, type StateMessage } from '../../../src/home-assistant/mqtt/states.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

const say = (topic: string, payload: string, more: Partial<StateMessage> = {}): StateMessage => ({
  topic,
  payload,
  isRetained: true,
  ...more,
});

function open() {
  const clock = createTurnedClock();
  const sent: string[] = [];
  const states = new States(clock, ({ topic, payload }) => sent.push(`${topic} ${payload}`));
  return { clock, sent, states };
}

test('only what has changed is sent', () => {
  const { clock, sent, states } = open();
  states.update([say('a', '1'), say('b', '1')]);
  clock.advance(60_000);
  expect(states.update([say('a', '1'), say('b', '2')])).toBeUndefined();
  expect(sent).toEqual(['a 1', 'b 1', 'b 2']);
});

test('nothing is sent more often than once in five seconds; the newest value waits', () => {
  const { clock, sent, states } = open();
  states.update([say('a', '1')]);
  clock.advance(2_000);
  expect(states.update([say('a', '2')])).toBe(3_000);
  clock.advance(2_999);
  expect(states.update([say('a', '3')])).toBe(1);
  expect(sent).toEqual(['a 1']);
  clock.advance(1);
  expect(states.update([say('a', '3')])).toBeUndefined();
  expect(sent).toEqual(['a 1', 'a 3']);
});

test('a value that expires is repeated though it is the same', () => {
  const { clock, sent, states } = open();
  for (let second = 0; second <= 30; second += 5) {
    states.update([say('rate', '8', { repeatMs: 15_000 })]);
    clock.advance(5_000);
  }
  expect(sent).toEqual(['rate 8', 'rate 8', 'rate 8']);
});

test('what was forgotten is sent again at once', () => {
  const { sent, states } = open();
  states.update([say('a', '1')]);
  states.forget();
  states.update([say('a', '1')]);
  expect(sent).toEqual(['a 1', 'a 1']);
});
