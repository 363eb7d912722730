// When things happened, as it stands beside them.

import { expect, test } from 'vitest';
import type { Happening } from '../../../panel/api/routes.ts';
import { Timeline } from '../../../panel/elements/timeline.ts';
import { clockTime, dayName, exactTime } from '../../../panel/locale/format.ts';
import { mount } from './mount.ts';

const at = (days: number, hour: number): number => {
  const day = new Date();
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days, hour).getTime();
};
const [today, yesterday] = [dayName(at(0, 12)), dayName(at(1, 12))];

test.each([
  ['today', at(0, 0), at(0, 0), exactTime(at(0, 0))],
  ['several times today', at(0, 0), at(0, 0) + 9_000, `${exactTime(at(0, 0))}–${exactTime(at(0, 0) + 9_000)}`],
  ['yesterday', at(1, 8), at(1, 8), `${yesterday}, ${clockTime(at(1, 8))}`],
  ['several times yesterday', at(1, 8), at(1, 9), `${yesterday}, ${clockTime(at(1, 8))}–${clockTime(at(1, 9))}`],
  ['through the last night', at(1, 23), at(0, 0), `${yesterday}, ${clockTime(at(1, 23))} – ${exactTime(at(0, 0))}`],
  [
    'through an earlier night',
    at(3, 23),
    at(2, 6),
    `${dayName(at(3, 23))}, ${clockTime(at(3, 23))} – ${dayName(at(2, 6))}, ${clockTime(at(2, 6))}`,
  ],
])('what happened %s says when, and never the time of another day as that of one', async (_, firstAt, lastAt, said) => {
  const one = { id: 1, kind: 'failed', at: lastAt, first_at: firstAt, count: 2, reason: '', message: '', gap_ms: null };
  const { find } = await mount(Timeline, { happenings: [one as unknown as Happening] });
  expect(find('time').textContent.trim()).toBe(said);
  expect(said).not.toContain(today);
});

test.each([
  ['failed', 'Harbour One', 'Harbour One failed'],
  ['failed', 'UK: Harbour 1', 'Harbour One: UK: Harbour 1 failed'],
  ['started', 'Harbour One', 'Harbour One started'],
])(
  'what happened to a stream names it and its channel, once where they are called alike: %s, %s',
  async (kind, stream, said) => {
    const one = { id: 1, kind, at: 1, first_at: 1, count: 1, reason: '', message: '', gap_ms: null };
    const happening = { ...one, channel_id: 'c1', channel_name: 'Harbour One', stream_name: stream };
    const { find } = await mount(Timeline, { happenings: [happening as unknown as Happening] });
    expect(find('a').textContent.trim()).toBe(said);
  },
);
