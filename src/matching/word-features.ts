// Features of the words of two names: which stand for each other, and what is left over.

import { isAbbreviationOf } from './abbreviation.ts';
import { alignWords, isBegunWordByWord, type Alignment } from './align.ts';
import { AT, type Features } from './feature-names.ts';
import { isNumber, type Identity } from './identity.ts';
import type { MarketIndex } from './market-index.ts';
import { areTranslations, isGeneralWord } from './words/synonyms.ts';
import { FILLERS, fillerKind } from './words/fillers.ts';
import { soundRatio, soundsAlikeFrom } from './skeleton.ts';
import { isCountryWord } from './words/countries.ts';
import { isGenreWord, isReachWord } from './words/reach.ts';

/** A word in no more names than this belongs to one channel or a small family. */
const EXCLUSIVE = 3;
/** Names that begin with a channel's, from which on they are a series. */
export const SERIES = 3;
/** Two letters are those of too many names. */
const LEAST_INITIALS = 3;
/** A first word in more names than this is a family's name. */
const FAMILY = 5;

/** A word of so few letters is an initialism itself: its first letter says nothing more (`T News`, `TNP News`). */
const INITIALISM = 4;

/** Beside general words alone a letter may stand for anything: `C Historia` is not `Crimen Historia`, but `F3 Alpes` is `France 3 Alpes`. */
function isLetterAmongWords(short: readonly string[], long: readonly string[]): boolean {
  if (short.length !== long.length) return false;
  const other = short.findIndex((word, at) => word !== long[at]);
  if (other < 0 || short[other]!.length !== 1) return false;
  const isTelling = short.some((word, at) => at !== other && !isNumber(word) && !isGeneralWord(word));
  if (isTelling && long[other]!.length > INITIALISM) return false;
  return short.every((word, at) => at === other || word === long[at]);
}

/** Of a word that is begun behind a letter: from so many letters on the letter is none of an abbreviation. */
const BEGUN_LETTERS = 4;

/** `CNews` and `CBC News`, `Madre` and `Mas adrenalina`: a letter before a word that is there whole, or to its fourth letter. */
function isLetterOnWord(
  [whole = '', ...more]: readonly string[],
  [first = '', last, ...others]: readonly string[],
): boolean {
  if (more.length > 0 || others.length > 0 || last === undefined || last.length < 3 || whole[0] !== first[0])
    return false;
  const behind = whole.slice(1);
  return behind === last || (behind.length >= BEGUN_LETTERS && last.startsWith(behind));
}

/** What only goes on by fewer letters is another word: `RTL Austria` and `RTLup Austria`, `Nova (Sakha)` and `Nova (Sakhalin)`. */
const LEFT_OUT = 4;

/** What says television, and begins other words: `Tele Boston` and `Telemundo Boston`, `SIPSE TV` and `SIPSE TVCUN`. */
const saysTelevision = (word: string): boolean => word === 'tele' || fillerKind(word) === 'tv';

/** Whether they are the same words but for one that goes on a little, or on from what says television. */
function goesOn(short: readonly string[], long: readonly string[]): boolean {
  if (short.length !== long.length) return false;
  const other = short.findIndex((word, at) => word !== long[at]);
  if (other < 0 || !short.every((word, at) => at === other || word === long[at])) return false;
  const [begun, whole] = [short[other]!, long[other]!];
  if (begun.length < 2 || !whole.startsWith(begun)) return false;
  return whole.length < begun.length + LEFT_OUT || saysTelevision(begun);
}

/** `The Spa` is a word, not the initials of three. */
const isWithArticle = ({ strong, whole }: Identity): boolean =>
  strong.length === 1 && strong[0]!.length <= INITIALISM && whole === `the${strong[0]}`;

/** With a letter that other names are without: it stands for no word. */
const beginsOptionally = (index: MarketIndex, { strong }: Identity): boolean =>
  strong.length > 1 && strong[0]!.length === 1 && index.optionalFirst(strong[0]!) > 0;

/** The beginning of a single word is no abbreviation (`Jan TV`, `Janapriyam TV`), nor are letters of a language's name. */
const isAbbreviated = (index: MarketIndex, short: Identity, long: Identity): boolean =>
  long.strong.length > 1 &&
  isMadeOfBeginnings(short, long) && // first, as it is seldom so
  !goesOn(short.strong, long.strong) &&
  !goesOn(short.words, long.words) &&
  !beginsOptionally(index, short) &&
  (long.language === '' || long.language === short.language) &&
  !isLetterAmongWords(short.strong, long.strong) &&
  !isLetterOnWord(short.strong, long.strong) &&
  !isWithArticle(short);

/** The market's own country lends no letter to a name that is two words without it: `BET` is not `BBC Earth Turkiye`. */
function isMadeOfBeginnings(short: Identity, long: Identity): boolean {
  if (isAbbreviationOf(short.strong, long.strong)) return true;
  if (long.hasOwnWord && !short.hasOwnWord && long.strong.length > 1) return false;
  const isAsked = short.glued === short.strongGlued && long.glued === long.strongGlued;
  return !isAsked && isAbbreviationOf(short.words, long.words);
}

/** `Pluto TV Animals` and `Pluto TV Animales`: versions in two languages. Across scripts it is a translation of one name. */
export function areTranslated(one: Identity, other: Identity): boolean {
  if (one.isTransliterated || other.isTransliterated) return false;
  const [a, b] = [one.strong, other.strong];
  return a.some((word) => !b.includes(word) && b.some((twin) => areTranslations(word, twin) && !a.includes(twin)));
}

export function fillWords(into: Features, index: MarketIndex, a: Identity, b: Identity): void {
  if (into[AT.equalUnaccented] === 1) return;
  const [short, long] = a.glued.length < b.glued.length ? [a, b] : [b, a];
  if (into[AT.equalStrong] === 0 && isAbbreviated(index, short, long)) {
    into[AT.abbreviation] = 1;
    if (short.glued.length <= 4) into[AT.abbreviationShort] = 1;
    into[AT.abbreviationLength] = short.glued.length / long.glued.length;
    if (isBegunWordByWord(a.strong, b.strong)) into[AT.begunWordByWord] = 1;
    if (short.strongGlued.length >= LEAST_INITIALS && index.initialsAlone(short.strongGlued))
      into[AT.initialsAlone] = 1;
    return;
  }
  const soundsFrom = soundsAlikeFrom(a, b);
  if (soundsFrom > 0 && soundsWhole(a, b, soundsFrom)) {
    into[AT.soundedAcross] = into[AT.cover] = into[AT.coverFull] = 1;
    return;
  }
  const isTranslated = a.isTransliterated || b.isTransliterated;
  const across = { isTranslated, soundsFrom, lacksVowels: a.lacksVowels || b.lacksVowels };
  const alignment = withoutFillers(alignWords(a.strong, b.strong, across), a, b);
  const count = a.strong.length + b.strong.length;
  if (isCountedOtherwise(a.strong, b.strong)) {
    into[AT.restSome] = into[AT.restBoth] = 1;
    return;
  }
  if (soundsFrom > 0) into[AT.soundedAcross] = (2 * (alignment.spelt.length + alignment.sounded.length)) / count;
  else {
    into[AT.speltWords] = (2 * alignment.spelt.length) / count;
    into[AT.soundedWords] = (2 * alignment.sounded.length) / count;
  }
  into[AT.begunWords] = (2 * alignment.begun.length) / count;
  const coverA = 1 - weight(index, alignment.restA) / (weight(index, a.strong) || 1);
  const coverB = 1 - weight(index, alignment.restB) / (weight(index, b.strong) || 1);
  into[AT.cover] = Math.min(coverA, coverB);
  into[AT.coverFull] = Math.max(coverA, coverB);
  // That no other name has a general word makes it no brand: `E! Entertainment` is not `Nova Entertainment`.
  fillShared(into, index, alignment.equal);
  fillShared(into, index, alignment.glued);
  if (alignment.restA.length + alignment.restB.length > 0) fillRest({ into, index, alignment, a, b });
  else if (a.strongGlued !== b.strongGlued)
    into[alignment.equal.length * 2 === count ? AT.sameWords : AT.equalWords] = 1;
}

/** `24 News` and `News 24`: where no word tells them apart, the order does. */
function isCountedOtherwise(a: readonly string[], b: readonly string[]): boolean {
  const isFirst = isNumber(a[0] ?? '');
  if (isFirst === isNumber(b[0] ?? '')) return false;
  const [first, last] = isFirst ? [a, b] : [b, a];
  return (
    first.length === 2 && last.length === 2 && first[0] === last[1] && isUntelling(first[1]!) && isUntelling(last[0]!)
  );
}

const isUntelling = (word: string): boolean => isGeneralWord(word) || FILLERS.has(word);

/** However they are cut into words: `iFilm` and `آي فيلم`. */
const soundsWhole = (a: Identity, b: Identity, from: number): boolean =>
  a.skeleton.length > 1 &&
  a.skeleton === b.skeleton &&
  a.numbers === b.numbers &&
  soundRatio(a.strongGlued, b.strongGlued, a.lacksVowels || b.lacksVowels) >= from;

/** Of a shared word that is in every name: it weighs nothing, and yet is seen to be there. */
const LEAST_RARITY = Number.MIN_VALUE;

function fillShared(into: Features, index: MarketIndex, words: readonly string[]): void {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (isNumber(word) || isGeneralWord(word)) continue;
    into[AT.sharedRarity] = Math.max(into[AT.sharedRarity]!, index.rarity(word), LEAST_RARITY);
    if (index.frequency(word) <= EXCLUSIVE) into[AT.sharedExclusive] = 1;
  }
}

/** `TV 1` keeps its filler as there is nothing else; beside `RTM TV 1` it is no word of its own. */
function withoutFillers(alignment: Alignment, a: Identity, b: Identity): Alignment {
  if (!alignment.restA.some(isFiller) && !alignment.restB.some(isFiller)) return alignment; // as it is with most
  return { ...alignment, restA: withoutFillersOf(alignment.restA, b), restB: withoutFillersOf(alignment.restB, a) };
}

const isFiller = (word: string): boolean => FILLERS.has(word);

const withoutFillersOf = (rest: readonly string[], other: Identity): readonly string[] =>
  rest.filter((word) => !FILLERS.has(word) || !other.fillers.includes(fillerKind(word)));

interface RestOf {
  readonly into: Features;
  readonly index: MarketIndex;
  readonly alignment: Alignment;
  readonly a: Identity;
  readonly b: Identity;
}

function fillRest({ into, index, alignment, a, b }: RestOf): void {
  const { restA, restB } = alignment;
  const rest = wordsOf(restA, restB);
  if (rest.length > 0 && rest.every(isReachWord)) {
    if (restA.length > 0 && restB.length > 0) into[AT.reachConflict] = 1;
    else into[rest.includes((restA.length > 0 ? a : b).reach) ? AT.reachNear : AT.reachOneSided] = 1;
    return;
  }
  if (rest.length > 0 && rest.every(isGenreWord) && (restA.length === 0 || restB.length === 0))
    into[AT.genreOneSided] = 1;
  for (let at = 0; at < rest.length; at += 1)
    into[AT.restRarity] = Math.max(into[AT.restRarity]!, index.rarity(rest[at]!));
  into[AT.restSome] = 1;
  if (rest.length > 1) into[AT.restMany] = 1;
  if (restA.length > 0 && restB.length > 0) into[AT.restBoth] = 1;
  else {
    const [whole, part] = restA.length > 0 ? [a, b] : [b, a];
    const first = (restA.length > 0 ? restA : restB)[0] ?? '';
    if (first === whole.strong[0] && isOfSeries(index, whole)) into[AT.restBoth] = 1;
    if (first === whole.strong[0]) into[index.frequency(first) > FAMILY ? AT.restFirstCommon : AT.restFirst] = 1;
    if (isInner(rest, whole.strong)) {
      into[AT.restInner] = 1;
      if (into[AT.genreOneSided] === 1 && !isBeforeNumber(rest, whole.strong)) into[AT.genreInner] = 1;
    }
    if (isInitialsOfRest(rest, part.strong) || isInitialsOfRest(part.strong, rest)) into[AT.restInitials] = 1;
    if (rest.length === 1 && restA.length + restB.length === 1) {
      if (first === whole.strong[0] && a.isRadio === b.isRadio) into[AT.restFirstOptional] = index.optionalFirst(first);
    }
    const isNumbered = rest.length < restA.length + restB.length;
    if (!isNumbered && rest.length > 0 && rest.every(isInOtherScript)) into[AT.restOtherScript] = 1;
    into[AT.siblings] = Math.min(1, Math.log1p(index.siblings(part.strongGlued)) / 4);
  }
  if (restA.includes('+') !== restB.includes('+')) into[AT.plusOneSided] = 1;
  const countryA = restA.some(isCountryWord);
  const countryB = restB.some(isCountryWord);
  if (countryA && countryB) into[AT.countryConflict] = 1;
  else if (countryA || countryB)
    into[isNear(restA, a) || isNear(restB, b) ? AT.neighbourOneSided : AT.countryOneSided] = 1;
}

const isInOtherScript = (word: string): boolean => word.charCodeAt(0) > 0x7f;

/** Of both, without numbers. */
function wordsOf(restA: readonly string[], restB: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < restA.length; at += 1) if (!isNumber(restA[at]!)) words.push(restA[at]!);
  for (let at = 0; at < restB.length; at += 1) if (!isNumber(restB[at]!)) words.push(restB[at]!);
  return words;
}

/** Whether a name begins and ends with other words. */
const isInner = (rest: readonly string[], strong: readonly string[]): boolean =>
  rest.length > 0 && rest[0] !== strong[0] && !endsWith(strong, rest.at(-1)!);

/** Whether it is the last word but for where the channel is for: `Nova News Europe` ends with News, and is no `Nova Europe`. */
function endsWith(strong: readonly string[], word: string): boolean {
  let last = strong.length - 1;
  while (last > 0 && strong[last] !== word && (isReachWord(strong[last]!) || isCountryWord(strong[last]!))) last -= 1;
  return strong[last] === word;
}

/** `Polsat Sport 1` counts the channels of `Polsat Sport`, and not those of Polsat; `Sky Sport Bundesliga 1` goes on with a word. */
const isBeforeNumber = (rest: readonly string[], strong: readonly string[]): boolean =>
  strong.findLast((word) => !isNumber(word)) === rest.at(-1);

const isNear = (rest: readonly string[], { neighbour }: Identity): boolean =>
  neighbour !== '' && rest.includes(neighbour);

/** `Россия 24 (Белгород)` is one of many that begin with a channel's name and go on with a place: not the place's own `Белгород 24`. */
const isOfSeries = (index: MarketIndex, { pieces }: Identity): boolean =>
  pieces.length > 1 && index.siblings(pieces[0]!) >= SERIES;

/** `Jewish Life Television JLTV`. */
function isInitialsOfRest(initials: readonly string[], words: readonly string[]): boolean {
  const [only = ''] = initials;
  if (initials.length !== 1 || only.length < 2 || words.length < 2) return false;
  return words.map((word) => word[0]).join('') === only;
}

/** Every word counts a little, rare ones more. */
function weight(index: MarketIndex, words: readonly string[]): number {
  let sum = 0;
  for (let at = 0; at < words.length; at += 1) sum += 0.2 + index.rarity(words[at]!);
  return sum;
}
