// What a market's names as a whole say of a word, a sound, an initialism: that many names are there with the word and
// without it (`Stingray The Spa` beside `The Spa`), or that no other name sounds so.

import type { Runs } from '../kernel/runs.ts';
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

  /** @param names the facts of each */
  settle(names: Runs): void {
    const wholes = new Tally();
    const { cells, count } = names;
    for (let name = 0; name < count; name += 1) {
      const from = names.from(name);
      if (wholes.note(cells[from + FACT.glued]!) === 0) this.#noteName(cells, from);
    }
    for (let name = 0; name < count; name += 1) {
      const from = names.from(name);
      if (cells[from + FACT.wordCount]! < 2) continue;
      const first = cells[from + FACT.words]!;
      this.#beginning.note(first);
      if (wholes.of(cells[from + FACT.tail]!) > 0) this.#without.note(first);
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

  #noteName(cells: Facts, from: number): void {
    this.#sounds.note(cells[from + FACT.sound]!);
    const [initials, others] = [cells[from + FACT.initials]!, cells[from + FACT.otherInitials]!];
    if (initials !== 0) this.#initials.note(initials);
    if (others !== 0) this.#initials.note(others);
  }
}
