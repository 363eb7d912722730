// What must not become one channel, whatever else speaks for it.

import { hasOwnName, isNumber, type Identity } from './identity.ts';
import { areOfOneLand } from './words/countries.ts';

/** What keeps two names apart, in words: a person reads them who wonders why names that are so alike are two channels. */
export const BARRIERS = {
  variant: 'They differ in a coast, a time shift or a quality that is a channel of its own',
  station: 'They are not the same station',
  language: 'They are in different languages',
  extension: 'Only one is a Plus, an Extra or for children',
  numbers: 'Their numbers differ',
  counted: 'One list has both, with a number and without',
  parts: 'One list has both, with different words behind one name',
  country: 'They are of different countries',
  radio: 'Only one of the two is radio',
  hand: 'A person has decided that they are two',
  locked: 'One of the two is kept as it is',
} as const;

export type Barrier = keyof typeof BARRIERS;

/**
 * What keeps names of two markets from being compared at all.
 * @param a `uk`, `uk radio`; a name whose country nobody says has an empty one, and may be of any
 */
export function barrierOfMarkets(a: string, b: string): Barrier | null {
  const [[land = '', kind = ''], [otherLand = '', otherKind = '']] = [a.split(' '), b.split(' ')];
  if (land !== otherLand && land !== '' && otherLand !== '') return 'country';
  return kind === otherKind ? null : 'radio';
}

type BarrierOfNames = Exclude<Barrier, 'hand' | 'locked' | 'radio'>;

/** What two names say by themselves. */
function barrierOfWords(a: Identity, b: Identity): BarrierOfNames | null {
  if (a.variant !== b.variant) return 'variant';
  if (tellsStations(a, b)) return areOtherStations(a, b) ? 'station' : null;
  if (a.language !== '' && b.language !== '' && a.language !== b.language) return 'language';
  if (areForOtherLands(a, b)) return 'country';
  if (a.extension !== b.extension && a.bare === b.bare) return 'extension';
  return a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers ? 'numbers' : null;
}

/** `Nova Germany` and `Nova Spain`: lists of the whole world have them beside each other. */
const areForOtherLands = ({ land: a }: Identity, { land: b }: Identity): boolean =>
  a !== '' && b !== '' && a !== b && !areOfOneLand(a, b);

/** Whether call signs decide: of two names that have them, or of one whose like have no other name. */
export const tellsStations = ({ station: a }: Identity, { station: b }: Identity): boolean =>
  a && b ? true : [a, b].some((station) => station !== null && !hasOwnName(station));

export const areOtherStations = (a: Identity, b: Identity): boolean =>
  tellsStations(a, b) && (a.station?.sign !== b.station?.sign || a.station?.subchannel !== b.station?.subchannel);

export const cannotLink = (a: Identity, b: Identity): boolean => barrierOfWords(a, b) !== null;

/** A name and, by number, who lists it. */
interface ListedName {
  readonly identity: Identity;
  readonly providers: ReadonlyMap<number, number>;
}

/** What two names say by themselves, and what a list says that has both. */
export function barrierBetween(a: ListedName, b: ListedName): BarrierOfNames | null {
  const ofWords = barrierOfWords(a.identity, b.identity);
  if (ofWords !== null) return ofWords;
  const told = barrierInOneList(a.identity, b.identity);
  return told !== null && a.providers.keys().some((provider) => b.providers.has(provider)) ? told : null;
}

/** In two lists `Brio (Nord)` may be what the other calls `Brio (North)`; who lists both has two channels. */
function barrierInOneList(a: Identity, b: Identity): BarrierOfNames | null {
  if (a.station) return null;
  if (countsOneOf(a, b) || countsOneOf(b, a)) return 'counted';
  return haveOtherParts(a, b) ? 'parts' : null;
}

/** Whether one list that has both, whichever it is, has two channels. */
export const tellsApartInOneList = (a: Identity, b: Identity): boolean => barrierInOneList(a, b) !== null;

/**
 * `Brio 2 Nord` beside `Brio Nord`: a brand counts its channels. The first is often called like the brand, and a number at
 * the end may be the place in a list.
 */
function countsOneOf(counted: Identity, plain: Identity): boolean {
  if (counted.numbers === '' || counted.numbers === '1' || plain.numbers !== '') return false;
  const { strong } = counted;
  const at = strong.findIndex(isNumber);
  if (at < 1 || at === strong.length - 1 || strong.length !== plain.strong.length + 1) return false;
  return plain.strong.every((word, place) => word === strong[place < at ? place : place + 1]);
}

/** `Brio (Nord)` beside `Brio (Nordost)`. */
function haveOtherParts(a: Identity, b: Identity): boolean {
  if (a.pieces.length !== 2 || b.pieces.length !== 2 || a.pieces[0] !== b.pieces[0]) return false;
  return a.pieces[1] !== b.pieces[1] && (a.general === '' || a.general !== b.general);
}
