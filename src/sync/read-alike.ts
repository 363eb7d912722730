// Which of many names read the same as one that is looked for, without reading them all.

import { normaliseName } from '../formats/names/normalise.ts';
import { readName } from '../formats/names/read.ts';
import { identify } from '../matching/identity.ts';

/** `de` of `de radio`. */
const countryOf = (market: string): string => market.split(' ', 1)[0] ?? '';

interface Sound {
  readonly key: string;
  readonly words: readonly string[];
}

function soundOf(written: string, market: string): Sound {
  const country = countryOf(market);
  const { key, strong } = identify(readName(written, { market: country }), { market: country });
  return { key, words: strong };
}

/** Names that are looked for, each under a number of its own. */
export class Sought {
  readonly #markets = new Map<string, Market>();

  /** @param written ways to write it: it is found by any of them */
  add(number: number, market: string, written: readonly string[]): void {
    const own = this.#markets.get(market) ?? new Market();
    this.#markets.set(market, own);
    for (const one of written) own.add(number, soundOf(one, market));
  }

  /** Those that read the same as this one. */
  find(market: string, written: string): Iterable<number> {
    const own = this.#markets.get(market);
    return own?.mayHave(written) ? own.find(soundOf(written, market)) : [];
  }
}

class Market {
  readonly #keys = new Map<string, Set<number>>();
  readonly #words = new Set<string>();

  add(number: number, { key, words }: Sound): void {
    if (words.length === 0) return; // says nothing: only itself
    this.#keys.set(key, (this.#keys.get(key) ?? new Set()).add(number));
    for (const word of words) this.#words.add(word);
  }

  /** Reading a name takes a hundred times as long as looking for a word in it. */
  mayHave(written: string): boolean {
    const words = normaliseName(written).split(' ');
    return words.some((word) => this.#words.has(word)) || !/^[\x20-\x7e]*$/.test(written);
  }

  find({ key }: Sound): Iterable<number> {
    return this.#keys.get(key) ?? [];
  }
}
