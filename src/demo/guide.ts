// The demo provider's guide: the same shows for the same day whenever it is asked, from yesterday to a week ahead.

import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import { hash53 } from '../model/ids.ts';
import { CHANNELS, guideIdOf, type DemoChannel } from './channels.ts';
import { SHOWS, type Show } from './shows.ts';

const DAYS_BACK = 1;
const DAYS_AHEAD = 7;

/** XMLTV in pieces of one channel's day. @param base `http://host:port`, without a slash */
export function* guideOf(base: string, now: number): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<tv source-info-name="Masthead demo" generator-info-name="Masthead">\n';
  for (const channel of CHANNELS) yield channelElement(channel, base);
  const today = Math.floor(now / DAY_MS);
  for (const channel of CHANNELS) {
    for (let day = today - DAYS_BACK; day <= today + DAYS_AHEAD; day += 1) yield programmesOf(channel, day);
  }
  yield '</tv>\n';
}

function channelElement(channel: DemoChannel, base: string): string {
  return (
    `  <channel id="${guideIdOf(channel)}">\n    <display-name>${escaped(channel.name)}</display-name>\n` +
    `    <display-name>${channel.number}</display-name>\n    <icon src="${base}/logo/${channel.number}.png"/>\n  </channel>\n`
  );
}

/** One day, midnight to midnight in UTC, without a gap; the last show is cut where the day ends. */
function programmesOf(channel: DemoChannel, day: number): string {
  const shows = SHOWS[channel.group] ?? [];
  const end = (day + 1) * DAY_MS;
  let text = '';
  let startAt = day * DAY_MS;
  for (let slot = 0; startAt < end; slot += 1) {
    const show = shows[hash53(`${channel.name}\n${day}\n${slot}`) % shows.length];
    if (!show) break;
    const stopAt = Math.min(startAt + show.minutes * MINUTE_MS, end);
    text += programmeElement(channel, show, { startAt, stopAt, day, slot });
    startAt = stopAt;
  }
  return text;
}

interface Slot {
  readonly startAt: number;
  readonly stopAt: number;
  readonly day: number;
  readonly slot: number;
}

function programmeElement(channel: DemoChannel, show: Show, { startAt, stopAt, day, slot }: Slot): string {
  const times = `start="${xmltvTime(startAt)}" stop="${xmltvTime(stopAt)}"`;
  const year = new Date(startAt).getUTCFullYear();
  const season = year - 2_019;
  const episode = (hash53(show.title) + day + slot) % 52;
  const about = [
    show.isSeries ? `    <sub-title lang="en">Part ${episode + 1}</sub-title>\n` : '',
    `    <desc lang="en">${escaped(show.about)}</desc>\n`,
    show.isSeries ? '' : `    <date>${year - (hash53(show.title) % 40)}</date>\n`,
    `    <category lang="en">${escaped(show.category)}</category>\n`,
    show.isSeries ? `    <episode-num system="xmltv_ns">${season}.${episode}.</episode-num>\n` : '',
    slot % 3 === 2 ? '    <previously-shown/>\n' : '',
  ].join('');
  return (
    `  <programme ${times} channel="${guideIdOf(channel)}">\n    <title lang="en">${escaped(show.title)}</title>\n` +
    `${about}  </programme>\n`
  );
}

/** `20261123083000 +0000` */
const xmltvTime = (at: number): string => `${new Date(at).toISOString().replaceAll(/[-:T]|\..*/g, '')} +0000`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
