// A channel's programmes as a panel lists them: texts in base64, instants as words.

import { DAY_MS, SECOND_MS } from '../../kernel/units.ts';
import { zonedTime } from '../../kernel/zoned.ts';
import { xmltvId, type Channel } from '../../model/channel.ts';
import type { Programme } from '../../model/programme.ts';
import type { XtreamPorts } from './ports.ts';

const AHEAD_MS = 2 * DAY_MS;
const DEFAULT_COUNT = 4;
const MAX_COUNT = 200;

/** What is on and what follows: clients take the first for what is on now. */
export function shortListing(ports: XtreamPorts, channel: Channel, limit: string | undefined): object[] {
  const now = ports.clock.now();
  const count = Math.min(Math.max(Number.parseInt(limit ?? '', 10) || DEFAULT_COUNT, 1), MAX_COUNT);
  const window = { fromAt: now, untilAt: now + AHEAD_MS };
  const placed = Iterator.from(ports.programmes(channel, window)).take(count).toArray();
  if (!placed.some(({ from }) => from !== 'template')) ports.wantGuide(channel);
  return placed.map(({ programme }) => listing(channel, programme, now));
}

/** Everything, the past as far as it can be played. */
export function wholeListing(ports: XtreamPorts, channel: Channel): object[] {
  const now = ports.clock.now();
  const back = Math.max(1, channel.catchupDays);
  return listed(ports, channel, { fromAt: now - back * DAY_MS, untilAt: now + 7 * DAY_MS });
}

function listed(ports: XtreamPorts, channel: Channel, window: { fromAt: number; untilAt: number }): object[] {
  const now = ports.clock.now();
  return Array.from(ports.programmes(channel, window), ({ programme }) => listing(channel, programme, now));
}

function listing(channel: Channel, programme: Programme, now: number): object {
  const { startAt, stopAt, title, subTitle, description } = programme;
  const start = Math.floor(startAt / SECOND_MS);
  const isPast = startAt <= now && startAt > now - channel.catchupDays * DAY_MS;
  const text = [subTitle, description].filter(Boolean).join('\n');
  return {
    id: String(start),
    epg_id: String(start),
    title: base64(title),
    lang: '',
    start: written(startAt),
    end: written(stopAt),
    description: base64(text),
    channel_id: xmltvId(channel.id),
    start_timestamp: String(start),
    stop_timestamp: String(Math.floor(stopAt / SECOND_MS)),
    now_playing: startAt <= now && stopAt > now ? 1 : 0,
    has_archive: channel.catchupDays > 0 && isPast ? 1 : 0,
  };
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

function written(at: number): string {
  const { year, month, day, hour, minute, second } = zonedTime(at, 'UTC');
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}
