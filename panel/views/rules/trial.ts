// Tries rules out while they are typed: waits for a pause, gives up what is no longer wanted, keeps what it has shown.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChangeKind, RulePreview } from '../../api/routes.ts';

const TYPING_MS = 350;
const PAGE = 20;

export interface TrialPage {
  readonly offset: number;
  readonly limit: number;
  readonly only?: ChangeKind;
}

/** Undefined when there is nothing to try out. */
export type Look = (page: TrialPage, signal: AbortSignal) => Promise<RulePreview | undefined>;

export class Trial implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #look: Look;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;
  preview: RulePreview | undefined;
  error: unknown;
  only: ChangeKind | '' = '';
  isStale = false;

  constructor(host: ReactiveControllerHost, look: Look) {
    this.#host = host;
    this.#look = look;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
  }

  /** After the next pause. */
  soon(): void {
    clearTimeout(this.#timer);
    this.isStale = true;
    this.#timer = setTimeout(() => void this.now(), TYPING_MS);
    this.#host.requestUpdate();
  }

  show(only: ChangeKind | ''): void {
    this.only = only;
    void this.now();
  }

  async more(): Promise<void> {
    const known = this.preview;
    if (known) await this.#run(known.items);
  }

  now(): Promise<void> {
    return this.#run([]);
  }

  async #run(known: RulePreview['items']): Promise<void> {
    clearTimeout(this.#timer);
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.isStale = true;
    const page = { offset: known.length, limit: PAGE, ...(this.only !== '' && { only: this.only }) };
    try {
      const found = await this.#look(page, running.signal);
      if (running.signal.aborted) return;
      this.preview = found && { ...found, items: [...known, ...found.items] };
      this.error = undefined;
    } catch (error) {
      if (running.signal.aborted) return;
      this.error = error;
    }
    this.isStale = false;
    this.#host.requestUpdate();
  }
}
