// The day in a few lines of a language, once a day: of all of it, also where Masthead was started anew meanwhile. One that was due
// while it was not running comes with the start.

import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Timer } from '../kernel/clock.ts';
import type { Events, Unsubscribe } from '../kernel/events.ts';
import { HOUR_MS } from '../kernel/units.ts';
import type { AlertLanguage } from '../model/alert-settings.ts';
import type { Alert } from '../model/alert.ts';
import { isFailOver, type Announcements } from '../model/announcements.ts';
import { transact } from '../storage/database.ts';
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
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly facts: () => SummaryFacts;
  readonly open: () => readonly Alert[];
  readonly raisedSince: (at: number) => number;
  readonly language: () => AlertLanguage;
  /** `HH:MM`; null sends none. */
  readonly time: () => string | null;
  /** In the transaction that begins the next day. */
  readonly send: (message: Message) => void;
}

/** Later than that it is of no use: the next one has it all. */
const LATE_BY_MS = 6 * HOUR_MS;

export class DailySummary {
  readonly #options: SummaryOptions;
  #timer: Timer | undefined;
  #stops: readonly Unsubscribe[] = [];

  constructor(options: SummaryOptions) {
    this.#options = options;
    const { database, clock } = options;
    database
      .prepare(
        'INSERT INTO summary (since, sessions, failovers, due_at) SELECT ?, 0, 0, NULL WHERE NOT EXISTS (SELECT * FROM summary)',
      )
      .run(clock.now());
  }

  start(): void {
    const { events, database, clock, time } = this.#options;
    const count = (column: 'failovers' | 'sessions'): void =>
      void database.prepare(`UPDATE summary SET ${column} = ${column} + 1`).run();
    this.#stops = [
      events.on('session.started', () => count('sessions')),
      events.on('session.switched', (switched) => isFailOver(switched) && count('failovers')),
    ];
    const { due_at: dueAt } = this.#day;
    const lateMs = dueAt === null ? Number.NaN : clock.now() - dueAt;
    if (time() !== null && lateMs >= 0 && lateMs < LATE_BY_MS) this.#tell();
    this.plan();
  }

  stop(): void {
    this.#timer?.cancel();
    for (const stop of this.#stops) stop();
  }

  /** Anew: the settings say another time. */
  plan(): void {
    this.#timer?.cancel();
    const { clock, database, time } = this.#options;
    const at = time();
    const now = clock.now();
    const dueAt = at === null ? null : nextAt(at, now);
    database.prepare('UPDATE summary SET due_at = ?').run(dueAt);
    if (dueAt !== null) this.#wait(dueAt);
  }

  /** A timer may come a moment before its wall clock: it would be told twice. */
  #wait(dueAt: number): void {
    const { clock } = this.#options;
    this.#timer = clock.after(Math.max(1, dueAt - clock.now()), () => {
      if (clock.now() < dueAt) return this.#wait(dueAt);
      this.#tell();
      this.plan();
    });
  }

  get #day(): Row {
    return this.#options.database.prepare('SELECT * FROM summary').get() as unknown as Row;
  }

  #tell(): void {
    const { database, send } = this.#options;
    transact(database, () => send(this.#take()));
  }

  /** Of the time since the last one. */
  #take(): Message {
    const { clock, database, facts, open, raisedSince, language } = this.#options;
    const now = clock.now();
    const { since, sessions, failovers } = this.#day;
    const day: Day = { ...facts(), sessions, failovers, raised: raisedSince(since), open: open() };
    database.prepare('UPDATE summary SET since = ?, sessions = 0, failovers = 0').run(now);
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

interface Row {
  readonly since: number;
  readonly sessions: number;
  readonly failovers: number;
  readonly due_at: number | null;
}

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
