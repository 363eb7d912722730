// What the Supervisor says of us as an add-on. It may come up later than we do: it is asked again until it answers.

import { backoffDelayMs } from '../kernel/backoff.ts';
import { sleep, type Clock, type Timer } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { OwnInfo } from './supervisor.ts';

export interface OwnAddOnOptions {
  /** @throws when the Supervisor does not answer */
  readonly ask: () => Promise<OwnInfo>;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
}

/** The Supervisor has started us: it is there, or will be in a moment. A start does not wait longer than that. */
const ATTEMPTS_AT_START = 5;
const BACKOFF = { firstMs: 5 * SECOND_MS, factor: 2, maxMs: 5 * MINUTE_MS, jitter: 0.2 };

export class OwnAddOn {
  readonly #options: OwnAddOnOptions;
  #info: OwnInfo | undefined;
  #timer: Timer | undefined;
  #isStopped = false;
  #telling: Promise<void> = Promise.resolve();

  constructor(options: OwnAddOnOptions) {
    this.#options = options;
  }

  /** Undefined until the Supervisor has answered. */
  get info(): OwnInfo | undefined {
    return this.#info;
  }

  /** A few attempts, a second apart; warns when all have failed. */
  async askAtStart(): Promise<void> {
    const { clock, log } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const error = await this.#ask();
      if (error === undefined) return;
      if (attempt === ATTEMPTS_AT_START) {
        log.warning('The Supervisor does not answer: no sidebar panel, and the standard port, until it does', {
          error,
        });
        return;
      }
      await sleep(clock, SECOND_MS);
    }
  }

  /** Goes on asking, ever more seldom. @param onAnswer called once */
  keepAsking(onAnswer: (info: OwnInfo) => Promise<void>, attempt = 0): void {
    const { clock, log, random } = this.#options;
    const again = async (): Promise<void> => {
      await this.#ask();
      if (this.#isStopped) return;
      const info = this.#info;
      if (!info) return this.keepAsking(onAnswer, attempt + 1);
      log.info('The Supervisor answers now');
      this.#telling = onAnswer(info).catch((error: unknown) => log.error('What it said is of no use', { error }));
    };
    this.#timer = clock.after(backoffDelayMs(attempt, { ...BACKOFF, ...(random && { random }) }), () => void again());
  }

  /** Resolves when nothing of it is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer?.cancel();
    await this.#telling;
  }

  /** @returns why there was no answer */
  async #ask(): Promise<unknown> {
    try {
      this.#info = await this.#options.ask();
      return undefined;
    } catch (error) {
      this.#options.log.debug('The Supervisor could not be asked', { error });
      return error;
    }
  }
}
