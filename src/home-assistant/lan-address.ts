// The address on the LAN at which players reach Masthead, for lists that were asked for through Home Assistant: its own
// name would lead them to Home Assistant.

import type { Clock } from '../kernel/clock.ts';
import { MINUTE_MS } from '../kernel/units.ts';

export interface LanAddressOptions {
  /** `MASTHEAD_BASE_URL` or empty. */
  readonly baseUrl: string;
  readonly port: () => number;
  /** What the Supervisor says of the host's first interface. */
  readonly primary?: () => Promise<string | undefined>;
  /** What this machine says itself, the likeliest first. */
  readonly own: () => readonly string[];
  readonly clock: Clock;
}

/** A router may give another address at any time. */
const LOOK_AGAIN_AFTER_MS = 10 * MINUTE_MS;

export class LanAddress {
  readonly #options: LanAddressOptions;
  #primary: string | undefined;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: LanAddressOptions) {
    this.#options = options;
  }

  /** Asks at once, so that `url` knows. */
  async look(): Promise<void> {
    this.#askedAtMs = this.#options.clock.monotonicMs();
    this.#primary = (await this.#options.primary?.().catch(() => undefined)) ?? this.#primary;
  }

  /** Without a trailing slash. */
  get url(): string {
    const { baseUrl, port, own, clock } = this.#options;
    if (baseUrl !== '') return baseUrl;
    if (clock.monotonicMs() - this.#askedAtMs > LOOK_AGAIN_AFTER_MS) void this.look();
    const address = this.#primary ?? own()[0] ?? '127.0.0.1';
    return `http://${address.includes(':') ? `[${address}]` : address}:${port()}`;
  }
}
