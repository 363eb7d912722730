// Persistent notifications in Home Assistant: what is to be shown now, by id. Home Assistant forgets them when it starts
// anew and may not be there when something happens: what it has not taken yet is said again.

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { Lane } from '../kernel/lane.ts';
import type { Log } from '../kernel/log.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { ShownNotices } from './shown-notices.ts';

export interface Notification {
  /** The same id replaces what it showed before. `[a-z0-9_-]+` */
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly message: string;
}

export interface NotificationsOptions {
  readonly callHome: (service: string, data: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Across starts. */
  readonly shown: ShownNotices;
  readonly clock: Clock;
  readonly log: Log;
}

const PREFIX = 'masthead_';
const TRY_AGAIN_MS = 30 * SECOND_MS;

export class Notifications {
  readonly #options: NotificationsOptions;
  readonly #lane = new Lane();
  /** What is to be seen; null is to be dismissed. */
  readonly #wanted = new Map<string, Notification | null>();
  /** What Home Assistant does not know yet. */
  readonly #untold = new Set<string>();
  #retry: Timer | undefined;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  /** Ids of those that Home Assistant may be showing, also since an earlier run. */
  get shown(): ReadonlySet<string> {
    return this.#options.shown.ids;
  }

  /** Shows it, or shows it anew. */
  show(notification: Notification): void {
    this.#wanted.set(notification.id, notification);
    this.#tell([notification.id]);
  }

  dismiss(id: string): void {
    this.#wanted.set(id, null);
    this.#tell([id]);
  }

  /** Home Assistant has started anew and knows nothing. */
  repeat(): void {
    this.#tell([...this.#wanted].flatMap(([id, wanted]) => (wanted ? [id] : [])));
  }

  async stop(): Promise<void> {
    this.#retry?.cancel();
    await this.settled();
  }

  /** What was to be told so far was told, or waits for another attempt. */
  settled(): Promise<void> {
    return this.#lane.settled();
  }

  #tell(ids: readonly string[]): void {
    for (const id of ids) this.#untold.add(id);
    void this.#lane.run(() => this.#flush());
  }

  async #flush(): Promise<void> {
    for (const id of this.#untold) {
      const wanted = this.#wanted.get(id);
      this.#untold.delete(id);
      try {
        await this.#call(id, wanted ?? null);
        if (this.#wanted.get(id) === null) this.#wanted.delete(id);
      } catch (error) {
        this.#failed(id, error);
        return;
      }
    }
  }

  /** Noted before it is shown and until it is gone: a crash in between leaves nothing behind. */
  async #call(id: string, wanted: Notification | null): Promise<void> {
    const { callHome, shown } = this.#options;
    const notification_id = PREFIX + id;
    if (wanted) {
      await shown.add(id);
      const { title, message } = wanted;
      return callHome('persistent_notification.create', { notification_id, title, message });
    }
    await callHome('persistent_notification.dismiss', { notification_id });
    if (!this.#wanted.get(id)) await shown.delete(id);
  }

  #failed(id: string, error: unknown): void {
    const { clock, log } = this.#options;
    const isRefused = error instanceof AppError && error.code === 'home-assistant.refused';
    log[isRefused ? 'warning' : 'debug']('A notification could not be shown', { id, error });
    if (isRefused) return;
    this.#untold.add(id);
    this.#retry?.cancel();
    this.#retry = clock.after(TRY_AGAIN_MS, () => this.#tell([]));
  }
}
