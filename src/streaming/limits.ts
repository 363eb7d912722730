// The limits that are shared: one bucket for everything, one for each provider, and those of streams made from the same
// settings.

import type { Clock } from '../kernel/clock.ts';
import type { ProviderId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import { Throttle, TokenBucket } from './throttle.ts';

const KILOBYTE = 1_000;

type Limits = Settings['limits'];

interface ThrottleRequest {
  /** The viewer's own, in bytes per second; null is no limit. */
  readonly rate: () => number | null;
  /** As made by `newStream`: all who watch the same share it. */
  readonly stream: TokenBucket;
  /** Whose connection it is served from now. */
  readonly provider: () => ProviderId | undefined;
}

export class SharedLimits {
  readonly #clock: Clock;
  readonly #settings: () => Limits;
  readonly #total: TokenBucket;
  readonly #providers = new Map<ProviderId, TokenBucket>();

  constructor(clock: Clock, settings: () => Limits) {
    this.#clock = clock;
    this.#settings = settings;
    this.#total = this.#bucket('total_kilobytes_per_second');
  }

  /** Whether none is set: then nothing has to be asked. */
  get #areOff(): boolean {
    const limits = this.#settings(); // asked for every chunk of every viewer
    return (
      limits.total_kilobytes_per_second === null &&
      limits.provider_kilobytes_per_second === null &&
      limits.stream_kilobytes_per_second === null
    );
  }

  #provider(id: ProviderId): TokenBucket {
    const known = this.#providers.get(id) ?? this.#bucket('provider_kilobytes_per_second');
    this.#providers.set(id, known);
    return known;
  }

  newStream(): TokenBucket {
    return this.#bucket('stream_kilobytes_per_second');
  }

  /** What one viewer is served by. */
  throttle({ rate, stream, provider }: ThrottleRequest): Throttle {
    const bucket = [new TokenBucket(this.#clock, rate)];
    return new Throttle(() => {
      const own = rate() === null ? [] : bucket;
      if (this.#areOff) return own;
      const id = provider();
      return [...own, stream, this.#total, ...(id === undefined ? [] : [this.#provider(id)])];
    });
  }

  #bucket(limit: keyof Limits): TokenBucket {
    return new TokenBucket(this.#clock, () => {
      const kilobytes = this.#settings()[limit];
      return kilobytes === null ? null : kilobytes * KILOBYTE;
    });
  }
}
