// Programmes that no guide has: the event in a channel's name, what is said before and after it, and blocks by template
// for channels without a guide. Nothing of it is stored.

import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import { zonedTime } from '../kernel/zoned.ts';
import type { Channel } from '../model/channel.ts';
import type { GuideSettings } from '../model/guide-settings.ts';
import { UNSAID, type Programme } from '../model/programme.ts';
import { eventOf, type NamedEvent } from './event.ts';
import type { ChannelSource, GuideWindow } from './filling.ts';

export interface Making {
  readonly now: number;
  /** IANA name of the clock that times are written by. */
  readonly zone: string;
  readonly settings: Omit<GuideSettings, 'asked_per_minute' | 'days_ahead' | 'days_back'>;
}

type Named = Pick<Channel, 'eventName' | 'group' | 'guideChannelId' | 'name'>;

/** The event goes before all guides, as it is the newest that is known; the rest stands in where there is nothing else. */
export interface MadeUp {
  readonly first: readonly ChannelSource[];
  readonly last: readonly ChannelSource[];
}

const NOTHING: MadeUp = { first: [], last: [] };

export function madeUp(channel: Named, making: Making | null): MadeUp {
  if (!making) return NOTHING;
  const { now, zone, settings } = making;
  const clock = { now, zone, minutes: settings.event_minutes };
  const event = settings.events_from_names && channel.eventName !== '' ? eventOf(channel.eventName, clock) : undefined;
  const isBare = settings.placeholders === 'gaps' || (settings.placeholders === 'missing' && !channel.guideChannelId);
  if (!event && !isBare) return NOTHING;
  return {
    first: event ? [{ from: 'name', programmesIn: () => [eventProgramme(event)] }] : [],
    last: [...(event ? around(event, channel, making) : []), ...(isBare ? [placeholders(channel, making)] : [])],
  };
}

/** Two who play each other. */
const MATCH = /\s(?:vs?\.?|@|x)\s/i;

const eventProgramme = ({ title, slot, startAt, stopAt }: NamedEvent): Programme => ({
  ...UNSAID,
  title,
  description: slot,
  startAt,
  stopAt,
  categories: MATCH.test(title) ? ['Sports'] : [],
  isLive: true,
});

function around(event: NamedEvent, channel: Named, { zone, settings }: Making): ChannelSource[] {
  const { placeholder_minutes: minutes, event_before: before, event_after: after } = settings;
  const words = { ...wordsOf(channel), ...wordsAt(event.startAt, zone), event: event.title };
  const block = (template: string, span: GuideWindow): ChannelSource => ({
    from: 'name',
    programmesIn: (window) =>
      blocks(
        { fromAt: Math.max(window.fromAt, span.fromAt), untilAt: Math.min(window.untilAt, span.untilAt) },
        minutes,
        {
          ...UNSAID,
          title: filledIn(template, words),
          description: event.slot,
        },
      ),
  });
  return [
    ...(before === '' ? [] : [block(before, { fromAt: -Infinity, untilAt: event.startAt })]),
    ...(after === '' ? [] : [block(after, { fromAt: event.stopAt, untilAt: event.stopAt + DAY_MS })]),
  ];
}

function placeholders(channel: Named, { zone, settings }: Making): ChannelSource {
  const { placeholder_minutes: minutes, placeholder_title: title, placeholder_description: description } = settings;
  return {
    from: 'template',
    *programmesIn(window) {
      for (const block of blocks(window, minutes, { ...UNSAID, title, description })) {
        const words = { ...wordsOf(channel), ...wordsAt(block.startAt, zone) };
        yield { ...block, title: filledIn(title, words) || channel.name, description: filledIn(description, words) };
      }
    },
  };
}

type Untimed = Omit<Programme, 'startAt' | 'stopAt'>;

/** Side by side, on the hour wherever the length allows: the same blocks in whatever window. None in an endless one. */
function* blocks({ fromAt, untilAt }: GuideWindow, minutes: number, programme: Untimed): Generator<Programme> {
  const lengthMs = minutes * MINUTE_MS;
  if (!Number.isFinite(untilAt - fromAt)) return;
  for (let startAt = Math.floor(fromAt / lengthMs) * lengthMs; startAt < untilAt; startAt += lengthMs) {
    yield { ...programme, startAt, stopAt: startAt + lengthMs };
  }
}

type Words = Readonly<Record<string, string>>;

const wordsOf = ({ name, group }: Named): Words => ({ channel: name, group });

function wordsAt(at: number, zone: string): Words {
  const { year, month, day, hour, minute } = zonedTime(at, zone);
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

const filledIn = (template: string, words: Words): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole).trim();
