// Which providers take their tvg-ids from one list of channels: there another id is another channel, as within one provider.

import { NumberMap } from '../kernel/number-map.ts';
import { hash53 } from '../model/ids.ts';

/** Names that two providers write alike and give an id, at least, and how many of them have the same one. */
const LEAST_NAMES = 5;
const LEAST_SHARE = 0.7;

/** More providers than anybody has: a name's and a provider's number share one key. */
const PROVIDERS = 4_096;

export class IdSpaces {
  /** The id that a provider gives a name. */
  readonly #given = new NumberMap();
  /** For each two providers how many names both give an id, and how many the same one. */
  readonly #both = new NumberMap();
  readonly #same = new NumberMap();

  /** @param others providers by number that list the name, too */
  note({ name, provider, id }: { name: number; provider: number; id: number }, others: Iterable<number>): void {
    if (provider >= PROVIDERS || this.#given.has(name * PROVIDERS + provider)) return;
    this.#given.set(name * PROVIDERS + provider, id);
    for (const other of others) {
      const theirs = other === provider ? undefined : this.#given.get(name * PROVIDERS + other);
      if (theirs === undefined) continue;
      const pair = Math.min(provider, other) * PROVIDERS + Math.max(provider, other);
      this.#both.set(pair, (this.#both.get(pair) ?? 0) + 1);
      if (theirs === id) this.#same.set(pair, (this.#same.get(pair) ?? 0) + 1);
    }
  }

  /** For each provider by number its list: a hash of the least provider of it, so that their order does not matter. */
  spaces(providers: readonly string[]): readonly number[] {
    const spaces = providers.map((provider) => hash53(provider));
    for (const [pair, both] of [...this.#both.entries()].toSorted(([a], [b]) => a - b)) {
      if (both < LEAST_NAMES || (this.#same.get(pair) ?? 0) < both * LEAST_SHARE) continue;
      const [one, other] = [spaces[Math.floor(pair / PROVIDERS)]!, spaces[pair % PROVIDERS]!];
      for (const [at, space] of spaces.entries())
        if (space === one || space === other) spaces[at] = Math.min(one, other);
    }
    return spaces;
  }
}
