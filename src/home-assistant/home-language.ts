// The language that Home Assistant is set up in: asked at the start, again while it does not answer, and now and then, because
// a person may change it.

import type { Clock, Timer } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/units.ts';

export interface HomeLanguageOptions {
  /** @throws when Home Assistant does not answer */
  readonly ask: () => Promise<string | undefined>;
  readonly onAnswer: (language: string | undefined) => void;
  readonly clock: Clock;
  readonly log: Log;
}

const AGAIN_MS = MINUTE_MS;

export class HomeLanguage {
  readonly #options: HomeLanguageOptions;
  #timer: Timer | undefined;
  #isStopped = false;

  constructor(options: HomeLanguageOptions) {
    this.#options = options;
  }

  /** Resolves when it was asked, whatever came of it. */
  async ask(): Promise<void> {
    const { ask, onAnswer, clock, log } = this.#options;
    this.#timer?.cancel();
    const againMs = await ask().then(
      (language) => {
        onAnswer(language);
        return HOUR_MS;
      },
      (error: unknown) => {
        log.debug('Home Assistant does not say its language', { error });
        return AGAIN_MS;
      },
    );
    if (!this.#isStopped) this.#timer = clock.after(againMs, () => void this.ask());
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }
}
