// The names that providers use, each once for its market: what is matched. Streams by the hundred thousand share them.

import { nameKey, type NameKey } from '../formats/names/key.ts';
import { IdSpaces } from './id-spaces.ts';
import { hash53 } from '../model/ids.ts';
import { NumberMap } from '../kernel/number-map.ts';

/** What a provider says of a name. */
export interface Said {
  readonly provider: string;
  readonly tvgId?: string;
  /** 0 where nothing was seen. */
  readonly artwork?: number;
}

/** Ids and artworks of one name that are kept as evidence; a list may give every variant its own. */
const IDS_KEPT = 3;

export class NameTable {
  /** Of several ways to write a name in capital and small letters always the same one, whichever comes first. */
  readonly texts: string[] = [];
  readonly keys: NameKey[] = [];
  /** Index into `markets`. */
  readonly marketOf: number[] = [];
  readonly markets: string[] = [];
  readonly providers: string[] = [];
  readonly #places = new NumberMap();
  readonly #marketNumbers = new Map<string, number>();
  readonly #providerNumbers = new Map<string, number>();
  /** Most names are listed once, by one provider: those share one list. */
  readonly #listings: (readonly number[])[] = [];
  readonly #listedOnce: (readonly number[])[] = [];
  readonly #tvgIds = new FewNumbers();
  readonly #artworks = new FewNumbers();
  readonly #idSpaces = new IdSpaces();
  #textHashes = new Float64Array(0);

  get size(): number {
    return this.texts.length;
  }

  /** @returns the name's number */
  add(name: string, market: string, said: Said): number {
    const key = nameKey(market, name);
    let index = this.#places.get(key);
    if (index === undefined) {
      index = this.texts.push(name.length > LONGEST ? beginningOf(name) : name) - 1;
      this.keys.push(key);
      this.#places.set(key, index);
      this.marketOf.push(numberOf(market, this.markets, this.#marketNumbers));
      this.#listings.push(NOTHING);
    } else if (name !== this.texts[index] && name.length <= LONGEST && isTelling(name, this.texts[index]!))
      this.texts[index] = name;
    const provider = numberOf(said.provider, this.providers, this.#providerNumbers);
    this.#list(index, provider);
    if (said.tvgId) this.#noteId(index, provider, said.tvgId);
    if (said.artwork) this.#artworks.note(index, said.artwork);
    return index;
  }

  /** A hash of each name as written, in a column: to be asked for when all are there. */
  textHashes(): Float64Array {
    if (this.#textHashes.length !== this.size) {
      this.#textHashes = new Float64Array(this.size);
      for (let at = 0; at < this.size; at += 1) this.#textHashes[at] = hash53(this.texts[at]!);
    }
    return this.#textHashes;
  }

  find(key: NameKey): number | undefined {
    return this.#places.get(key);
  }

  market(index: number): string {
    return this.markets[this.marketOf[index] ?? 0] ?? '';
  }

  /** Provider and how often it lists the name, in turn. */
  listing(index: number): readonly number[] {
    return this.#listings[index] ?? NOTHING;
  }

  /** Hashes of the tvg-ids that its streams carry. */
  tvgIds(index: number): readonly number[] {
    return this.#tvgIds.of(index);
  }

  /** Numbers of the artworks that its streams' logos show. */
  artworks(index: number): readonly number[] {
    return this.#artworks.of(index);
  }

  /** For each provider by number the list that its tvg-ids are from. */
  idSpaces(): readonly number[] {
    return this.#idSpaces.spaces(this.providers);
  }

  #noteId(name: number, provider: number, tvgId: string): void {
    const id = hash53(tvgId.trim().toLowerCase().replace(QUALITY_OF_ID, ''));
    this.#tvgIds.note(name, id);
    const listing = this.listing(name);
    if (listing.length > 2) this.#idSpaces.note({ name, provider, id }, everySecond(listing));
    else this.#idSpaces.note({ name, provider, id }, NOTHING);
  }

  #list(index: number, provider: number): void {
    const listing = this.#listings[index]!;
    const at = listing.findIndex((value, place) => place % 2 === 0 && value === provider);
    if (listing.length === 0) this.#listings[index] = this.#listedOnce[provider] ??= [provider, 1];
    else if (at < 0) this.#listings[index] = [...listing, provider, 1];
    else this.#listings[index] = listing.with(at + 1, listing[at + 1]! + 1);
  }
}

/** Capitals tell where words begin (`NickJr`) and what is a numeral (`Rai III`): small letters alone tell least. */
function isTelling(name: string, known: string): boolean {
  const [one, other] = [name, known].map((text) =>
    text === text.toLowerCase() ? 2 : Number(text === text.toUpperCase()),
  );
  return one === other ? name < known : one! < other!;
}

/** Nobody reads on in a longer name, and a hundred thousand of them fill a small box. */
const LONGEST = 160;

/** A copy: a slice would keep the whole text alive. */
const beginningOf = (name: string): string => Buffer.from(name.slice(0, LONGEST), 'utf16le').toString('utf16le');

const NOTHING: readonly number[] = [];

/** `ZDF.de@HD`: iptv-org's way to say which quality of a feed it is. */
const QUALITY_OF_ID = /@(?:sd|hd|fhd|uhd|4k)$/;

const everySecond = (listing: readonly number[]): number[] => listing.filter((_, at) => at % 2 === 0);

/** A few numbers for each name, for most none or one. */
class FewNumbers {
  /** 0 for none. */
  readonly #first: number[] = [];
  readonly #more = new Map<number, readonly number[]>();

  note(index: number, number: number): void {
    const known = this.of(index);
    if (known.length >= IDS_KEPT || known.includes(number)) return;
    if (known.length > 0) this.#more.set(index, [...known, number]);
    else {
      while (this.#first.length < index) this.#first.push(0);
      this.#first[index] = number;
    }
  }

  of(index: number): readonly number[] {
    const first = this.#first[index] ?? 0;
    return first === 0 ? NOTHING : (this.#more.get(index) ?? [first]);
  }
}

function numberOf(text: string, texts: string[], numbers: Map<string, number>): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  const number = texts.push(text) - 1;
  numbers.set(text, number);
  return number;
}
