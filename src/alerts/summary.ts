// The day in a few lines of a language, once a day.

import type { Clock, Timer } from '../kernel/clock.ts';
import type { Events, Unsubscribe } from '../kernel/events.ts';
import type { AlertLanguage } from '../model/alert-settings.ts';
import type { Alert } from '../model/alert.ts';
import type { Announcements } from '../model/announcements.ts';
import type { Message } from './message.ts';
import { nextAt } from './quiet-hours.ts';
import { fill } from './words/fill.ts';
import { LANGUAGES } from './words/languages.ts';
import { textOf } from './words/text.ts';

/** How the streams of the lineup are. */
export interface StreamFacts {
  readonly alive: number;
  readonly failing: number;
  readonly dead: number;
  /** Channels of which none works. */
  readonly deadChannels: number;
  /** Providers of which none works now, of those of which anything is known. */
  readonly providersDown: number;
  readonly providersSeen: number;
}

export interface SummaryFacts {
  readonly providers: readonly { readonly name: string; readonly isUp: boolean }[];
  readonly channelCount: number;
  /** Null while nothing was checked. */
  readonly streams: StreamFacts | null;
}

export interface SummaryOptions {
  readonly clock: Clock;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly facts: () => SummaryFacts;
  readonly open: () => readonly Alert[];
  readonly raisedSince: (at: number) => number;
  readonly language: () => AlertLanguage;
  /** `HH:MM`; null sends none. */
  readonly time: () => string | null;
  readonly send: (message: Message) => void;
}

export class DailySummary {
  readonly #options: SummaryOptions;
  #since: number;
  #sessions = 0;
  #failovers = 0;
  #timer: Timer | undefined;
  #stops: readonly Unsubscribe[] = [];

  constructor(options: SummaryOptions) {
    this.#options = options;
    this.#since = options.clock.now();
  }

  start(): void {
    const { events } = this.#options;
    this.#stops = [
      events.on('session.started', () => void (this.#sessions += 1)),
      events.on('session.switched', () => void (this.#failovers += 1)),
    ];
    this.plan();
  }

  stop(): void {
    this.#timer?.cancel();
    for (const stop of this.#stops) stop();
  }

  /** Anew: the settings say another time. */
  plan(): void {
    this.#timer?.cancel();
    const { clock, time } = this.#options;
    const at = time();
    if (at === null) return;
    const now = clock.now();
    this.#timer = clock.after(nextAt(at, now) - now, () => {
      this.#options.send(this.take());
      this.plan();
    });
  }

  /** Of the time since the last one. */
  take(): Message {
    const { clock, facts, open, raisedSince, language } = this.#options;
    const now = clock.now();
    const day: Day = {
      ...facts(),
      sessions: this.#sessions,
      failovers: this.#failovers,
      raised: raisedSince(this.#since),
      open: open(),
    };
    this.#since = now;
    this.#sessions = 0;
    this.#failovers = 0;
    return {
      event: 'summary',
      severity: 'info',
      title: `Masthead: ${LANGUAGES[language()].summary.title}`,
      text: linesOf(day, language()).join('\n'),
      at: now,
      alerts: [],
    };
  }
}

const MOST_LINES = 10;

interface Day extends SummaryFacts {
  readonly sessions: number;
  readonly failovers: number;
  readonly raised: number;
  readonly open: readonly Alert[];
}

function linesOf(day: Day, language: AlertLanguage): string[] {
  const words = LANGUAGES[language];
  const { channels, providers, allUp, someDown, onAir, failovers, sessions, alerts, stillOpen } = words.summary;
  const down = day.providers.filter(({ isUp }) => !isUp).map(({ name }) => name);
  const stock = {
    channels: fill(channels, { count: day.channelCount }, words),
    providers: fill(providers, { count: day.providers.length }, words),
    down: down.join(', '),
  };
  const aired = {
    onAir: fill(onAir, { count: day.sessions }, words),
    failovers: fill(failovers, { count: day.failovers }, words),
  };
  const raised = { alerts: fill(alerts, { count: day.raised }, words), open: day.open.length };
  return [
    fill(down.length > 0 ? someDown : allUp, stock, words),
    fill(sessions, aired, words),
    `${fill(stillOpen, raised, words)}${day.open.length > 0 ? ':' : '.'}`,
    ...day.open.slice(0, MOST_LINES).map(({ facts }) => `• ${textOf(facts, language).title}`),
    ...streamLines(day.streams, language),
  ];
}

function streamLines(known: StreamFacts | null, language: AlertLanguage): string[] {
  if (known === null) return [];
  const words = LANGUAGES[language];
  const { streams, without, providersDown } = words.summary;
  const { alive, failing, dead, deadChannels: count } = known;
  const [down, seen] = [known.providersDown, known.providersSeen];
  const none = count === 0 ? '' : fill(without, { count }, words);
  return [
    `${fill(streams, { alive, failing, dead }, words)}${none}.`,
    ...(down === 0 ? [] : [fill(providersDown, { down, seen }, words)]),
  ];
}
