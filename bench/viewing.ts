// A year of a family that watches a lot: how quickly is it summed up and listed, and what does one writing of it cost?
// `npm run bench -- viewing`. In processor time: the machine may be shared.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuUsage } from 'node:process';
import { writeBatch, type Batch, type Sum, type ViewingRecord } from '../src/accounts/viewing/batch.ts';
import { listViewings } from '../src/accounts/viewing/list.ts';
import { Peaks } from '../src/accounts/viewing/peaks.ts';
import { STATISTICS_BY } from '../src/accounts/viewing/query.ts';
import { openViewingDatabase } from '../src/accounts/viewing/schema.ts';
import { statisticsOf } from '../src/accounts/viewing/statistics.ts';
import { dayNumber, hourStart } from '../src/kernel/local-day.ts';
import { silentLog } from '../src/kernel/log.ts';
import { DAY_MS, HOUR_MS, MEBIBYTE } from '../src/kernel/units.ts';
import { openReader } from '../src/storage/database.ts';
import { report, type Figure } from './report.ts';

const DAYS = 365;
const PEOPLE = 5;
/** Of each, a day; an hour each, over two hours of the clock. */
const VIEWINGS = 6;
const START = Date.UTC(2026, 0, 1, 6);
const ROUNDS = 15;
const MICROSECONDS = 1_000;

const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-viewing-'));
const file = join(folder, 'viewing.sqlite');
const database = openViewingDatabase(file, silentLog);

function dayOf(day: number): Batch {
  const viewings: ViewingRecord[] = [];
  const sums: Sum[] = [];
  for (let at = 0; at < PEOPLE * VIEWINGS; at += 1) {
    const startedAt = START + day * DAY_MS + (at % VIEWINGS) * 2 * HOUR_MS;
    const [person, provider] = [`u${at % PEOPLE}`, `p${at % 3}`];
    const kind = at % 5 === 0 ? 'movie' : 'live';
    const itemId = `${kind === 'live' ? 'c' : 't'}${(day * 7 + at * 13) % 400}`;
    const figures = { seconds: 3_600, bytes: 3e9, failovers: 1, stalls: 1 };
    viewings.push({
      id: (startedAt + at) * 4_096,
      kind,
      itemId,
      name: itemId,
      pastAt: null,
      person: { id: person, name: person },
      country: null,
      address: '192.168.1.20',
      client: 'Kodi',
      via: 'm3u',
      startedAt,
      endedAt: startedAt + HOUR_MS,
      ...figures,
      streams: [{ id: 's1', name: 'one', providerId: provider, seconds: 3_600 }],
    });
    for (const hour of [0, 1]) {
      const instant = startedAt + hour * HOUR_MS;
      const when = { hourAt: hourStart(instant), day: dayNumber(instant) };
      sums.push({ ...when, kind, item: itemId, provider, person, ...figures, viewings: 1 - hour });
    }
  }
  const peaks = new Peaks();
  for (const [hourAt, all] of Map.groupBy(sums, ({ hourAt: at }) => at)) peaks.look(all, { hourAt, day: all[0]!.day });
  const items = viewings.map(({ itemId }) => [itemId, itemId] as const);
  const people = viewings.map(({ person }) => [person!.id, person!.id] as const);
  return { viewings, sums, ...peaks.take(), places: [], items, people };
}

function median(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const before = cpuUsage();
    work();
    const { user, system } = cpuUsage(before);
    return (user + system) / MICROSECONDS;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}

for (let day = 0; day < DAYS; day += 1) writeBatch(database, dayOf(day));
const rows = database.prepare('SELECT count(*) AS count FROM hourly').get()?.['count'] as number;
const span = { fromDay: dayNumber(START), untilDay: dayNumber(START + DAYS * DAY_MS) };
const reader = openReader(file);
const figures: Figure[] = [{ figure: 'sums kept', value: rows, unit: 'rows' }];
for (const by of STATISTICS_BY) {
  const value = median(() => statisticsOf(reader, { by, ...span, sort: 'seconds', limit: 100 }));
  figures.push({ figure: `a year by ${by}`, value, unit: 'ms', aim: 50, isLimit: true });
}
const page = median(() => listViewings(reader, { limit: 100, person: 'u1' }));
figures.push({ figure: 'a page of viewings', value: page, unit: 'ms', aim: 50, isLimit: true });
const someNow: Batch = {
  ...dayOf(DAYS),
  viewings: dayOf(DAYS).viewings.slice(0, 5),
  sums: dayOf(DAYS).sums.slice(0, 5),
};
figures.push({ figure: 'five viewers written down', value: median(() => writeBatch(database, someNow)), unit: 'ms' });
figures.push({ figure: 'a year on the disk', value: statSync(file).size / MEBIBYTE, unit: 'MiB' });
reader.close();
database.close();
rmSync(folder, { recursive: true, force: true });
report('viewing', figures);
