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
  readonly #ofProvider: (id: ProviderId) => number | null;
  readonly #total: TokenBucket;
  readonly #providers = new Map<ProviderId, TokenBucket>();

  /** @param ofProvider what a provider has of its own, in place of the general limit of providers */
  constructor(clock: Clock, settings: () => Limits, ofProvider: (id: ProviderId) => number | null = () => null) {
    this.#clock = clock;
    this.#settings = settings;
    this.#ofProvider = ofProvider;
    this.#total = this.#bucket(() => this.#settings().total_kilobytes_per_second);
  }

  /** Whether none is set that holds for a stream of this provider: then nothing has to be asked. */
  #areOff(provider: ProviderId | undefined): boolean {
    const limits = this.#settings();
    return (
      limits.total_kilobytes_per_second === null &&
      limits.provider_kilobytes_per_second === null &&
      limits.stream_kilobytes_per_second === null &&
      (provider === undefined || this.#ofProvider(provider) === null)
    );
  }

  #provider(id: ProviderId): TokenBucket {
    const limit = (): number | null => this.#ofProvider(id) ?? this.#settings().provider_kilobytes_per_second;
    const known = this.#providers.get(id) ?? this.#bucket(limit);
    this.#providers.set(id, known);
    return known;
  }

  newStream(): TokenBucket {
    return this.#bucket(() => this.#settings().stream_kilobytes_per_second);
  }

  /** What one viewer is served by. */
  throttle({ rate, stream, provider }: ThrottleRequest): Throttle {
    const bucket = [new TokenBucket(this.#clock, rate)];
    return new Throttle(() => {
      const own = rate() === null ? [] : bucket;
      const id = provider();
      if (this.#areOff(id)) return own;
      return [...own, stream, this.#total, ...(id === undefined ? [] : [this.#provider(id)])];
    });
  }

  #bucket(limit: () => number | null): TokenBucket {
    return new TokenBucket(this.#clock, () => {
      const kilobytes = limit();
      return kilobytes === null ? null : kilobytes * KILOBYTE;
    });
  }
}
