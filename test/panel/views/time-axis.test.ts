import { expect, onTestFinished, test, vi } from 'vitest';
import { axisOf, slotsBetween, timeAt, widthOf, xOf } from '../../../panel/views/guide/time-axis.ts';
import { ListingCache } from '../../../panel/views/guide/listing-cache.ts';

const HOUR = 3_600_000;
const noon = new Date(2026, 10, 25, 12).getTime();
const axis = axisOf(noon, { back: 1, ahead: 7, pixelsPerHour: 240 });

test('place and time lead to each other', () => {
  expect(xOf(axis, noon)).toBe(36 * 240);
  expect(timeAt(axis, xOf(axis, noon))).toBe(noon);
  expect(widthOf(axis)).toBe(9 * 24 * 240);
});

test('the axis begins and ends with a day, also where clocks are changed within it', () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('TZ', 'Europe/Berlin');
  for (const day of [30, 29, 25]) {
    const { fromAt, untilAt } = axisOf(new Date(2026, 2, day, 12).getTime(), { back: 1, ahead: 7, pixelsPerHour: 240 });
    expect([new Date(fromAt).getHours(), new Date(untilAt).getHours()]).toEqual([0, 0]);
  }
});

test('the axis is ruled by half hours', () => {
  expect(slotsBetween(noon + 1, noon + HOUR)).toEqual([noon, noon + HOUR / 2]);
});

test('a stretch of guide is fetched in blocks, once, and put together without doubles', async () => {
  const asked: (readonly [number, number])[] = [];
  const long = { start_at: noon - HOUR, stop_at: noon + HOUR, title: 'Long' };
  const block = Math.floor(noon / (6 * HOUR)) * 6 * HOUR;
  const cache = new ListingCache(
    () => undefined,
    (ids, from, until) => {
      asked.push([from, until]);
      const touches = long.start_at < until && long.stop_at > from;
      return Promise.resolve(new Map(ids.map((id) => [id, touches ? [long as never] : []])));
    },
  );
  expect(cache.of('c1', noon, noon + HOUR)).toEqual({ programmes: [], isWhole: false });
  cache.want(['c1'], block - HOUR, block + HOUR);
  await new Promise((resolve) => void setTimeout(resolve, 120));
  cache.want(['c1'], block - HOUR, block + HOUR);
  await new Promise((resolve) => void setTimeout(resolve, 120));
  expect(asked).toHaveLength(2);
  const whole = cache.of('c1', block - HOUR, block + 6 * HOUR);
  expect(whole.isWhole).toBe(true);
  expect(whole.programmes.filter(({ title }) => title === 'Long').length).toBeLessThanOrEqual(1);
  const shown = cache.of('c1', block, block + 13 * HOUR);
  expect(shown).toEqual({ programmes: [long], isWhole: false }); // what is there stays while the rest is fetched
});
