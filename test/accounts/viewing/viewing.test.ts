// The viewing history over its database and its workers.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openViewingDatabase } from '../../../src/accounts/viewing/schema.ts';
import { tidy } from '../../../src/accounts/viewing/upkeep.ts';
import { openViewing, type Viewing } from '../../../src/accounts/viewing/viewing.ts';
import { csvLine } from '../../../src/formats/csv/write.ts';
import { dayBefore, dayNumber } from '../../../src/kernel/local-day.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/kernel/units.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { openReader } from '../../../src/storage/database.ts';
import type { Watched } from '../../../src/model/viewing.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { pool } from '../../fakes/pools.ts';
import { changeUnder } from '../../../src/kernel/condition.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

const ADA = { id: 'ada', name: 'Ada' };
const BEN = { id: 'ben', name: 'Ben' };

const watching = (more: Partial<Watched> = {}): Watched => ({
  viewerId: 'v1',
  kind: 'live',
  itemId: 'c1',
  name: 'News',
  pastAt: null,
  person: ADA,
  address: '192.168.1.20',
  country: null,
  client: 'VLC',
  via: 'm3u',
  since: 0,
  bytes: 0,
  failovers: 0,
  stalls: 0,
  stream: { id: 's1', name: 'News HD', providerId: 'one' },
  ...more,
});

function open() {
  const file = join(temporaryFolder(), 'viewing.sqlite');
  const clock = createTurnedClock(Date.UTC(2026, 10, 23, 12, 5));
  let seen: readonly Watched[] = [];
  let settings = defaultSettings.history;
  const unkept = new Set<string>();
  const opened = (): Viewing => {
    const viewing = openViewing({
      file,
      pool,
      clock,
      log: silentLog,
      settings: () => settings,
      keepsHistoryOf: () => true,
      unkept: () => unkept,
      watched: () => seen,
    });
    viewing.start();
    return viewing;
  };
  const viewing = opened();
  onTestFinished(() => viewing.stop().catch(() => undefined));
  const watch = async (ms: number, ...all: readonly Watched[]): Promise<void> => {
    seen = all.map((one) => ({ ...one, since: one.since || clock.now() }));
    for (let at = 0; at < ms; at += 10 * SECOND_MS) await clock.advanceAsync(10 * SECOND_MS);
    await viewing.flush();
    seen = [];
  };
  const set = (change: Partial<typeof settings>): void => void (settings = { ...settings, ...change });
  return { file, clock, viewing, watch, set, unkept, opened };
}

const today = (clock: { now(): number }) => ({ fromDay: dayNumber(clock.now()), untilDay: dayNumber(clock.now()) });

test('what was watched is listed, the newest first, page by page', async () => {
  const { viewing, watch, clock } = open();
  await watch(MINUTE_MS, watching({ bytes: 1_000 }));
  await clock.advanceAsync(3 * MINUTE_MS);
  await watch(30 * SECOND_MS, watching({ itemId: 'c2', name: 'Sport', person: BEN, viewerId: 'v2' }));
  await watch(
    30 * SECOND_MS,
    watching({ kind: 'movie', itemId: 't1', name: 'Sea (2010)', person: null, viewerId: 'f1' }),
  );
  const first = await viewing.list({ limit: 2 });
  expect(first.items.map(({ name, person }) => [name, person?.name])).toEqual([
    ['Sea (2010)', undefined],
    ['Sport', 'Ben'],
  ]);
  expect(first.total).toBe(3);
  const second = await viewing.list({ limit: 2, cursor: Number(first.next) });
  expect(second.items).toMatchObject([{ name: 'News', watched_seconds: 60, bytes: 1_000, provider_id: 'one' }]);
  expect(second.next).toBeNull();
  const named = async (filter: object) => (await viewing.list({ ...filter, limit: 9 })).items.map(({ name }) => name);
  expect(await named({ person: 'ada' })).toEqual(['News']);
  expect(await named({ person: '' })).toEqual(['Sea (2010)']);
  expect(await named({ kind: 'live' })).toEqual(['Sport', 'News']);
  expect(await named({ item: 'c2', provider: 'one' })).toEqual(['Sport']);
  expect(await named({ provider: 'on' })).toEqual([]);
  expect(await named({ untilAt: clock.now() - 2 * MINUTE_MS })).toEqual(['News']);
});

test('what is forgotten, and a place that is reported, are under a condition where they are written', async () => {
  const { viewing, watch } = open();
  await watch(MINUTE_MS, watching());
  const place = { person: 'ada', item: 't1', name: 'Sea', positionSeconds: 60, durationSeconds: null };
  await viewing.report(place);
  const looks: (number | undefined)[] = [];
  const refuse = (): Promise<void> => {
    looks.push(viewing.place('ada', 't1')?.positionSeconds);
    return Promise.reject(new Error('changed since'));
  };
  const changes: readonly (() => Promise<unknown>)[] = [
    () => viewing.report({ ...place, positionSeconds: 90 }),
    () => viewing.forgetPlace('ada', 't1'),
    () => viewing.forget('ada'),
  ];
  for (const change of changes) await expect(changeUnder(refuse, change)).rejects.toThrow('changed since');
  const before = viewing.report({ ...place, positionSeconds: 70 });
  await expect(changeUnder(refuse, changes[0]!)).rejects.toThrow('changed since');
  await before;
  expect(looks).toEqual([60, 60, 60, 70]);
  expect((await viewing.list({ limit: 9 })).items).toMatchObject([{ person: { name: 'Ada' } }]);
});

test('sums by channel, person, provider, hour and day; peaks; and a part of it', async () => {
  const { viewing, watch, clock } = open();
  await watch(MINUTE_MS, watching({ bytes: 500 }), watching({ viewerId: 'v2', person: BEN, address: '192.168.1.21' }));
  await clock.advanceAsync(HOUR_MS);
  await watch(30 * SECOND_MS, watching({ itemId: 'c2', name: 'Sport' }));
  const by = async (kind: Parameters<Viewing['statistics']>[0]['by'], more: object = {}) =>
    await viewing.statistics({ by: kind, ...today(clock), sort: 'seconds', limit: 10, ...more });
  const channels = await by('channel');
  expect(channels.items.map(({ key, name, watched_seconds }) => [key, name, watched_seconds])).toEqual([
    ['c1', 'News', 120],
    ['c2', 'Sport', 30],
  ]);
  expect(channels.totals).toMatchObject({ watched_seconds: 150, bytes: 500, viewings: 3, peak_viewers: 2 });
  expect((await by('person')).items.map(({ name, watched_seconds }) => [name, watched_seconds])).toEqual([
    ['Ada', 90],
    ['Ben', 60],
  ]);
  expect((await by('provider')).items).toMatchObject([{ key: 'one', watched_seconds: 150 }]);
  const hours = await by('hour', { sort: 'key' });
  expect(hours.items.map(({ watched_seconds, peak_viewers }) => [watched_seconds, peak_viewers])).toEqual([
    [120, 2],
    [30, 1],
  ]);
  expect(Number(hours.items[1]!.key) - Number(hours.items[0]!.key)).toBe(HOUR_MS);
  expect((await by('day')).items).toMatchObject([{ watched_seconds: 150, peak_viewers: 2 }]);
  const hoursOfDay = (await by('hour_of_day', { sort: 'key' })).items.map(({ key }) => Number(key));
  expect(hoursOfDay).toEqual([0, 1].map((at) => new Date(Number(hours.items[at]!.key)).getHours()));
  const peaksBy = async (kind: 'channel' | 'kind' | 'person' | 'provider') =>
    (await by(kind, { sort: 'key' })).items.map(({ key, peak_viewers }) => [key, peak_viewers]);
  expect(await peaksBy('channel')).toEqual([
    ['c1', 2],
    ['c2', 1],
  ]);
  expect(await peaksBy('provider')).toEqual([['one', 2]]);
  expect(await peaksBy('kind')).toEqual([['live', 2]]);
  expect(await peaksBy('person')).toEqual([
    ['ada', 1],
    ['ben', 1],
  ]);
  await viewing.forget('ben'); // what was at once with a name goes with it
  expect(await peaksBy('person')).toEqual([
    ['', null],
    ['ada', 1],
  ]);
  expect(await peaksBy('channel')).toContainEqual(['c1', 2]);
  const adas = await by('channel', { person: 'ada' });
  expect(adas.totals).toMatchObject({ watched_seconds: 90, peak_viewers: null });
  expect((await by('title')).items).toEqual([]);
});

test('single viewings go after their days, their sums stay until theirs', async () => {
  const { viewing, watch, clock, set } = open();
  await watch(MINUTE_MS, watching());
  set({ keep_days: 2, statistics_days: 30 });
  await clock.advanceAsync(3 * DAY_MS);
  await viewing.tidy();
  expect((await viewing.list({ limit: 5 })).total).toBe(0);
  const span = { fromDay: dayBefore(dayNumber(clock.now()), 60), untilDay: dayNumber(clock.now()) };
  const sums = () => viewing.statistics({ by: 'person', ...span, sort: 'seconds', limit: 5 });
  expect((await sums()).items).toMatchObject([{ name: 'Ada', watched_seconds: 60 }]);
  await clock.advanceAsync(30 * DAY_MS);
  await viewing.tidy();
  expect((await sums()).items).toEqual([]);
});

test('a place in the middle outlives the history, one that was watched to its end goes with it', async () => {
  const { file, viewing, clock, set } = open();
  const stop = (item: string, positionSeconds: number) =>
    viewing.report({ person: 'ada', item, name: 'Sea', positionSeconds, durationSeconds: 600 });
  await stop('t1', 60);
  await stop('t2', 600);
  set({ keep_days: 2 });
  await clock.advanceAsync(3 * DAY_MS);
  await viewing.tidy();
  expect([viewing.place('ada', 't1')?.positionSeconds, viewing.place('ada', 't2')]).toEqual([60, undefined]);
  const database = openViewingDatabase(file, silentLog);
  onTestFinished(() => database.close());
  const isLeft = (days: number, keepDays: number): boolean => {
    tidy(database, { now: clock.now() + days * DAY_MS, keepDays, statisticsDays: 1_000 });
    return viewing.place('ada', 't1') !== undefined;
  };
  expect([isLeft(390, 2), isLeft(490, 500), isLeft(490, 2)]).toEqual([true, true, false]);
});

test('what is too old is not on the disk any more', async () => {
  const { file, viewing, watch, clock, set } = open();
  await watch(MINUTE_MS, watching({ address: '10.98.76.54' }));
  const isThere = (text: string): boolean => onDisk(file).includes(text);
  expect(['10.98.76.54', 'Ada'].map(isThere)).toEqual([true, true]);
  set({ keep_days: 2, statistics_days: 3 });
  await clock.advanceAsync(5 * DAY_MS);
  await viewing.tidy();
  expect(['10.98.76.54', 'Ada'].map(isThere)).toEqual([false, false]);
});

test('a power cut costs less than a minute', async () => {
  const { viewing, watch, opened } = open();
  await watch(2 * MINUTE_MS, watching());
  const after = opened(); // the first one was never stopped
  expect((await after.list({ limit: 5 })).items).toMatchObject([{ watched_seconds: 120 }]);
  await Promise.all([after.stop(), viewing.stop()]);
});

test('who is forgotten is not in the file any more; what was watched stays as a sum', async () => {
  const { file, viewing, watch, clock } = open();
  const hidden = { id: 'u-secret-person', name: 'Sigismund' };
  await watch(
    MINUTE_MS,
    watching({ person: hidden, address: '10.98.76.54' }),
    watching({ viewerId: 'v2', person: BEN }),
  );
  await viewing.report({ person: hidden.id, item: 't1', name: 'Sea', positionSeconds: 60, durationSeconds: 600 });
  await viewing.forget(hidden.id);
  expect((await viewing.list({ limit: 5 })).items.map(({ person }) => person?.name)).toEqual(['Ben']);
  const { items } = await viewing.statistics({ by: 'person', ...today(clock), sort: 'key', limit: 5 });
  expect(items.map(({ key, watched_seconds }) => [key, watched_seconds])).toEqual([
    ['', 60],
    ['ben', 60],
  ]);
  expect(viewing.places(hidden.id)).toEqual([]);
  for (const suffix of ['', '-wal']) {
    expect(readFileSync(file + suffix, 'latin1')).not.toMatch(/Sigismund|u-secret-person|10\.98\.76\.54/);
  }
  await viewing.forget(null);
  expect((await viewing.list({ limit: 5 })).total).toBe(0);
});

const HIDDEN = { id: 'u-secret-person', name: 'Sigismund' };

/** What the files hold, as whoever copies the card would see it. */
const onDisk = (file: string): string =>
  readdirSync(dirname(file))
    .map((name) => readFileSync(join(dirname(file), name), 'latin1'))
    .join('');

test.each([
  ['nothing is to be kept of anybody', () => ({ personal: false }), []],
  ['nothing is to be kept of one', () => ({}), [HIDDEN.id]],
])('what was not forgotten in time is forgotten at the next start: %s', async (_, settings, people) => {
  const { file, viewing, watch, set, unkept, opened } = open();
  await watch(MINUTE_MS, watching({ person: HIDDEN }));
  await viewing.stop();
  expect(onDisk(file)).toContain('Sigismund');
  set(settings());
  for (const person of people) unkept.add(person);
  const after = opened();
  await after.stop();
  expect(onDisk(file)).not.toMatch(/Sigismund|u-secret-person/);
});

test('who is forgotten while a long export reads is not in the files once it has ended', async () => {
  const { file, viewing, watch } = open();
  await watch(MINUTE_MS, watching({ person: HIDDEN }));
  const reader = openReader(file);
  reader.exec('BEGIN; SELECT * FROM viewing');
  await viewing.forget(null);
  expect((await viewing.list({ limit: 5 })).total).toBe(0);
  expect(onDisk(file)).toContain('Sigismund');
  reader.close();
  await viewing.flush();
  expect(onDisk(file)).not.toMatch(/Sigismund|u-secret-person/);
});

test('who is forgotten is not in a copy that was set aside either', async () => {
  const { file, viewing } = open();
  for (const name of ['corrupt', 'corrupt-wal', 'newer']) writeFileSync(`${file}.${name}`, 'Sigismund');
  await viewing.forget(HIDDEN.id);
  expect(onDisk(file)).not.toContain('Sigismund');
});

test('a place to go on from: what a player says counts more than what its bytes say', async () => {
  const { viewing, watch, clock, set } = open();
  const film = watching({ kind: 'movie', itemId: 't1', name: 'Sea', viewerId: 'f1' });
  await watch(30 * SECOND_MS, { ...film, place: { positionSeconds: 300, durationSeconds: 6_000 } });
  expect(viewing.places('ada')).toMatchObject([{ itemId: 't1', positionSeconds: 300, isReported: false }]);
  await viewing.report({ person: 'ada', item: 't1', name: 'Sea', positionSeconds: 120, durationSeconds: 6_000 });
  await watch(30 * SECOND_MS, { ...film, place: { positionSeconds: 400, durationSeconds: 6_000 } });
  expect(viewing.place('ada', 't1')).toMatchObject({ positionSeconds: 120, isReported: true });
  await clock.advanceAsync(HOUR_MS);
  await watch(30 * SECOND_MS, { ...film, place: { positionSeconds: 5_900, durationSeconds: 6_000 } });
  expect(viewing.place('ada', 't1')).toMatchObject({ positionSeconds: 5_900, isFinished: true });
  expect(viewing.places('ada')).toEqual([]);
  expect(await viewing.forgetPlace('ada', 't1')).toBe(true);
  expect(await viewing.forgetPlace('ada', 't1')).toBe(false);
  set({ personal: false });
  await viewing.report({ person: 'ada', item: 't2', name: 'Hills', positionSeconds: 120, durationSeconds: null });
  expect(viewing.places('ada')).toEqual([]);
});

test('as a table: a line each, nothing that a spreadsheet would run', async () => {
  const { viewing, watch } = open();
  await watch(30 * SECOND_MS, watching({ name: '=HYPERLINK("http://x","News, HD")', country: 'DE' }));
  let text = '';
  for await (const chunk of viewing.export({})) text += Buffer.from(chunk).toString();
  const [head, line, end] = text.split('\r\n');
  expect(head).toBe(
    'started_at,ended_at,watched_seconds,kind,item_id,name,past_at,person,address,country,client,via,provider_id,stream,bytes,failovers,stalls',
  );
  expect(line).toContain(
    `,30,live,c1,"'=HYPERLINK(""http://x"",""News, HD"")",,Ada,192.168.1.20,DE,VLC,m3u,one,News HD,`,
  );
  expect(end).toBe('');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\n=1', '＝1+1', '＠SUM(A1)'])(
  'a spreadsheet runs nothing of %j',
  (text) => {
    expect(csvLine([text])).toMatch(/^"?'/);
  },
);

test('nor of what comes after a semicolon, where half of Europe ends a cell', () => {
  expect(csvLine(['News;=1+1', 'A;B', 'one\r\n-2'])).toBe(`"News;'=1+1","A;B","one\r\n'-2"\r\n`);
});
