import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCron } from '../../src/kernel/cron.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';

const at = (text: string): number => new Date(text).getTime();
const next = (expression: string, after: string): string => {
  const date = new Date(parseCron(expression).next(at(after)));
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
};

test.each([
  ['0 4 * * *', '2026-11-23T03:59:59', '2026-11-23T04:00'],
  ['0 4 * * *', '2026-11-23T04:00:00', '2026-11-24T04:00'],
  ['*/15 * * * *', '2026-11-23T10:07', '2026-11-23T10:15'],
  ['5-50/20 1,13 * * *', '2026-11-23T01:30', '2026-11-23T01:45'],
  ['30 6 * * mon-fri', '2026-11-27T07:00', '2026-11-30T06:30'],
  ['0 0 * * 7', '2026-11-23T00:00', '2026-11-29T00:00'],
  ['0 0 31 * *', '2026-11-01T00:00', '2026-12-31T00:00'],
  ['0 0 29 feb *', '2026-11-01T00:00', '2028-02-29T00:00'],
  ['0 12 1 * sun', '2026-11-23T00:00', '2026-11-29T12:00'],
])('"%s" after %s is %s', (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

test.each([
  '',
  '* * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '5-1 * * * *',
  '*/0 * * * *',
  'a * * * *',
  '0 0 31 2 *',
  '* * * * 8',
  '1,,2 * * * *',
])('"%s" is refused with a clear message', (expression) => {
  expect(() => parseCron(expression)).toThrow(expect.objectContaining({ code: 'settings.invalid' }));
});

const list = (min: number, max: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant('*'),
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map((values) => values.join(',')),
    fc.integer({ min: 1, max }).map((step) => `*/${step}`),
  );
const expressions = fc
  .tuple(list(0, 59), list(0, 23), list(1, 28), list(1, 12))
  .map((fields) => `${fields.join(' ')} *`);
const instants = fc.integer({ min: at('2020-01-01'), max: at('2035-01-01') });

const has = (field: string, value: number, min: number): boolean =>
  field === '*' ||
  (field.startsWith('*/') ? (value - min) % Number(field.slice(2)) === 0 : field.split(',').includes(String(value)));

test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'])(
  'in %s the next time is later, named by the expression, and none between is left out',
  (zone) => {
    const zoneBefore = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
      fc.assert(
        fc.property(expressions, instants, (expression, after) => {
          const [minute, hour, day, month] = expression.split(' ') as [string, string, string, string];
          const found = parseCron(expression).next(after);
          expect(found).toBeGreaterThan(after);
          const date = new Date(found);
          expect(has(day, date.getDate(), 1)).toBe(true);
          expect(has(month, date.getMonth() + 1, 1)).toBe(true);
          // The clocks may have skipped the hour and minute named.
          const isRegular =
            new Date(found - 3 * HOUR_MS).getTimezoneOffset() === new Date(found + 3 * HOUR_MS).getTimezoneOffset();
          expect(!isRegular || (has(minute, date.getMinutes(), 0) && has(hour, date.getHours(), 0))).toBe(true);
          const before = parseCron(expression).next(found - 1);
          expect(before).toBe(found);
        }),
        { numRuns: 60 },
      );
    } finally {
      if (zoneBefore === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zoneBefore;
    }
  },
);

test('a daily time is met once on each day of a year with its two changes of the clocks', () => {
  const zoneBefore = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  try {
    const cron = parseCron('30 2 * * *');
    const start = at('2026-01-01T00:00');
    const times: number[] = [];
    for (let time = cron.next(start); time < start + 365 * DAY_MS; time = cron.next(time)) times.push(time);
    expect(times).toHaveLength(365);
    expect(new Set(times.map((time) => new Date(time).toDateString())).size).toBe(365);
  } finally {
    if (zoneBefore === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zoneBefore;
  }
});
