// Who holds which tuner. A tuner is a promise to a client, not a connection: viewers of one channel share one of those.

import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { TunerFacts } from '../../formats/hdhomerun/documents.ts';
import { formatChannelNumber, type Channel } from '../../model/channel.ts';

/** Kodi opens a channel once to see whether it plays, hangs up and opens it again: both are one viewer. */
const PROBE_MS = 2 * SECOND_MS;

/** What a provider without a connection limit counts for. */
const UNLIMITED_TUNERS = 4;
const LEAST_TUNERS = 4;
/** As many as a person could set. */
const MOST_TUNERS = 64;

/** @param setting a person's own count, or null @param limits each enabled provider's connections, null without a limit */
export function tunerCountOf(setting: number | null, limits: readonly (number | null)[]): number {
  if (setting !== null) return setting;
  const sum = limits.reduce<number>((total, limit) => total + (limit ?? UNLIMITED_TUNERS), 0);
  return Math.min(Math.max(sum, LEAST_TUNERS), MOST_TUNERS);
}

export interface TunerRequest {
  readonly channel: Channel;
  readonly address: string;
  /** The tuner that is asked for by number; any other way it is whichever is free. */
  readonly index?: number;
}

export interface Lease {
  readonly index: number;
  /** Idempotent. */
  release(): void;
}

interface Holding {
  readonly index: number;
  readonly channel: Channel;
  readonly address: string;
  readonly since: number;
  holders: number;
}

export class Tuners {
  readonly #clock: Clock;
  readonly #count: () => number;
  readonly #held = new Map<number, Holding>();

  constructor(clock: Clock, count: () => number) {
    this.#clock = clock;
    this.#count = count;
  }

  get inUse(): number {
    return this.#held.size;
  }

  /** @throws AppError `tuner.in-use`, `tuner.all-in-use`, `channel.unknown` for a tuner that does not exist */
  take(request: TunerRequest): Lease {
    const holding = this.#probed(request) ?? this.#seize(request);
    holding.holders += 1;
    let isHeld = true;
    return {
      index: holding.index,
      release: () => {
        if (isHeld) this.#letGo(holding);
        isHeld = false;
      },
    };
  }

  /** Every tuner and what it plays; also those still held that a lowered count no longer has. */
  facts(): TunerFacts[] {
    const most = Math.max(this.#count(), ...[...this.#held.keys()].map((index) => index + 1));
    return Array.from({ length: most }, (_, index) => {
      const held = this.#held.get(index);
      if (!held) return { index };
      const { channel, address } = held;
      return { index, playing: { number: formatChannelNumber(channel.number), name: channel.name, address } };
    });
  }

  #probed({ channel, address, index }: TunerRequest): Holding | undefined {
    const now = this.#clock.monotonicMs();
    return [...this.#held.values()].find(
      (held) =>
        held.address === address &&
        held.channel.id === channel.id &&
        now - held.since < PROBE_MS &&
        (index === undefined || index === held.index),
    );
  }

  #seize({ channel, address, index }: TunerRequest): Holding {
    const holding = { index: this.#choose(index), channel, address, since: this.#clock.monotonicMs(), holders: 0 };
    this.#held.set(holding.index, holding);
    return holding;
  }

  #choose(index: number | undefined): number {
    const count = this.#count();
    if (index === undefined) {
      const free = Array.from({ length: count }, (_, place) => place).find((place) => !this.#held.has(place));
      if (free === undefined) throw new AppError('tuner.all-in-use', `All ${count} tuners are in use`);
      return free;
    }
    if (index >= count) throw new AppError('channel.unknown', `There is no tuner ${index}`);
    if (this.#held.has(index)) throw new AppError('tuner.in-use', `Tuner ${index} is in use`);
    return index;
  }

  #letGo(holding: Holding): void {
    holding.holders -= 1;
    if (holding.holders === 0) this.#held.delete(holding.index);
  }
}
