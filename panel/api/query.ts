// What a view shows of the API: loading, loaded, or failed with a way to try again; looked at anew now and then.

import { LOCALE_STATUS_EVENT, type LocaleStatusEventDetail } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface QueryOptions<Data> {
  readonly load: (signal: AbortSignal) => Promise<Data>;
  /** Milliseconds between looks while the page is seen; never without it. */
  readonly everyMs?: number;
  /** The server writes it in the language that is asked for: it is asked anew when another is chosen. */
  readonly isWorded?: boolean;
}

export class Query<Data> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: QueryOptions<Data>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;
  #data: Data | undefined;
  #error: unknown;

  constructor(host: ReactiveControllerHost, options: QueryOptions<Data>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** What was last loaded; stays when a later look fails. */
  get data(): Data | undefined {
    return this.#data;
  }

  /** Of the last look; undefined when it went well. */
  get error(): unknown {
    return this.#error;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisible);
    if (this.#options.isWorded) window.addEventListener(LOCALE_STATUS_EVENT, this.#onLocale);
    void this.refresh();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    window.removeEventListener(LOCALE_STATUS_EVENT, this.#onLocale);
    this.#running?.abort();
    clearTimeout(this.#timer);
  }

  /** Shows this until the next look: an edit that the server has not answered yet. */
  set(data: Data): void {
    this.#running?.abort();
    this.#data = data;
    this.#host.requestUpdate();
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const data = await this.#options.load(running.signal);
      if (running.signal.aborted) return;
      this.#data = data;
      this.#error = undefined;
    } catch (error) {
      if (running.signal.aborted) return;
      this.#error = error;
    }
    this.#host.requestUpdate();
    this.#plan();
  }

  #plan(): void {
    const { everyMs } = this.#options;
    if (everyMs !== undefined && !document.hidden) this.#timer = setTimeout(() => void this.refresh(), everyMs);
  }

  readonly #onLocale = ({ detail }: CustomEvent<LocaleStatusEventDetail>): void => {
    if (detail.status === 'ready') void this.refresh();
  };

  readonly #onVisible = (): void => {
    if (!document.hidden && this.#options.everyMs !== undefined) void this.refresh();
  };
}
