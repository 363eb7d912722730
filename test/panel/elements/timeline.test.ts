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
