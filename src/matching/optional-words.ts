// What a market's names as a whole say of a word, a sound, an initialism: that many names are there with the word and
// without it (`Stingray The Spa` beside `The Spa`), or that no other name sounds so.

import { Tally } from '../kernel/tally.ts';
import { FACT, type Facts } from './facts.ts';

/** Names that must be there without the word. */
const LEAST_NAMES = 2;
/** Shares are told in parts of this, so that one name more seldom changes one. */
export const PARTS = 5;

export class OptionalWords {
  readonly #sounds = new Tally();
  readonly #initials = new Tally();
  readonly #beginning = new Tally();
  readonly #without = new Tally();

  settle(names: readonly Facts[]): void {
    const wholes = new Tally();
    for (const facts of names) if (wholes.note(facts[FACT.glued]!) === 0) this.#noteName(facts);
    for (const facts of names) {
      if (facts[FACT.wordCount]! < 2) continue;
      const first = facts[FACT.words]!;
      this.#beginning.note(first);
      if (wholes.of(facts[FACT.tail]!) > 0) this.#without.note(first);
    }
  }

  /** Share of the names beginning with the word that are there without it. @param word as `factOf` gives it */
  first(word: number): number {
    const without = this.#without.of(word);
    return without < LEAST_NAMES ? 0 : Math.round((without / this.#beginning.of(word)) * PARTS) / PARTS;
  }

  /** Names, each once, that differ in no consonant and no number. @param sound as `soundOf` gives it */
  namesOfSound(sound: number): number {
    return this.#sounds.of(sound);
  }

  /** Names of several words, each once, that have these initials. @param initials as `factOf` gives them */
  namesOfInitials(initials: number): number {
    return this.#initials.of(initials);
  }

  #noteName(facts: Facts): void {
    this.#sounds.note(facts[FACT.sound]!);
    const [initials, others] = [facts[FACT.initials]!, facts[FACT.otherInitials]!];
    if (initials !== 0) this.#initials.note(initials);
    if (others !== 0) this.#initials.note(others);
  }
}
