// The day in a few lines, once a day.

import type { Clock, Timer } from '../kernel/clock.ts';
import type { Events, Unsubscribe } from '../kernel/events.ts';
import type { Alert } from '../model/alert.ts';
import type { Announcements } from '../model/announcements.ts';
import type { Message } from './message.ts';
import { nextAt } from './quiet-hours.ts';

export interface SummaryFacts {
  readonly providers: readonly { readonly name: string; readonly isUp: boolean }[];
  readonly channelCount: number;
  /** Further lines: what other rooms have to say. */
  readonly lines?: readonly string[];
}

export interface SummaryOptions {
  readonly clock: Clock;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly facts: () => SummaryFacts;
  readonly open: () => readonly Alert[];
  readonly raisedSince: (at: number) => number;
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
    const { clock, facts, open, raisedSince } = this.#options;
    const now = clock.now();
    const { providers, channelCount, lines = [] } = facts();
    const down = providers.filter(({ isUp }) => !isUp).map(({ name }) => name);
    const stillOpen = open();
    const text = [
      `${counted(channelCount, 'channel')} from ${counted(providers.length, 'provider')}${down.length > 0 ? `; down: ${down.join(', ')}` : ', all of them up'}.`,
      `Went on air ${counted(this.#sessions, 'time')}, ${counted(this.#failovers, 'fail-over')}.`,
      `${counted(raisedSince(this.#since), 'alert')}, ${stillOpen.length} still open${stillOpen.length > 0 ? ':' : '.'}`,
      ...stillOpen.slice(0, MOST_LINES).map(({ title }) => `• ${title}`),
      ...lines,
    ];
    this.#since = now;
    this.#sessions = 0;
    this.#failovers = 0;
    return {
      event: 'summary',
      severity: 'info',
      title: 'Masthead: the last day',
      text: text.join('\n'),
      at: now,
      alerts: [],
    };
  }
}

const MOST_LINES = 10;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
