// Decisions about names that nobody lists any more: a provider that writes `DE: ZDF FHD` where it wrote `|DE| ZDF HD` means
// the same name, and what was decided for it still holds.

import { keyOfRef, type NameKey } from '../formats/names/key.ts';
import { normaliseName } from '../formats/names/normalise.ts';
import { readName } from '../formats/names/read.ts';
import { LANGUAGE_CODES, MARKET_CODES } from '../formats/names/words/markets.ts';
import { identify } from '../matching/identity.ts';
import type { NameTable } from '../matching/name-table.ts';

/**
 * @param refs names that something was decided for, as decisions have them: `de|de zdf hd`
 * @returns for the key of each that is not in the table a name that reads the same: one that something was decided for too,
 * else that of the least key. Only names with a word of one that is looked for are read.
 */
export function namesToday(refs: Iterable<string>, table: NameTable): ReadonlyMap<NameKey, NameKey> {
  const today = new Map<NameKey, NameKey>();
  const gone = new Set<string>();
  const decided = new Set<NameKey>();
  for (const ref of refs) {
    const key = keyOfRef(ref);
    if (table.find(key) === undefined) gone.add(ref);
    else decided.add(key);
  }
  const rank = (key: NameKey): number => (decided.has(key) ? key : key + 2 ** 53);
  if (gone.size === 0) return today;
  const wanted = new Map<string, Sought>();
  for (const ref of gone) {
    const { market, name } = partsOf(ref);
    const sought = wanted.get(market) ?? new Sought();
    wanted.set(market, sought);
    sought.add(
      keyOfRef(ref),
      readingsOf(name).map((written) => soundOf(written, market)),
    );
  }
  for (const [index, text] of table.texts.entries()) {
    const market = table.market(index);
    const sought = wanted.get(market);
    if (!sought?.mayHave(text)) continue;
    for (const key of sought.find(soundOf(text, market))) {
      const [known, other] = [today.get(key), table.keys[index]!];
      if (known === undefined || rank(other) < rank(known)) today.set(key, other);
    }
  }
  return today;
}

function partsOf(ref: string): { readonly market: string; readonly name: string } {
  const bar = ref.indexOf('|');
  return { market: ref.slice(0, bar), name: ref.slice(bar + 1) };
}

/** A decision's name has lost what divided it: a code that it begins with may have been a prefix. */
function readingsOf(name: string): string[] {
  const [first = '', ...rest] = name.split(' ');
  const isCode = rest.length > 0 && (MARKET_CODES.has(first) || LANGUAGE_CODES.has(first));
  return isCode ? [name, `${first}: ${rest.join(' ')}`] : [name];
}

interface Sound {
  readonly key: string;
  readonly words: readonly string[];
}

/** `de` of `de radio`. */
const countryOf = (market: string): string => market.split(' ', 1)[0] ?? '';

function soundOf(written: string, market: string): Sound {
  const country = countryOf(market);
  const { key, strong } = identify(readName(written, { market: country }), { market: country });
  return { key, words: strong };
}

/** Names of one market that are looked for. */
class Sought {
  readonly #keys = new Map<string, Set<NameKey>>();
  readonly #words = new Set<string>();

  add(key: NameKey, sounds: readonly Sound[]): void {
    for (const sound of sounds) {
      if (sound.words.length === 0) continue; // says nothing: only itself
      this.#keys.set(sound.key, (this.#keys.get(sound.key) ?? new Set()).add(key));
      for (const word of sound.words) this.#words.add(word);
    }
  }

  /** Reading a name takes a hundred times as long as looking for a word in it. */
  mayHave(text: string): boolean {
    const words = normaliseName(text).split(' ');
    return words.some((word) => this.#words.has(word)) || !/^[\x20-\x7e]*$/.test(text);
  }

  find({ key }: Sound): Iterable<NameKey> {
    return this.#keys.get(key) ?? [];
  }
}
