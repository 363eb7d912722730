import { expect, test } from 'vitest';
import { catchupUrls } from '../../../src/formats/catchup/address.ts';
import type { Catchup } from '../../../src/model/stream.ts';

const startAt = Date.UTC(2026, 6, 1, 18, 30, 5);

const urls = (catchup: Partial<Catchup>, url = 'http://x/one.ts', zone = 'UTC'): readonly string[] =>
  catchupUrls({
    url,
    zone,
    startAt,
    endAt: startAt + 3_600_000,
    now: startAt + 7_200_000,
    catchup: { mode: 'default', days: 3, source: '', correctionHours: 0, ...catchup },
  });

test('a template is filled in the time zone of its provider', () => {
  const source = 'http://x/${start}/{duration:60}/{Y}-{m}-{d}:{H}-{M}-{S}/{offset:1}/{utc:YmdHM}/{what}';
  expect(urls({ source })).toEqual([`http://x/${startAt / 1_000}/60/2026-07-01:18-30-05/7200/202607011830/{what}`]);
  expect(urls({ source: 'http://x/{H}{M}' }, '', 'Europe/Berlin')).toEqual(['http://x/2030']);
  expect(urls({ source: 'http://x/{H}{M}' }, '', 'Mars/Olympus')).toEqual(['http://x/1830']);
});

test('each mode has its own form', () => {
  const seconds = startAt / 1_000;
  expect(urls({ mode: 'append', source: '?from={utc}' })).toEqual([`http://x/one.ts?from=${seconds}`]);
  expect(urls({ mode: 'shift' })).toEqual([`http://x/one.ts?utc=${seconds}&lutc=${seconds + 7_200}`]);
  expect(urls({ mode: 'shift' }, 'http://x/one.ts?a=1')).toEqual([
    `http://x/one.ts?a=1&utc=${seconds}&lutc=${seconds + 7_200}`,
  ]);
  expect(urls({ mode: 'flussonic' }, 'http://x/one/index.m3u8?token=t')[0]).toBe(
    `http://x/one/timeshift_abs-${seconds}.ts?token=t`,
  );
  expect(urls({ mode: 'flussonic' }, 'http://x/one/index.m3u8').slice(2)).toEqual([
    `http://x/one/index-${seconds}-3600.m3u8`,
    'http://x/one/timeshift_rel-7200.m3u8',
  ]);
  expect(urls({ mode: 'flussonic' }, 'http://x/one/video.m3u8')[3]).toBe('http://x/one/video-timeshift_rel-7200.m3u8');
  expect(urls({ mode: 'flussonic' }, 'http://x/one/mpegts')[1]).toBe(`http://x/one/archive-${seconds}-3600.ts`);
});

test('what cannot be said is not made up, and a correction moves the clock', () => {
  expect(urls({ mode: 'default' })).toEqual([]);
  expect(urls({ mode: 'default', source: '{H}', correctionHours: -2 })).toEqual(['16']);
});
