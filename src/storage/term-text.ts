// Words, each once, as one text: a part of a word is looked for in these and not in the names that consist of them, of which there are
// many more.

const LINE_BREAK = 10;

/** As words of a query are told apart. */
export const termsOf = (name: string): string[] => name.split(/\s+/);

/** @param terms in their order, without a line break in them @returns what a `TermText` is made of */
export function termBytes(terms: readonly string[]): { readonly text: Buffer; readonly ends: Uint32Array } {
  const text = Buffer.from(terms.map((term) => `${term}\n`).join(''));
  const ends = new Uint32Array(terms.length);
  let from = 0;
  for (let term = 0; term < ends.length; term += 1) {
    ends[term] = text.indexOf(LINE_BREAK, from);
    from = ends[term]! + 1;
  }
  return { text, ends };
}

export class TermText {
  readonly #bytes: Buffer;
  /** Where each term ends, by its number less 1. */
  readonly #ends: Uint32Array;

  /** @param text terms in their order, each with a line break behind it @param ends where these are */
  constructor(text: Buffer, ends: Uint32Array) {
    this.#bytes = text;
    this.#ends = ends;
  }

  get length(): number {
    return this.#ends.length;
  }

  /**
   * @param parts not empty, 16 at most
   * @returns by the number of each term the parts that stand somewhere in it: bit n for the part n
   */
  bitsOf(parts: readonly string[]): Uint16Array {
    const bits = new Uint16Array(this.length + 1);
    const all = parts.map((part, at) => ({ bytes: Buffer.from(part), bit: 1 << at }));
    const letters = all.filter(({ bytes }) => isLetter(bytes));
    if (letters.length > 0) this.#scan(letters, bits);
    for (const one of all) if (!isLetter(one.bytes)) this.#seek(one, bits);
    return bits;
  }

  /** For single letters and digits: these stand in so many terms that looking on from each of them takes longer than going through all. */
  #scan(letters: readonly Part[], bits: Uint16Array): void {
    const text = this.#bytes;
    const bitsOfByte = new Uint16Array(256);
    for (const { bytes, bit } of letters) bitsOfByte[bytes[0]!]! |= bit;
    let term = 1;
    let said = 0;
    for (let at = 0; at < text.length; at += 1) {
      const byte = text[at]!;
      said |= bitsOfByte[byte]!;
      if (byte !== LINE_BREAK) continue;
      bits[term] = said;
      term += 1;
      said = 0;
    }
  }

  #seek({ bytes: part, bit }: Part, bits: Uint16Array): void {
    const [bytes, ends] = [this.#bytes, this.#ends];
    let term = 0;
    for (let place = bytes.indexOf(part); place !== -1; place = bytes.indexOf(part, ends[term]! + 1)) {
      while (ends[term]! <= place) term += 1;
      bits[term + 1]! |= bit;
    }
  }
}

interface Part {
  readonly bytes: Buffer;
  readonly bit: number;
}

const isLetter = (bytes: Buffer): boolean => bytes.length === 1 && /[a-z0-9]/.test(String.fromCharCode(bytes[0]!));
