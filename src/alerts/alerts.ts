// The room: notices what a person should know, and sees to it that they hear of it.

import type { Unsubscribe } from '../kernel/events.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { AlertFacts, AlertText } from '../model/alert-facts.ts';
import type { AlertLanguage, AlertSettings } from '../model/alert-settings.ts';
import type { AlertTarget } from '../model/alert-target.ts';
import type { Alert, AlertReport } from '../model/alert.ts';
import { AlertBook } from './book.ts';
import { openAlertsDatabase } from './database.ts';
import { testMessage, type Message } from './message.ts';
import { Outbox, type DeliveryState } from './outbox.ts';
import { DailySummary, type SummaryFacts } from './summary.ts';
import type { AlertTargetKind } from './target-kind.ts';
import type { TargetsStore } from './targets-store.ts';
import { Teller } from './teller.ts';
import { textOf } from './words/text.ts';
import { TRIGGERS } from './triggers/table.ts';
import type { TriggerPorts } from './triggers/trigger.ts';

export interface AlertsOptions extends Omit<TriggerPorts, 'last' | 'open' | 'raise' | 'resolve' | 'withdraw'> {
  readonly file: string;
  readonly log: Log;
  readonly targets: TargetsStore;
  readonly kinds: readonly AlertTargetKind[];
  readonly settings: () => AlertSettings;
  /** Of Home Assistant, where it has said so and alerts are written in it. */
  readonly homeLanguage: () => AlertLanguage | undefined;
  readonly summary: () => SummaryFacts;
}

export class Alerts {
  readonly book: AlertBook;
  readonly targets: TargetsStore;
  readonly #options: AlertsOptions;
  readonly #database: ReturnType<typeof openAlertsDatabase>;
  readonly #outbox: Outbox;
  readonly #teller: Teller;
  readonly #summary: DailySummary;
  #stops: readonly Unsubscribe[] = [];

  constructor(options: AlertsOptions) {
    const { clock, log, events } = options;
    this.#options = options;
    this.targets = options.targets;
    this.#database = openAlertsDatabase(options.file, log);
    this.book = new AlertBook(this.#database, clock);
    const parts = { database: this.#database, clock, log, targets: () => this.targets.list() };
    this.#outbox = new Outbox({
      ...parts,
      deliver: (target, message, signal, remaining) => this.#deliver(target, message, signal, remaining),
      lost: (target, message) => this.#teller.lost(target, message),
      recovered: () => this.#teller.catchUp(),
    });
    this.#teller = new Teller({
      ...parts,
      targets: () => this.#reachable(),
      book: this.book,
      isBoard: (target) => this.#kindOf(target).isBoard ?? false,
      tellsRecovery: () => options.settings().recovery,
      language: () => this.language,
      send: (target, message) => this.#outbox.add(target, message),
    });
    this.#summary = new DailySummary({
      database: this.#database,
      clock,
      events,
      facts: options.summary,
      open: () => this.book.open,
      raisedSince: (at) => this.book.countSince(at),
      language: () => this.language,
      time: () => (options.settings().daily_summary ? options.settings().summary_at : null),
      send: (message) => this.#sendSummary(message),
    });
  }

  start(): void {
    this.#outbox.start();
    this.#teller.start();
    this.#summary.start();
    const ports: TriggerPorts = {
      ...this.#options,
      last: (key) => this.book.last(key),
      open: (kind) => this.book.open.filter((alert) => alert.kind === kind),
      raise: (report) => this.raise(report),
      resolve: (key) => void this.book.resolve(key),
      withdraw: (key) => this.book.withdraw(key),
    };
    this.#stops = [...TRIGGERS.map((trigger) => trigger(ports)), this.targets.onChanged(() => this.#targetsChanged())];
    this.settle();
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#summary.stop();
    this.#teller.stop();
    await this.#outbox.stop();
    this.#database.close();
  }

  /** Nothing happens where a person does not want this kind. */
  raise(report: AlertReport): void {
    if (this.#options.settings()[report.kind]) this.book.raise(report);
  }

  /** What nobody asks after any more is over: a provider that is gone or off, a kind that is switched off. */
  settle(): void {
    const { providers, settings } = this.#options;
    const wanted = new Set(providers().flatMap(({ id, enabled }) => (enabled ? [id] : [])));
    for (const { key, kind, subject } of this.book.open) {
      const isOrphan = subject.provider !== undefined && !wanted.has(subject.provider);
      if (isOrphan || !settings()[kind]) this.book.resolve(key);
    }
    this.#summary.plan();
  }

  /** @throws AppError `alert.unknown`, and as the target's kind does */
  async test(id: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#deliver(this.targets.get(id), testMessage(this.#options.clock.now(), this.language), signal);
    } catch (error) {
      const known = toAppError(error);
      if (known.code !== 'alert.unknown' && !signal.aborted) this.#outbox.tried(id, known);
      throw error;
    }
    this.#outbox.tried(id, null);
  }

  /** In which targets are told. */
  get language(): AlertLanguage {
    const { settings, homeLanguage } = this.#options;
    const { language } = settings();
    return language === 'auto' ? (homeLanguage() ?? 'en') : language;
  }

  /** @param language of the reader, where it is known */
  textOf(facts: AlertFacts, language: AlertLanguage = this.language): AlertText {
    return textOf(facts, language);
  }

  /** @throws AppError `alert.unknown` for one that is not open */
  mute(id: number, isMuted: boolean): Alert {
    const alert = this.book.mute(id, isMuted);
    if (!alert) throw new AppError('alert.unknown', 'There is no such alert, or it is over.');
    return alert;
  }

  deliveryOf(id: string): DeliveryState {
    return this.#outbox.stateOf(id);
  }

  /** Null where it can be used now. */
  unavailable(target: AlertTarget): string | null {
    return this.#kindOf(target).unavailable?.() ?? null;
  }

  #targetsChanged(): void {
    this.#outbox.targetsChanged();
    this.#teller.catchUp();
  }

  async #deliver(
    target: AlertTarget,
    message: Message,
    signal: AbortSignal,
    remaining?: readonly string[],
  ): Promise<void> {
    const kind = this.#kindOf(target);
    const reason = kind.unavailable?.() ?? null;
    if (reason !== null) throw new AppError('alert.refused', reason);
    await kind.send(message, target.options, signal, ...(remaining ? [remaining] : []));
  }

  #sendSummary(message: Message): void {
    for (const target of this.#reachable()) if (target.daily_summary) this.#outbox.add(target, message);
  }

  #reachable(): readonly AlertTarget[] {
    return this.targets.list().filter((target) => target.enabled && this.unavailable(target) === null);
  }

  #kindOf({ options }: AlertTarget): AlertTargetKind {
    const kind = this.#options.kinds.find((one) => one.kind === options.kind);
    if (!kind) throw new AppError('internal', `Nobody delivers to ${options.kind}`);
    return kind;
  }
}
