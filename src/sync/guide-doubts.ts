// Which guide's channels a person is asked about, of those that are not sure enough for a channel without a guide.

import type { PublishedChannel } from '../guide/reader.ts';
import type { Found } from './found-guide.ts';
import type { GuessedChannel } from './guide-likeness.ts';

/** Of a market's channels: a guide that has fewer has them by chance, unless they are a good part of what it has. */
const LEAST_OF_MARKET = 0.1;
const LEAST_OF_GUIDE = 0.3;

export class GuideDoubts {
  readonly #sizes = new Map<string, number>();
  /** How many channels of the lineup are of a market, and in which guides they were found. */
  readonly #asked = new Map<string, number>();
  readonly #found = new Map<string, Map<string, number>>();

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
  }

  /** An abbreviation may stand for anything in a guide of another country. */
  isAsked({ channel, isShort }: GuessedChannel, market: string): boolean {
    return !isShort || this.#serves(channel, market);
  }

  /** Whether the guide has a fair part of the market's channels, or these are a good part of its own. */
  #serves({ sourceKey }: PublishedChannel, market: string): boolean {
    const found = this.#found.get(market)?.get(sourceKey) ?? 0;
    const [asked, size] = [this.#asked.get(market) ?? 0, this.#sizes.get(sourceKey) ?? 0];
    return found > 0 && (found >= asked * LEAST_OF_MARKET || found >= size * LEAST_OF_GUIDE);
  }
}
