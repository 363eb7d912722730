// What a market's index knows of one name, in numbers alone: they are kept between builds, so that a name that has not
// changed is not even read.

import { hasOwnName, isNumber, type Identity } from './identity.ts';
import type { Key } from './postings.ts';

/**
 * ```
 * 0            1     2      3        4          5            6       7 …     … (one less)  …
 * strongGlued  tail  sound  pieces₀  initials   word count   key     words   beginnings    keys
 *                                    of strong               count
 * ```
 * Hashes; 0 for what it does not have. The tail is what is left without the first word, the beginnings are the first words glued, the
 * first two, and so on.
 */
export type Facts = Uint32Array;

export const FACT = {
  glued: 0,
  tail: 1,
  sound: 2,
  piece: 3,
  initials: 4,
  otherInitials: 5,
  wordCount: 6,
  words: 7,
} as const;

/** What facts are made of. */
export interface Factual {
  readonly identity: Identity;
  /** Channels of the knowledge base that have this name, by number. */
  readonly known: readonly number[];
}

/** 31-bit FNV-1a over UTF-16 units, of a piece of a text after a letter that says what kind of key it is; never 0. */
// oxlint-disable-next-line max-params -- asked for each key of each name: no object is made for it
function hash31(kind: string, text: string, from = 0, to = text.length): number {
  let hash = Math.imul(0x811c9dc5 ^ kind.charCodeAt(0), 0x01000193);
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 1 || 1;
}

/** Of a word, of words glued, of a sound: what is counted in a market. */
export const factOf = (text: string): number => hash31(' ', text);

export const soundOf = ({ skeleton, numbers }: Pick<Identity, 'numbers' | 'skeleton'>): number =>
  factOf(`${skeleton} ${numbers}`);

/** @param cells facts of many names @param from where those of the name begin */
const beginningsFrom = (cells: Facts, from: number): number => from + FACT.words + cells[from + FACT.wordCount]!;
/** Where its keys begin; its beginnings end there. */
export const keysFrom = (cells: Facts, from: number): number =>
  beginningsFrom(cells, from) + Math.max(0, cells[from + FACT.wordCount]! - 1);

/** Sees each word once. */
export function eachWordIn(cells: Facts, from: number, see: (word: number) => void): void {
  const to = beginningsFrom(cells, from);
  for (let at = from + FACT.words; at < to; at += 1) {
    let before = from + FACT.words;
    while (cells[before] !== cells[at]) before += 1;
    if (before === at) see(cells[at]!);
  }
}

export function eachBeginningIn(cells: Facts, from: number, see: (beginning: number) => void): void {
  const to = keysFrom(cells, from);
  for (let at = beginningsFrom(cells, from); at < to; at += 1) see(cells[at]!);
}

const SCRATCH: number[] = [];

export function factsOf(name: Factual): Facts {
  const { strong, strongGlued, pieces, initials, strongInitials } = name.identity;
  const into = SCRATCH;
  into.length = 0;
  into.push(
    factOf(strongGlued),
    strong.length < 2 ? 0 : factOf(strongGlued.slice(strong[0]!.length)),
    soundOf(name.identity),
    pieces.length === 0 ? 0 : factOf(pieces[0]!),
    strong.length < 2 ? 0 : factOf(strongInitials),
    initials === strongInitials || initials.length < 2 ? 0 : factOf(initials),
    strong.length,
  );
  for (const word of strong) into.push(factOf(word));
  let beginning = '';
  for (let at = 0; at < strong.length - 1; at += 1) {
    beginning += strong[at]!;
    into.push(factOf(beginning));
  }
  pushKeys(into, name);
  return stored(into);
}

/** A column for some hundred names: one of its own for each would take twice the room. */
const CHUNK = 2 ** 14;
let chunk = new Uint32Array(0);
let used = 0;

function stored(cells: readonly number[]): Facts {
  if (used + cells.length > chunk.length) {
    chunk = new Uint32Array(Math.max(CHUNK, cells.length));
    used = 0;
  }
  const from = used;
  for (let at = 0; at < cells.length; at += 1) chunk[from + at] = cells[at]!;
  used += cells.length;
  return chunk.subarray(from, used);
}

/** A key that stands for the whole name. */
const whole = (kind: string, text: string): Key => 2 * hash31(kind, text) + 1;
// oxlint-disable-next-line max-params -- as of `hash31`
const part = (kind: string, text: string, from?: number, to?: number): Key => 2 * hash31(kind, text, from, to);

/** Keys of evidence that comes and goes with the lists, whatever the name. */
export function keysOfEvidence(tvgIds: readonly number[], artworks: readonly number[]): readonly Key[] {
  if (tvgIds.length === 0 && artworks.length === 0) return NONE;
  return [...tvgIds.map((id) => part('@', String(id))), ...artworks.map((artwork) => part('%', String(artwork)))];
}

const NONE: readonly Key[] = [];

/** Keys of one name at most: a name of a thousand words is nobody's. */
const WORDS = 32;
const LETTERS = 96;

/** The keys alone, with those of its evidence: of a name that is looked for and not counted. */
export function keysOf(
  name: Factual & { readonly tvgIds?: readonly number[]; readonly artworks?: readonly number[] },
): Key[] {
  const keys: Key[] = [];
  pushKeys(keys, name);
  keys.push(...keysOfEvidence(name.tvgIds ?? NONE, name.artworks ?? NONE));
  return keys;
}

function pushKeys(keys: number[], { identity, known }: Factual): void {
  const { strongGlued, skeleton, initials, strongInitials, station, strong, pieces } = identity;
  const from = keys.length;
  if (station) {
    keys.push(whole('!', `${station.sign}.${station.subchannel}`));
    if (!hasOwnName(station)) return;
    if (strongGlued === '') {
      for (const channel of known) keys.push(whole('#', String(channel)));
      return;
    }
  }
  keys.push(whole('=', strongGlued), whole('=', identity.glued));
  if (identity.whole !== identity.glued) keys.push(whole('=', identity.whole));
  if (identity.general !== '') keys.push(whole('=', identity.general));
  if (identity.unaccented.length > 1) keys.push(whole('=', identity.unaccented));
  for (const channel of known) keys.push(whole('#', String(channel)));
  for (let at = 0; at < pieces.length && at < WORDS; at += 1) keys.push(whole('=', pieces[at]!));
  for (let at = 0; at < strong.length && at < WORDS; at += 1)
    if (!isNumber(strong[at]!)) keys.push(part('w', strong[at]!));
  if (skeleton.length > 1) keys.push(part('s', skeleton));
  if (initials.length > 1) keys.push(whole('=', initials));
  if (strongInitials.length > 1) keys.push(whole('=', strongInitials));
  if (strong.length > 2) keys.push(whole('=', `${strong[0]}${strongInitials.slice(1)}`));
  const padded = `^${strongGlued}`;
  const last = Math.min(padded.length, LETTERS) - 4;
  for (let at = 0; at <= last; at += 1) keys.push(part('4', padded, at, at + 4));
  leaveOutRepeated(keys, from);
}

/** Each key once: `Sky` and `sky` are told apart by nobody. */
function leaveOutRepeated(keys: number[], from: number): void {
  let to = from;
  for (let at = from; at < keys.length; at += 1) {
    if (keys.indexOf(keys[at]!, from) < to) continue;
    keys[to] = keys[at]!;
    to += 1;
  }
  keys.length = to;
}
