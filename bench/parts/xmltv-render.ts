// How quickly a guide is written: of channels with one guide, with a second one beside a whole first, and with a first that
// has a hole every evening.

import { createHash } from 'node:crypto';
import { channelProgrammes, type GuidedChannel } from '../../src/guide/channel-programmes.ts';
import { guideChannelId } from '../../src/guide/publish.ts';
import { openGuideReader } from '../../src/guide/reader.ts';
import { beginGuide } from '../../src/guide/writer.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/units.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { renderGuide } from '../../src/outputs/xmltv/render.ts';
import type { Figure } from '../report.ts';

const CHANNELS = 500;
const ROUNDS = 3;
const EVENING_HOUR = 20;

const xmltvIdOf = (number: number): string => `ch${number}.bench`;
const wholeId = (number: number) => guideChannelId('bench', xmltvIdOf(number));
const holedId = (number: number) => guideChannelId('holed', xmltvIdOf(number));

const SHAPES: readonly (readonly [figure: string, of: (number: number) => GuidedChannel])[] = [
  ['one guide', (number) => guided(wholeId(number), [])],
  ['a second guide beside a whole one', (number) => guided(wholeId(number), [wholeId(number + 1)])],
  ['a second guide that fills an evening', (number) => guided(holedId(number), [wholeId(number)])],
];

/** @param database a guide of the source `bench` from that instant on */
export function renderFigures(database: string, fromAt: number): Figure[] {
  makeHoles(database);
  const window = { fromAt, untilAt: fromAt + 7 * DAY_MS };
  const best = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [figure, of] of SHAPES) {
      const speed = rendered(database, of, window);
      best.set(figure, Math.max(best.get(figure) ?? 0, speed));
    }
  }
  return Array.from(best, ([figure, value]) => ({ figure: `written, ${figure}`, value, unit: 'programmes/s' }));
}

function rendered(
  database: string,
  of: (number: number) => GuidedChannel,
  window: { fromAt: number; untilAt: number },
) {
  const reader = openGuideReader(database);
  const channels = Array.from({ length: CHANNELS }, (_, number) => ({
    xmltvId: `c${number}.masthead`,
    name: `Channel ${number}`,
    number: String(number + 1),
    iconUrl: '',
    guided: of(number),
  }));
  let count = 0;
  const text = renderGuide(channels, { window, numbersByDay: true }, function* (channel, asked) {
    for (const placed of channelProgrammes(reader, { channel, window: asked, making: null })) {
      count += 1;
      yield placed;
    }
  });
  const from = process.cpuUsage();
  const digest = createHash('md5');
  for (const part of text) digest.update(part);
  const { user, system } = process.cpuUsage(from);
  reader.close();
  return count / ((user + system) / 1e6);
}

/** The same guide without what begins from eight to ten in the evening. */
function makeHoles(database: string): void {
  const source = { key: 'holed', providerId: 'bench' as ProviderId, priority: 1 };
  const writer = beginGuide(source, { file: database, log: silentLog, clock: systemClock, wanted: () => true });
  const reader = openGuideReader(database);
  for (let number = 0; number < CHANNELS; number += 1) {
    const all = [...reader.programmes(wholeId(number), { fromAt: 0, untilAt: Infinity })];
    writer.programmes(
      xmltvIdOf(number),
      all.filter(({ startAt }) => Math.trunc(((startAt / HOUR_MS) % 24) - EVENING_HOUR) !== 0),
    );
  }
  reader.close();
  writer.commit();
}

function guided(
  guideChannel: GuidedChannel['guideChannelId'],
  fills: readonly ReturnType<typeof wholeId>[],
): GuidedChannel {
  return {
    name: 'Channel',
    group: '',
    eventName: '',
    guideChannelId: guideChannel,
    guideFills: fills.map((id) => ({ id, shiftMinutes: 0 })),
    guideShiftMinutes: 0,
  };
}
