// Between a channel and its segmenter: what players in pages do not play is made for them on the way.

import { AppError } from '../../kernel/errors.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import { printFit, type PageAbility } from '../../streaming/fit/fit.ts';
import { Fitting, type Workshop } from '../../streaming/fit/fitting.ts';
import type { Sink, Subscription } from '../../streaming/sink.ts';
import type { Segmenter } from './segmenter.ts';

/** A picture that is made more slowly than it comes falls out of the channel's buffer so often within the time. */
const MOST_SKIPS = 3;
/** A machine that was busy with something else for a moment is none that is too slow, however long somebody watches. */
const SKIPS_WITHIN_MS = 30 * MINUTE_MS;

export const tooSlow = (): AppError =>
  new AppError('process.too-slow', 'This machine makes the picture more slowly than it comes');

interface FittedSinkOptions extends Workshop {
  readonly ability: PageAbility;
  readonly segmenter: Segmenter;
  readonly onFailed: (error: AppError) => void;
}

export class FittedSink implements Sink {
  readonly #options: FittedSinkOptions;
  readonly #fitting: Fitting;
  #subscription: Subscription | undefined;
  #isFull = false;
  #seenSkips = 0;
  #skipsAtMs: number[] = [];

  constructor(options: FittedSinkOptions) {
    const { segmenter, onFailed } = options;
    this.#options = options;
    this.#fitting = new Fitting({
      ...options,
      onBytes: (packets) => void segmenter.write(packets),
      onBreak: () => segmenter.interrupt(),
      onDrained: () => this.#drained(),
      onFailed,
    });
  }

  get tracks(): string | undefined {
    const { fit } = this.#fitting;
    return fit && printFit(fit);
  }

  /** Whose bytes these are. */
  follow(subscription: Subscription): void {
    this.#subscription = subscription;
  }

  write(chunk: Uint8Array): boolean {
    this.#isFull = !this.#fitting.push(chunk);
    if (this.#isFull) this.#insistOnPace();
    return !this.#isFull;
  }

  cork(): void {}

  uncork(): boolean {
    return !this.#isFull;
  }

  end(): void {
    this.#fitting.stop();
    this.#options.segmenter.end();
  }

  #drained(): void {
    if (!this.#isFull) return;
    this.#isFull = false;
    this.#subscription?.drained();
  }

  #insistOnPace(): void {
    const nowMs = this.#options.clock.monotonicMs();
    const skips = this.#subscription?.skips ?? 0;
    const latest = Array<number>(Math.min(skips - this.#seenSkips, MOST_SKIPS)).fill(nowMs);
    this.#seenSkips = skips;
    this.#skipsAtMs = [...this.#skipsAtMs, ...latest].filter((atMs) => nowMs - atMs < SKIPS_WITHIN_MS);
    if (this.#skipsAtMs.length < MOST_SKIPS) return;
    this.#fitting.stop();
    this.#options.onFailed(tooSlow());
  }
}
