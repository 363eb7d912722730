// What speaks for and against two names of one market being one channel, as numbers from 0 to 1.

import { AT, FEATURES, type Features } from './feature-names.ts';
import { isNumber, type Identity } from './identity.ts';
import type { MarketIndex, MarketName } from './market-index.ts';
import { soundRatio } from './skeleton.ts';
import { spellingLikeness } from './spelling.ts';
import { canonicalWord } from './words/synonyms.ts';
import { areTranslated, fillWords, SERIES } from './word-features.ts';

/** @param into is overwritten and returned, where the caller keeps no vector */
// oxlint-disable-next-line max-params -- two names in their market
export function featuresOf(
  index: MarketIndex,
  a: MarketName,
  b: MarketName,
  into: Features = new Float64Array(FEATURES.length),
): Features {
  featuresOfNames(index, a, b, into);
  fillProviders(into, index, a, b);
  return into;
}

/** The same without what hangs on who lists them. */
// oxlint-disable-next-line max-params -- as above
export function featuresOfNames(index: MarketIndex, a: MarketName, b: MarketName, into: Features): Features {
  into.fill(0);
  const [one, other] = [a.identity, b.identity]; // each is looked up
  // A call sign says what a knowledge base can only guess from names.
  if (one.station && other.station) {
    fillStation(into, one, other);
    return into;
  }
  fillKnown(into, a, b);
  // What is known to be one channel need not look alike.
  if (into[AT.knownSame] === 1) return into;
  fillNumbers(into, one, other);
  fillNames(into, index, one, other);
  fillWords(into, index, one, other);
  return into;
}

function fillStation(into: Features, a: Identity, b: Identity): void {
  into[AT.station] = 1;
  if (a.station?.isLowPower !== b.station?.isLowPower) into[AT.stationPowerConflict] = 1;
  const [brandsA, brandsB] = [a.strong.filter(isBrand), b.strong.filter(isBrand)];
  if ((brandsA.length === 0) !== (brandsB.length === 0)) into[AT.stationBrandOneSided] = 1;
  else if (!brandsA.every((word) => hasWord(b, word)) && !brandsB.every((word) => hasWord(a, word)))
    into[AT.stationBrandConflict] = 1;
}

/** `WBTV News 3` names no network. */
const isBrand = (word: string): boolean => !isNumber(word) && canonicalWord(word) !== 'news' && word !== 'live';

const hasWord = ({ glued, strong }: Identity, word: string): boolean =>
  glued.includes(word) || strong.some((other) => canonicalWord(other) === canonicalWord(word));

/** Spelling above this is worth more than in proportion. */
const CLOSE = 0.8;

// oxlint-disable-next-line max-params -- two names in their market
function fillNames(into: Features, index: MarketIndex, a: Identity, b: Identity): void {
  const isShort = Math.min(a.strongGlued.length, b.strongGlued.length) <= 3;
  if (isShort) into[AT.short] = 1;
  const areOther = isShort && areOtherInitials(a, b);
  if (!areOther && areEqual(a, b)) {
    into[AT.equalStrong] = 1;
    if (isShort) into[AT.equalStrongShort] = 1;
    if (a.glued === b.glued) into[AT.equalGlued] = 1;
  } else if (haveEqualPiece(index, a, b)) into[AT.equalAlternative] = 1;
  fillFillers(into, a, b);
  const isAcross = a.isTransliterated !== b.isTransliterated;
  const lacksVowels = a.lacksVowels || b.lacksVowels;
  const sound = isAcross ? soundRatio(a.strongGlued, b.strongGlued, lacksVowels) : 0;
  const spelling = Math.max(spellingOf(a, b), sound);
  into[isAcross ? AT.spellingAcross : AT.spelling] = spelling;
  if (spelling >= CLOSE) into[AT.spellingClose] = (spelling - CLOSE) / (1 - CLOSE);
  if (isAcross && a.skeleton.length > 1 && b.skeleton.length > 1)
    into[AT.consonantsAcross] = spellingLikeness(a.skeleton, b.skeleton) / 100;
  if (a.skeleton === b.skeleton && a.skeleton.length > 2) {
    into[isAcross ? AT.skeletonEqualAcross : AT.skeletonEqual] = Math.min(1, (a.skeleton.length - 2) / 4);
  }
  const least = lacksVowels ? LEAST_WITHOUT_VOWELS : LEAST_SOUNDS;
  if (isAcross && spelling >= SOUNDS_LIKE && soundAlike(index, a, b, least)) into[AT.soundsAloneAcross] = 1;
  if (!isAcross && !areOther && into[AT.equalStrong] === 0 && spelling >= CLOSE && soundAlike(index, a, b))
    into[AT.soundsAlone] = 1;
  if (isUnaccented(a, b) || isUnaccented(b, a)) into[AT.equalUnaccented] = 1;
  if (a.isRadio !== b.isRadio) into[AT.radioOneSided] = 1;
}

/** Two names of the same consonants that are spelt less alike are two names: Осетия Ирыстон and Остросюжетное. */
const SOUNDS_LIKE = 0.5;
/** Of fewer consonants are too many names. */
const LEAST_SOUNDS = 3;
const LEAST_WITHOUT_VOWELS = 2;

/** In so few letters each one counts: ННТВ is not NTV. */
const INITIALS = 4;

/** Whether these two have their consonants to themselves. */
// oxlint-disable-next-line max-params -- asked for each pair
function soundAlike(index: MarketIndex, a: Identity, b: Identity, least = LEAST_SOUNDS): boolean {
  if (a.skeleton !== b.skeleton || a.numbers !== b.numbers || a.skeleton.length < least) return false;
  const [one, other] = [a.strongGlued.length, b.strongGlued.length];
  return index.soundsAlone(a) && (one === other || Math.max(one, other) > INITIALS);
}

const isUnaccented = (a: Identity, b: Identity): boolean =>
  a.unaccented.length > 1 && b.unaccented === '' && a.unaccented === b.strongGlued;

function fillFillers(into: Features, a: Identity, b: Identity): void {
  const ofA = a.fillers.filter((kind) => !b.fillers.includes(kind));
  const ofB = b.fillers.filter((kind) => !a.fillers.includes(kind));
  if (ofA.length > 0 && ofB.length > 0) into[AT.fillerConflict] = 1;
  else if (ofA.length + ofB.length > 0) into[AT.fillerOneSided] = 1;
  if (ofA.includes('network') || ofB.includes('network')) into[AT.networkOneSided] = 1;
  if (a.hasOwnWord !== b.hasOwnWord) into[AT.ownWordOneSided] = 1;
}

/** Of the names as they are, or of their general words in one form. */
function spellingOf(a: Identity, b: Identity): number {
  const plain = spellingLikeness(a.strongGlued, b.strongGlued);
  const isGeneral = a.general !== a.strongGlued || b.general !== b.strongGlued;
  if (!isGeneral || a.general === '' || b.general === '' || areTranslated(a, b)) return plain / 100;
  return Math.max(plain, spellingLikeness(a.general, b.general)) / 100;
}

function areEqual(a: Identity, b: Identity): boolean {
  if (a.strongGlued === b.strongGlued || a.whole === b.whole) return true;
  return a.general !== '' && a.general === b.general && !areTranslated(a, b);
}

/** `NFL Network` and `NFL Channel`: behind initials a network is a part of the name where the other is called something else. */
const areOtherInitials = ({ fillers: a }: Identity, { fillers: b }: Identity): boolean =>
  a.length > 0 &&
  b.length > 0 &&
  a.includes('network') !== b.includes('network') &&
  !a.some((kind) => b.includes(kind));

function haveEqualPiece(index: MarketIndex, a: Identity, b: Identity): boolean {
  if (isPiece(index, a, b.strongGlued) || isPiece(index, b, a.strongGlued)) return true;
  return a.pieces.length > 0 && a.pieces[0] === b.pieces[0];
}

function isPiece(index: MarketIndex, { pieces }: Identity, name: string): boolean {
  const at = pieces.indexOf(name);
  return at === 0 || (at > 0 && index.siblings(pieces[0]!) < SERIES);
}

function fillNumbers(into: Features, a: Identity, b: Identity): void {
  if (a.numbers === b.numbers) {
    if (a.numbers !== '') into[AT.numbersEqual] = 1;
    return;
  }
  into[AT.numberOneSided] = 1;
  if (a.numbers === '1' || b.numbers === '1') into[AT.numberOneOnly] = 1;
}

/** What the knowledge base says of both; a name that several channels have says less, and so does one that it does not have. */
function fillKnown(into: Features, a: MarketName, b: MarketName): void {
  if (a.known.length + b.known.length === 0) return; // as it is with most
  if (isKnownHere(a) !== isKnownHere(b) && (a.known.length === 0 || b.known.length === 0)) into[AT.knownOneSided] = 1;
  if (a.known.length === 0 || b.known.length === 0) return;
  const isElsewhere = a.isKnownElsewhere === true || b.isKnownElsewhere === true;
  if (!a.known.some((channel) => b.known.includes(channel)))
    into[isElsewhere ? AT.knownDifferentElsewhere : AT.knownDifferent] = 1;
  else if (a.known.length + b.known.length > 2) into[AT.knownShared] = 1;
  else into[AT.knownSame] = 1;
}

const isKnownHere = ({ known, isKnownElsewhere }: MarketName): boolean => known.length > 0 && isKnownElsewhere !== true;

/** A provider that lists two names means two channels, the surer the less it repeats itself. */
// oxlint-disable-next-line max-params -- as above
function fillProviders(into: Features, index: MarketIndex, a: MarketName, b: MarketName): void {
  let strictest = 0;
  let common = 0;
  for (const provider of a.providers.keys()) {
    if (!b.providers.has(provider)) continue;
    strictest = Math.max(strictest, index.strictness(provider));
    common += 1;
  }
  fillListed(into, { common, strictest, ...listedAs(into) });
}

/** What the names say that counts for more or less when one list has both. */
export interface ListedAs {
  readonly isOneName: boolean;
  readonly isBrandOneSided: boolean;
}

export const listedAs = (ofNames: Features): ListedAs => ({
  isOneName: ofNames[AT.equalStrong] === 1,
  isBrandOneSided: ofNames[AT.stationBrandOneSided] === 1,
});

export interface Listed extends ListedAs {
  /** Providers that list both names. */
  readonly common: number;
  /** Of those the one that repeats itself least, 0 to 1. */
  readonly strictest: number;
}

export function fillListed(into: Features, { common, strictest, isOneName, isBrandOneSided }: Listed): void {
  if (common === 0) return;
  into[AT.colisted] = 1;
  into[AT.colistedStrictly] = strictest ** 2;
  if (common > 1) into[AT.colistedOften] = 1;
  if (isOneName) into[AT.colistedEqual] = 1;
  if (isBrandOneSided) into[AT.stationBrandColisted] = 1;
}
