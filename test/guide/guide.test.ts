import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openGuide, type Guide } from '../../src/guide/guide.ts';
import { guideChannelId } from '../../src/guide/publish.ts';
import { encodeProgramme } from '../../src/guide/record.ts';
import type { GuidedChannel } from '../../src/guide/channel-programmes.ts';
import type { GuideWindow, Placed } from '../../src/guide/filling.ts';
import { openGuideReader } from '../../src/guide/reader.ts';
import { wantedBy } from '../../src/guide/wanted.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { Programme } from '../../src/model/programme.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { channelOf } from '../fakes/lineup-of.ts';
import { anyProgramme, NOON, plainProgramme } from '../fakes/programmes.ts';
import { begin, channel, fill, source } from './filling.ts';

const HOUR = 3_600_000;
const ALWAYS: GuideWindow = { fromAt: 0, untilAt: Infinity };
const idOf = (xmltvId: string, key = 'main'): ReturnType<typeof guideChannelId> => guideChannelId(key, xmltvId);

/** A channel with one guide. */
const only = (xmltvId: string, key?: string): GuidedChannel =>
  channelOf('1', xmltvId, { guideChannelId: idOf(xmltvId, key) });
const titled = ({ programme }: Placed): string => programme.title;

const at = (hour: number, title: string, hours = 1): Programme => ({
  ...plainProgramme,
  title,
  startAt: NOON + hour * HOUR,
  stopAt: hours === 0 ? 0 : NOON + (hour + hours) * HOUR,
});

function temporaryGuide(): { file: string; guide: Guide } {
  const file = join(temporaryFolder(), 'guide.sqlite');
  const guide = openGuide({ file, log: silentLog });
  onTestFinished(() => guide.close());
  return { file, guide };
}

function read(file: string, xmltvId: string, window = ALWAYS): Programme[] {
  const reader = openGuideReader(file);
  const programmes = [...reader.programmes(idOf(xmltvId), window)];
  reader.close();
  return programmes;
}

const shown = (programmes: readonly Programme[]): string[] =>
  programmes.map(({ title, startAt, stopAt }) => `${title} ${(startAt - NOON) / HOUR}-${(stopAt - NOON) / HOUR}`);

test('now and next are what is on and what follows', () => {
  const { file, guide } = temporaryGuide();
  fill(file, [
    ['a', at(0, 'one')],
    ['a', at(1, 'two')],
    ['a', at(2, 'three')],
  ]);
  expect(guide.nowAndNext(only('a'), NOON + 1.5 * HOUR).map(titled)).toEqual(['two', 'three']);
  expect(guide.nowAndNext(only('a'), NOON - HOUR, 1).map(titled)).toEqual(['one']);
  expect(guide.nowAndNext(only('a'), NOON + 3 * HOUR)).toEqual([]);
  expect(guide.nowAndNext(only('unknown'), NOON)).toEqual([]);
});

test('now and next go on where a block ends', () => {
  const { file, guide } = temporaryGuide();
  const long = 'x'.repeat(3_000);
  fill(
    file,
    Array.from({ length: 40 }, (_, hour) => ['a', { ...at(hour, `p${hour}`), description: long }] as const),
  );
  for (let hour = 0; hour < 39; hour += 1) {
    expect(guide.nowAndNext(only('a'), NOON + (hour + 0.5) * HOUR).map(titled)).toEqual([`p${hour}`, `p${hour + 1}`]);
  }
});

test('a channel is found whatever capitals and blanks its id is written with', () => {
  const { file, guide } = temporaryGuide();
  const writer = begin(file);
  writer.channels([channel('BBC One.uk', 'BBC 1')]);
  writer.programmes('bbc%20one.UK ', [at(0, 'News')]);
  writer.commit();
  expect(guide.nowAndNext(only('BBC ONE.uk'), NOON)).toHaveLength(1);
  expect(guide).toMatchObject({ channelCount: 1, programmeCount: 1 });
});

test('overlaps are cut, missing ends filled in, duplicates dropped', () => {
  const { file } = temporaryGuide();
  fill(file, [
    ['a', at(3, 'no stop', 0)],
    ['a', at(0, 'reaches into the next', 2)],
    ['a', at(1, 'next')],
    ['a', at(1, 'next, and says more')],
    ['a', at(4, 'last without a stop', 0)],
  ]);
  expect(shown(read(file, 'a'))).toEqual([
    'reaches into the next 0-1',
    'next, and says more 1-2',
    'no stop 3-4',
    'last without a stop 4-8',
  ]);
});

test('a window shows what touches it', () => {
  const { file } = temporaryGuide();
  fill(
    file,
    [0, 1, 2, 3, 4].map((hour) => ['a', at(hour, `p${hour}`)] as const),
  );
  const window = { fromAt: NOON + 1.5 * HOUR, untilAt: NOON + 3 * HOUR };
  expect(shown(read(file, 'a', window))).toEqual(['p1 1-2', 'p2 2-3']);
});

test('nobody sees a guide before it is whole, and then all of it', () => {
  const { file, guide } = temporaryGuide();
  fill(file, [['a', at(0, 'old')]]);
  const writer = begin(file, { gatherBytes: 2_000 });
  writer.channels([channel('a')]);
  for (let hour = 0; hour < 20; hour += 1) writer.programmes('a', [at(hour, `new ${hour}`)]);
  expect(shown(read(file, 'a'))).toEqual(['old 0-1']);
  const before = guide.revision;
  expect(writer.commit()).toMatchObject({ programmeCount: 20, isChanged: true });
  expect(read(file, 'a')).toHaveLength(20);
  expect(guide.revision).not.toBe(before);
});

test('a sync that is rolled back, or breaks off, leaves the old guide and no rubbish', () => {
  const { file } = temporaryGuide();
  fill(file, [['a', at(0, 'old')]]);
  const rolled = begin(file, { gatherBytes: 2_000 });
  for (let hour = 0; hour < 20; hour += 1) rolled.programmes('a', [at(hour, 'rolled back')]);
  rolled.rollback();
  const broken = begin(file, { gatherBytes: 2_000 });
  for (let hour = 0; hour < 20; hour += 1) broken.programmes('a', [at(hour, 'broken off')]);
  expect(shown(read(file, 'a'))).toEqual(['old 0-1']);
  fill(file, [['a', at(0, 'new')]]);
  const database = new DatabaseSync(file);
  expect(database.prepare('SELECT count(*) AS n FROM block').get()).toEqual({ n: 1 });
  expect(database.prepare('SELECT count(*) AS n FROM generation').get()).toEqual({ n: 1 });
  database.close();
});

test('an equal guide publishes nothing and keeps its revision', () => {
  const { file, guide } = temporaryGuide();
  const programmes = [
    ['a', at(0, 'same')],
    ['b', at(0, 'same')],
  ] as const;
  expect(fill(file, programmes).isChanged).toBe(true);
  const { revision } = guide;
  expect(fill(file, programmes).isChanged).toBe(false);
  expect(guide.revision).toBe(revision);
  expect(shown(read(file, 'b'))).toEqual(['same 0-1']);
});

test('two sources are taken in at the same time', () => {
  const { file, guide } = temporaryGuide();
  const one = begin(file, { source: source('one'), gatherBytes: 2_000 });
  const two = begin(file, { source: source('two'), gatherBytes: 2_000 });
  for (let hour = 0; hour < 30; hour += 1) {
    one.programmes('a', [at(hour, 'of one')]);
    two.programmes('a', [at(hour, 'of two')]);
  }
  one.commit();
  two.commit();
  expect(guide.nowAndNext(only('a', 'one'), NOON)[0]!.programme.title).toBe('of one');
  expect(guide.nowAndNext(only('a', 'two'), NOON)[0]!.programme.title).toBe('of two');
  expect(guide.coverage()).toEqual({ fromAt: NOON, untilAt: NOON + 29 * HOUR });
});

test('only channels that a stream could mean keep their programmes; all keep their names', () => {
  const { file } = temporaryGuide();
  const writer = begin(file, { wanted: wantedBy(new Set(['by-id']), new Set(['das erste'])) });
  writer.channels([channel('By-Id'), channel('by-name', 'Das-Erste'), channel('unwanted', 'Other')]);
  expect(['BY-ID', 'by-name', 'unwanted'].map((id) => writer.wants(id))).toEqual([true, true, false]);
  writer.programmes('by-id', [at(0, 'T')]);
  writer.commit();
  const reader = openGuideReader(file);
  expect([...reader.channels()].map(({ xmltvId }) => xmltvId)).toEqual(['By-Id', 'by-name', 'unwanted']);
  reader.close();
});

test('programmes that come before their channel are kept until its names are known', () => {
  const { file } = temporaryGuide();
  const writer = begin(file, { wanted: wantedBy(new Set(), new Set(['one'])) });
  for (const id of ['early', 'nameless', 'other']) {
    expect(writer.wants(id)).toBe(true);
    writer.programmes(id, [at(0, id)]);
  }
  writer.channels([channel('early', 'ONE'), channel('other', 'TWO')]);
  expect(writer.commit().programmeCount).toBe(1);
  expect(shown(read(file, 'early'))).toEqual(['early 0-1']);
  expect(read(file, 'other')).toEqual([]);
});

test('whatever order programmes come in, and however little is held in memory, they are read in order and whole', () => {
  const programmes = fc.array(fc.tuple(fc.constantFrom('a', 'b'), anyProgramme), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(programmes, fc.constantFrom(4_000, 8_000, 100_000), (given, gatherBytes) => {
      const { file, guide } = temporaryGuide();
      // The end is far away, so that only the start of the next one cuts it.
      const summary = fill(file, given, { gatherBytes });
      const expected = expectedOf(given.filter(([id]) => id === 'a').map(([, programme]) => programme));
      expect(read(file, 'a').map(({ startAt }) => startAt)).toEqual(expected.map(({ startAt }) => startAt));
      expect(read(file, 'a')).toEqual(expected);
      expect(summary.programmeCount).toBe(guide.programmeCount);
    }),
    { numRuns: 20 },
  );
});

const lengthOf = (programme: Programme): number => Buffer.byteLength(encodeProgramme(programme));

/** By start, the longest of equals, each until the next. */
function expectedOf(programmes: readonly Programme[]): Programme[] {
  const byStart = new Map<number, Programme>();
  for (const programme of programmes) {
    const held = byStart.get(programme.startAt);
    if (held === undefined || lengthOf(programme) > lengthOf(held)) byStart.set(programme.startAt, programme);
  }
  const sorted = [...byStart.values()].toSorted((one, other) => one.startAt - other.startAt);
  return sorted.map((programme, index) =>
    Object.assign({}, programme, { stopAt: sorted[index + 1]?.startAt ?? programme.stopAt }),
  );
}
