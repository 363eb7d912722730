import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { channelProgrammes, type GuidedChannel } from '../../src/guide/channel-programmes.ts';
import type { GuideWindow } from '../../src/guide/filling.ts';
import { guideChannelId } from '../../src/guide/publish.ts';
import { openGuideReader, type GuideReader } from '../../src/guide/reader.ts';
import type { Programme } from '../../src/model/programme.ts';
import { channelOf } from '../fakes/lineup-of.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { NOON, plainProgramme } from '../fakes/programmes.ts';
import { fill, source } from './filling.ts';

const HOUR = 3_600_000;
const ALWAYS: GuideWindow = { fromAt: 0, untilAt: Infinity };

type Told = readonly [title: string, from: number, to: number];

const programmeOf = ([title, from, to]: Told): Programme => ({
  ...plainProgramme,
  title,
  startAt: NOON + from * HOUR,
  stopAt: NOON + to * HOUR,
});

/** Guides of one channel, the preferred first; hours after noon. */
function guides(...told: readonly (readonly Told[])[]): { reader: GuideReader; channel: GuidedChannel } {
  const file = join(temporaryFolder(), 'guide.sqlite');
  for (const [place, programmes] of told.entries()) {
    fill(
      file,
      programmes.map((one) => ['a', programmeOf(one)] as const),
      { source: source(`s${place}`, place) },
    );
  }
  const reader = openGuideReader(file);
  onTestFinished(() => reader.close());
  const [first, ...fills] = told.map((_, place) => guideChannelId(`s${place}`, 'a'));
  const guideFills = fills.map((id) => ({ id, shiftMinutes: 0 }));
  return { reader, channel: channelOf('1', 'A', { guideChannelId: first!, guideFills }) };
}

const shown = ({ reader, channel }: ReturnType<typeof guides>, window = ALWAYS): string[] =>
  Array.from(
    channelProgrammes(reader, { channel, window, making: null }),
    ({ programme, from }) =>
      `${from} ${programme.title} ${(programme.startAt - NOON) / HOUR}-${(programme.stopAt - NOON) / HOUR}`,
  );

test('a gap is filled from the next guide, programme by programme, cut to its room', () => {
  const told = guides(
    [
      ['News', 0, 8],
      ['Late', 10, 11],
    ],
    [
      ['Show', 7.75, 8.75],
      ['Film', 8.75, 9.5],
      ['Talk', 9.5, 10.25],
      ['Rock', 11, 12],
    ],
  );
  expect(shown(told)).toEqual([
    '0 News 0-8',
    '1 Show 8-8.75',
    '1 Film 8.75-9.5',
    '1 Talk 9.5-10',
    '0 Late 10-11',
    '1 Rock 11-12',
  ]);
});

test('a guide without gaps is shown as it is, and a few minutes are none', () => {
  const told = guides(
    [
      ['A', 0, 1.95],
      ['B', 2, 4],
    ],
    [['X', 1, 3]],
  );
  expect(shown(told, { fromAt: NOON, untilAt: NOON + 4 * HOUR })).toEqual(['0 A 0-1.95', '0 B 2-4']);
});

test('the rest of a programme that the neighbour has at another time is no programme', () => {
  const told = guides(
    [
      ['A', 0, 2],
      ['Film', 2.5, 4],
    ],
    [
      ['Film', 2, 4],
      ['Short', 4, 4.1],
    ],
  );
  expect(shown(told)).toEqual(['0 A 0-2', '0 Film 2.5-4', '1 Short 4-4.1']);
});

test('what the second guide leaves open comes from the third', () => {
  const told = guides(
    [['A', 0, 1]],
    [['B', 2, 3]],
    [
      ['C', 1, 2],
      ['D', 2, 3],
      ['E', 3, 4],
    ],
  );
  expect(shown(told)).toEqual(['0 A 0-1', '2 C 1-2', '1 B 2-3', '2 E 3-4']);
});

test('a shift moves all guides, a fill besides by its own', () => {
  const { reader, channel } = guides([['A', 0, 1]], [['B', 0, 1]]);
  const [track] = channel.guideFills;
  const shifted = { ...channel, guideShiftMinutes: -90, guideFills: [{ ...track!, shiftMinutes: 60 }] };
  expect(shown({ reader, channel: shifted })).toEqual(['0 A -1.5--0.5', '1 B -0.5-0.5']);
});

const programmesOf = ({ reader, channel }: ReturnType<typeof guides>, window: GuideWindow): Programme[] =>
  Array.from(channelProgrammes(reader, { channel, window, making: null }), ({ programme }) => programme);

const anyGuide = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })), { maxLength: 8 })
  .map((steps) => {
    let at = 0;
    return steps.map(([pause, length], place): Told => {
      const from = at + pause / 4;
      at = from + length / 4;
      return [`p${place}`, from, at];
    });
  });

test('nothing overlaps, nothing of the first guide is lost, and a window shows what is in it', () => {
  fc.assert(
    fc.property(anyGuide, anyGuide, fc.nat(40), fc.integer({ min: 1, max: 30 }), (one, two, from, length) => {
      const told = guides(one, two);
      const all = programmesOf(told, ALWAYS);
      for (const [place, programme] of all.entries()) {
        expect(programme.stopAt).toBeGreaterThan(programme.startAt);
        expect(programme.startAt).toBeGreaterThanOrEqual(all[place - 1]?.stopAt ?? 0);
      }
      expect(shown(told).filter((line) => line.startsWith('0'))).toEqual(
        one.map(([title, start, stop]) => `0 ${title} ${start}-${stop}`),
      );
      const window = { fromAt: NOON + from * HOUR, untilAt: NOON + (from + length) * HOUR };
      const seen = programmesOf(told, window);
      expect(seen).toEqual(all.filter(({ startAt, stopAt }) => stopAt > window.fromAt && startAt < window.untilAt));
    }),
    { numRuns: 25 },
  );
});
