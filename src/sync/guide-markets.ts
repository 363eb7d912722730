// Which guides are of which market: by the market's channels that are found in them.

import type { PublishedChannel } from '../guide/reader.ts';
import type { Found } from './found-guide.ts';

/** Of a market's channels: a guide that has fewer has them by chance, unless they are a good part of what it has. */
const LEAST_OF_MARKET = 0.1;
const LEAST_OF_GUIDE = 0.1;

export class GuideMarkets {
  readonly #sizes = new Map<string, number>();
  /** How many channels of the lineup are of a market, and in which guides they were found. */
  readonly #asked = new Map<string, number>();
  readonly #found = new Map<string, Map<string, number>>();
  readonly #used = new Set<string>();

  constructor(channels: Iterable<PublishedChannel>) {
    for (const { sourceKey } of channels) this.#sizes.set(sourceKey, (this.#sizes.get(sourceKey) ?? 0) + 1);
  }

  /** A channel of this market is asked for; ids and names led to these. */
  ask(market: string, found: readonly Found[]): void {
    this.#asked.set(market, (this.#asked.get(market) ?? 0) + 1);
    for (const one of found) this.note(market, one);
  }

  /** One that was asked for has this one, of whatever guide. */
  note(market: string, { channel }: Found): void {
    const counts = this.#found.get(market) ?? new Map<string, number>();
    counts.set(channel.sourceKey, (counts.get(channel.sourceKey) ?? 0) + 1);
    this.#found.set(market, counts);
    this.#used.add(channel.sourceKey);
  }

  /** Whether the guide has a fair part of the market's channels, or these are a good part of its own. */
  serves({ sourceKey }: PublishedChannel, market: string): boolean {
    const found = this.#found.get(market)?.get(sourceKey) ?? 0;
    const [asked, size] = [this.#asked.get(market) ?? 0, this.#sizes.get(sourceKey) ?? 0];
    return found > 0 && (found >= asked * LEAST_OF_MARKET || found >= size * LEAST_OF_GUIDE);
  }

  /** Whether it serves others than this market: of one that has nobody's channels yet it is not known whose it is. */
  isForeign(channel: PublishedChannel, market: string): boolean {
    return this.#used.has(channel.sourceKey) && !this.serves(channel, market);
  }
}
