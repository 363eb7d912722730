// What a market's names as a whole say of a word, a sound, an initialism: that many names are there with the word and
// without it (`Stingray The Spa` beside `The Spa`), or that no other name sounds so.

import { NumberMap } from '../kernel/number-map.ts';
import { hash53 } from '../model/ids.ts';
import type { Identity } from './identity.ts';

/** Names that must be there without the word. */
const LEAST_NAMES = 2;
/** Shares are told in parts of this, so that one name more seldom changes one. */
const PARTS = 5;

type Named = Pick<Identity, 'initials' | 'numbers' | 'skeleton' | 'strong' | 'strongGlued' | 'strongInitials'>;

export class OptionalWords {
  readonly #sounds = new Counts();
  readonly #initials = new Counts();
  readonly #beginning = new Counts();
  readonly #without = new Counts();

  settle(names: readonly Named[]): void {
    const wholes = new NumberMap();
    for (const name of names) {
      const whole = hash53(name.strongGlued);
      if (wholes.has(whole)) continue;
      wholes.set(whole, 1);
      this.#noteName(name);
    }
    for (const { strong, strongGlued } of names) {
      if (strong.length < 2) continue;
      const first = strong[0]!;
      this.#beginning.note(first);
      if (wholes.has(hash53(strongGlued.slice(first.length)))) this.#without.note(first);
    }
  }

  /** Share of the names beginning with the word that are there without it. */
  first(word: string): number {
    const without = this.#without.of(word);
    return without < LEAST_NAMES ? 0 : Math.round((without / this.#beginning.of(word)) * PARTS) / PARTS;
  }

  /** Names, each once, that differ in no consonant and no number. */
  namesOfSound(skeleton: string, numbers: string): number {
    return this.#sounds.of(soundOf(skeleton, numbers));
  }

  /** Names of several words, each once, that have these initials. */
  namesOfInitials(initials: string): number {
    return this.#initials.of(initials);
  }

  #noteName({ skeleton, numbers, strong, initials, strongInitials }: Named): void {
    this.#sounds.note(soundOf(skeleton, numbers));
    if (strong.length > 1) this.#initials.note(strongInitials);
    if (initials !== strongInitials && initials.length > 1) this.#initials.note(initials);
  }
}

const soundOf = (skeleton: string, numbers: string): string => `${skeleton} ${numbers}`;

/** How often each text was noted, 16 to 32 bytes each. */
class Counts {
  readonly #counts = new NumberMap();

  note(text: string): void {
    const key = hash53(text);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  of(text: string): number {
    return this.#counts.get(hash53(text)) ?? 0;
  }
}
