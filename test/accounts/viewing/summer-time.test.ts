// Statistics where clocks are changed, held against a reckoning of its own: minute by minute, by the calendar of `Intl`.

import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { writeBatch } from '../../../src/accounts/viewing/batch.ts';
import { statisticsTable, viewingLine } from '../../../src/accounts/viewing/csv.ts';
import { eachViewing, listViewings } from '../../../src/accounts/viewing/list.ts';
import type { StatisticsBy, StatisticsRow } from '../../../src/accounts/viewing/query.ts';
import { LOOK_EVERY_MS, ViewingRecorder } from '../../../src/accounts/viewing/recorder.ts';
import { openViewingDatabase, VIEWING_MIGRATIONS } from '../../../src/accounts/viewing/schema.ts';
import { statisticsOf } from '../../../src/accounts/viewing/statistics.ts';
import { tidy } from '../../../src/accounts/viewing/upkeep.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/kernel/units.ts';
import type { Watched } from '../../../src/model/viewing.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const zoneBefore = process.env['TZ'];

afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const BYTES_PER_SECOND = 1_000;

/** From and until in minutes from when the clocks are changed. */
const session = (fromMinutes: number, untilMinutes: number, more: Partial<Watched>) => ({
  fromMinutes,
  untilMinutes,
  seen: {
    viewerId: `${more.itemId} ${fromMinutes}`,
    kind: 'live',
    pastAt: null,
    person: null,
    address: '192.168.1.20',
    country: null,
    client: 'VLC',
    via: 'm3u',
    failovers: 0,
    stalls: 0,
    stream: { id: 's1', name: 'HD', providerId: 'one' },
    name: more.itemId!,
    itemId: 'c1',
    ...more,
  } as const,
});

const ADA = { id: 'ada', name: 'Ada' };
const BEN = { id: 'ben', name: 'Ben' };
const SESSIONS = [
  session(-30 * 60, 30 * 60, { itemId: 'c1', person: ADA }), // over the whole day, whichever side of midnight it is on
  session(-55, -5, { itemId: 'c2', person: BEN }), // in the hour before, and again in the hour after, which may be called alike
  session(5, 55, { itemId: 'c2', address: '192.168.1.21' }),
  session(-20, 40, { itemId: 't1', kind: 'movie', person: BEN, stream: { id: 's2', name: 'Sea', providerId: 'two' } }),
  session(-20 * 60, -19 * 60, { itemId: 'c3', kind: 'archive', pastAt: 0, person: BEN }),
];

/** What a calendar on the wall says of an instant. */
function wallOf(zone: string): (at: number) => Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
    timeZoneName: 'longOffset',
  });
  return (at) => Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

interface Slice {
  readonly at: number;
  readonly of: (typeof SESSIONS)[number];
  readonly isFirst: boolean;
  readonly hour: string;
  readonly hourOfDay: string;
  readonly day: string;
  readonly weekday: string;
  readonly viewers: number;
}

/** Who watched in each ten seconds, and what the clock on the wall said: nothing of the product's is asked. */
function slicesOf(zone: string, changeAt: number): Slice[] {
  const slices: Slice[] = [];
  const wall = wallOf(zone);
  let [shown, begunAt] = ['', 0];
  for (let minuteAt = changeAt - 32 * HOUR_MS; minuteAt < changeAt + 32 * HOUR_MS; minuteAt += MINUTE_MS) {
    const { year, month, day, hour, weekday, timeZoneName } = wall(minuteAt);
    const now = `${year} ${month} ${day} ${hour} ${timeZoneName}`;
    if (now !== shown) begunAt = minuteAt;
    shown = now;
    for (let at = minuteAt; at < minuteAt + MINUTE_MS; at += LOOK_EVERY_MS) {
      const all = SESSIONS.filter((one) => isOn(one, at, changeAt));
      for (const of of all) {
        slices.push({
          at,
          of,
          isFirst: at - LOOK_EVERY_MS === changeAt + of.fromMinutes * MINUTE_MS,
          hour: String(begunAt),
          hourOfDay: hour!,
          day: `${year}-${month}-${day}`,
          weekday: String(['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(weekday!)),
          viewers: all.length,
        });
      }
    }
  }
  return slices;
}

const isOn = ({ fromMinutes, untilMinutes }: (typeof SESSIONS)[number], at: number, changeAt: number): boolean =>
  at > changeAt + fromMinutes * MINUTE_MS && at <= changeAt + untilMinutes * MINUTE_MS;

type Row = Omit<StatisticsRow, 'failovers' | 'name' | 'stalls'>;

const KEYS: Readonly<Record<StatisticsBy, (slice: Slice) => string>> = {
  hour: ({ hour }) => hour,
  hour_of_day: ({ hourOfDay }) => hourOfDay,
  day: ({ day }) => day,
  weekday: ({ weekday }) => weekday,
  channel: ({ of }) => of.seen.itemId,
  title: ({ of }) => of.seen.itemId,
  person: ({ of }) => of.seen.person?.id ?? '',
  provider: ({ of }) => of.seen.stream!.providerId,
  kind: ({ of }) => of.seen.kind,
};
const ONLY: Partial<Record<StatisticsBy, (slice: Slice) => boolean>> = {
  channel: ({ of }) => of.seen.kind !== 'movie',
  title: ({ of }) => of.seen.kind === 'movie',
};

function reckoned(by: StatisticsBy, slices: readonly Slice[]): Row[] {
  const isTime = ['day', 'hour', 'hour_of_day', 'weekday'].includes(by);
  const rows = new Map<string, { -readonly [Name in keyof Row]: Row[Name] } & { peak_viewers: number }>();
  const atOnce = new Map<string, number>();
  for (const slice of slices.filter(ONLY[by] ?? (() => true))) {
    const key = KEYS[by](slice);
    const moment = `${slice.at} ${key}`;
    atOnce.set(moment, (atOnce.get(moment) ?? 0) + 1);
    const row = rows.get(key) ?? { key, watched_seconds: 0, bytes: 0, viewings: 0, peak_viewers: 0 };
    rows.set(key, row);
    row.watched_seconds += LOOK_EVERY_MS / SECOND_MS;
    row.bytes += (LOOK_EVERY_MS / SECOND_MS) * BYTES_PER_SECOND;
    row.viewings += Number(slice.isFirst);
    row.peak_viewers = Math.max(row.peak_viewers, isTime ? slice.viewers : atOnce.get(moment)!);
  }
  return [...rows.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

/** The product's own way: looks, batches, the database. */
function watched(zone: string, changeAt: number) {
  process.env['TZ'] = zone;
  const database = openViewingDatabase(join(temporaryFolder(), 'viewing.sqlite'), silentLog);
  onTestFinished(() => database.close());
  const recorder = new ViewingRecorder(() => true);
  for (let at = changeAt - 32 * HOUR_MS; at < changeAt + 32 * HOUR_MS; at += LOOK_EVERY_MS) {
    const all = SESSIONS.filter((one) => isOn(one, at, changeAt)).map(({ fromMinutes, seen }): Watched => {
      const since = changeAt + fromMinutes * MINUTE_MS;
      return { ...seen, since, bytes: ((at - since) / SECOND_MS) * BYTES_PER_SECOND };
    });
    recorder.look(all, at);
    if (at % (10 * MINUTE_MS) === 0) writeBatch(database, recorder.take() ?? NOTHING);
  }
  writeBatch(database, recorder.take() ?? NOTHING);
  return database;
}

const NOTHING = { viewings: [], sums: [], peaks: [], partPeaks: [], places: [], items: [], people: [] };
const dayOf = (date: string): number => Number(date.replaceAll('-', ''));

const CHANGES = [
  ['Europe/Berlin', '2026-03-29T01:00Z', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25T01:00Z', '2026-10-25', 25],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z', '2026-04-05', 24.5],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z', '2026-10-04', 23.5],
  ['America/Santiago', '2026-09-06T04:00Z', '2026-09-06', 23], // the day begins at one
  ['America/Santiago', '2026-04-05T03:00Z', '2026-04-04', 25], // its last hour comes twice
  ['Africa/Cairo', '2026-04-23T22:00Z', '2026-04-24', 23],
  ['Africa/Cairo', '2026-10-29T21:00Z', '2026-10-29', 25],
  ['America/St_Johns', '2026-11-01T04:30Z', '2026-11-01', 25],
] as const;

test.each(CHANGES)(
  'in %s, where clocks are changed at %s, %s has %s hours in every sum',
  (zone, change, date, hours) => {
    const changeAt = Date.parse(change);
    const database = watched(zone, changeAt);
    const slices = slicesOf(zone, changeAt);
    const days = [...new Set(slices.map(({ day }) => day))];
    const spans = [[days[0]!, days.at(-1)!], ...days.map((day) => [day, day])] as [string, string][];
    for (const [from, until] of spans) {
      const within = slices.filter(({ day }) => from <= day && day <= until);
      for (const by of Object.keys(KEYS) as StatisticsBy[]) {
        const span = { fromDay: dayOf(from), untilDay: dayOf(until) };
        const { items, totals } = statisticsOf(database, { by, ...span, sort: 'key', limit: 1_000 });
        const rows = reckoned(by, within);
        const plain = items.map(({ failovers: _failovers, stalls: _stalls, name: _name, ...row }): Row => row);
        expect(plain, `by ${by}, ${from} to ${until}`).toEqual(rows);
        const peak = Math.max(...within.map(({ viewers }) => viewers));
        expect(totals.peak_viewers).toBe(peak);
        const peakHours = within.filter(({ viewers }) => viewers === peak).map(({ hour }) => Number(hour));
        expect(totals.peak_at).toBe(Math.max(...peakHours));
        const lines = statisticsTable(by, items).trimEnd().split('\r\n').slice(1);
        expect(lines.map((line) => [line.split(',')[0], Number(line.split(',')[2])])).toEqual(
          rows.map((row) => [row.key, row.watched_seconds]),
        );
      }
    }
    const adas = { item: 'c1', fromDay: dayOf(date), untilDay: dayOf(date) };
    const whole = statisticsOf(database, { by: 'day', ...adas, sort: 'key', limit: 9 });
    expect(whole.items).toMatchObject([{ key: date, watched_seconds: hours * 3_600 }]);
  },
);

test('what was watched in the one and in the other hour of the same name is told apart, in lists and in tables', () => {
  const changeAt = Date.parse('2026-10-25T01:00Z'); // three o’clock becomes two
  const database = watched('Europe/Berlin', changeAt);
  const items = (fromAt: number, untilAt: number) =>
    listViewings(database, { fromAt, untilAt, kind: 'live', item: 'c2', limit: 9 }).items;
  expect(items(changeAt - HOUR_MS, changeAt)).toMatchObject([{ person: BEN, watched_seconds: 3_000 }]);
  expect(items(changeAt, changeAt + HOUR_MS)).toMatchObject([{ person: null, watched_seconds: 3_000 }]);
  const lines = [...eachViewing(database, { item: 'c2' })].map((row) => viewingLine(row).split(',').slice(0, 2));
  expect(lines).toEqual([
    ['2026-10-25T01:05:00.000Z', '2026-10-25T01:55:00.000Z'],
    ['2026-10-25T00:05:00.000Z', '2026-10-25T00:55:00.000Z'],
  ]);
  const [over] = listViewings(database, { item: 'c1', limit: 9 }).items;
  expect(over).toMatchObject({ watched_seconds: 60 * 3_600, bytes: 60 * 3_600 * BYTES_PER_SECOND });
});

test.each([
  ['Europe/Berlin', '2026-10-25T02:00Z'],
  ['Asia/Kolkata', '2026-11-26T18:30Z'],
  ['Asia/Kathmandu', '2026-11-26T18:15Z'],
  ['America/St_Johns', '2026-07-01T02:30Z'],
])('sums of before, when hours had numbers, begin when those struck in %s', (zone, began) => {
  process.env['TZ'] = zone;
  const file = join(temporaryFolder(), 'viewing.sqlite');
  const before = openDatabase({ file, migrations: VIEWING_MIGRATIONS.slice(0, 2), log: silentLog });
  const hour = Math.ceil(Date.parse(began) / HOUR_MS);
  before.exec(`INSERT INTO hourly VALUES (${hour}, 'live', 'c1', '', '', 20261126, 60, 1, 1, 0, 0),
    (${hour - 1}, 'live', 'c1', '', '', 20261126, 60, 1, 1, 0, 0); INSERT INTO peak VALUES (${hour}, 20261126, 3)`);
  before.close();
  const database = openViewingDatabase(file, silentLog);
  onTestFinished(() => database.close());
  const span = { fromDay: 20261126, untilDay: 20261126 };
  const sums = database.prepare('SELECT hour_at FROM hourly').all();
  expect(sums.map((row) => row['hour_at'])).toEqual([Date.parse(began) - HOUR_MS, Date.parse(began)]);
  const { totals } = statisticsOf(database, { by: 'hour', ...span, sort: 'key', limit: 9 });
  expect(totals).toMatchObject({ peak_viewers: 3, peak_at: Date.parse(began) });
});

test('the oldest day that is kept is kept whole, also where it has been longer ago than so many times 24 hours', () => {
  const changeAt = Date.parse('2026-10-25T01:00Z');
  const database = watched('Europe/Berlin', changeAt);
  const read = () =>
    statisticsOf(database, { by: 'day', fromDay: 20261024, untilDay: 20261101, sort: 'key', limit: 9 }).items.map(
      ({ key, watched_seconds, peak_viewers }) => [key, watched_seconds, peak_viewers],
    );
  const before = read();
  expect(before.map(([day]) => day)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26']);
  const beforeMidnight = Date.parse('2026-10-31T22:55Z');
  const tidyAt = (now: number): void => void tidy(database, { now, keepDays: 1, statisticsDays: 7 });
  tidyAt(beforeMidnight); // seven days before is the 24th
  expect(read()).toEqual(before);
  tidyAt(beforeMidnight + 10 * MINUTE_MS);
  expect(read()).toEqual(before.slice(1));
  tidyAt(beforeMidnight + DAY_MS + 10 * MINUTE_MS);
  expect(read()).toEqual(before.slice(2));
});
