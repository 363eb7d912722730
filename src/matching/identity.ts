// What two names are compared by: the telling words of a reading in its market, and what must not differ.

import type { NameReading } from '../formats/names/reading.ts';
import { DEFAULT_POLICY, type SeparationPolicy } from './policy.ts';
import type { KnownSigns } from './signs.ts';
import { skeletonOf } from './skeleton.ts';
import { withoutArticles } from './words/articles.ts';
import { isCountryWord, isNeighbourWord, isOwnMarketWord, landOfCode, marketsOfWord } from './words/countries.ts';
import { FILLERS, JOINERS, fillerKind } from './words/fillers.ts';
import { EXTENSION_KINDS, extensionOf, type ExtensionKind } from './words/extensions.ts';
import { languageOf, languageOfTag } from './words/languages.ts';
import { isNearReach } from './words/reach.ts';
import { withRegions } from './words/regions.ts';
import { canonicalWord } from './words/synonyms.ts';

export interface Identity {
  /** Equal in one market: the same channel and feed, as far as names can say. */
  readonly key: string;
  /** All words but joiners. */
  readonly words: readonly string[];
  /** Words without fillers and the market's own country and language. Never empty if `words` is not. */
  readonly strong: readonly string[];
  readonly glued: string;
  /** With joiners: `laotra` of `La Otra`, as those write it who write it as one word. */
  readonly whole: string;
  /** What its words for channel, television, network say, in one word each. */
  readonly fillers: readonly string[];
  /** Whether it names the market itself or its language. */
  readonly hasOwnWord: boolean;
  readonly strongGlued: string;
  /**
   * The strong words glued, general ones in one form (`sport` for `sports` and `deportes`). Empty for a single word: alone
   * it is a brand, and History is not Historia.
   */
  readonly general: string;
  /** Pieces of the name between dashes and brackets, glued: each may be the whole name elsewhere. */
  readonly pieces: readonly string[];
  /** Digits of the name in order: `2`, `102 5`; empty when it has none. */
  readonly numbers: string;
  /** Consonants of the strong words: alike for transliterations and abbreviations. */
  readonly skeleton: string;
  /** First letters of all words and of the strong ones, numbers whole: `hsn`. */
  readonly initials: string;
  readonly strongInitials: string;
  /** Written in another script than Latin. */
  readonly isTransliterated: boolean;
  /** In a script that leaves vowels out: Arabic, Hebrew. */
  readonly lacksVowels: boolean;
  readonly isRadio: boolean;
  /** `+1`, `west`, or empty for the main feed; `hd` where qualities are kept apart. */
  readonly variant: string;
  /** A word for a neighbouring country, whose channels the market's lists carry too; empty for most. */
  readonly neighbour: string;
  /** A word for the region in which the market lies (`europe`); empty for most. */
  readonly reach: string;
  /** The language that it ends with (`english`), empty for most. */
  readonly language: string;
  /** The word for a country that it ends with (`germany`), empty for most. */
  readonly land: string;
  /** As a list writes it that has lost its accented letters: `t1` for `ČT1`; empty for names without. */
  readonly unaccented: string;
  readonly station: Station | null;
  /** What makes it a sister channel: `plus`, `kids`, `kids plus`; empty for most. */
  readonly extension: string;
  /** The strong words glued, without those. */
  readonly bare: string;
}

export interface Station {
  readonly sign: string;
  readonly subchannel: number;
  readonly isLowPower: boolean;
}

/** Japan's stations are known by names of their own, which say the same without the sign: `Fuji TV (JOCX-DTV)`. */
export const hasOwnName = ({ sign }: Station): boolean => sign.startsWith('JO');

export interface IdentifyOptions {
  readonly market: string;
  /**
   * Call signs that other names of the market prove, with their towns and subchannels: `WSOC Charlotte` is the station
   * that `ABC (WSOC) Charlotte, NC` is.
   */
  readonly knownSigns?: KnownSigns;
  readonly policy?: SeparationPolicy;
}

/** Of a name: no channel has more, and a sentence by the hundred thousand fills a small box. */
const WORDS_READ = 24;
const PIECES_READ = 6;

export function identify(reading: NameReading, options: IdentifyOptions): Identity {
  const { market } = options;
  const possible = options.knownSigns?.has(reading.possibleCallSign) ? reading.possibleCallSign : '';
  const sign = reading.callSign || possible;
  const towns = options.knownSigns?.townsOf(sign);
  const { core: said, segments } = withoutMaker(
    withoutFormerName(withoutPreposition(withoutTag(withoutRepetition(reading), market))),
  );
  const named = possible ? said.slice(1) : said;
  const policy = options.policy ?? DEFAULT_POLICY;
  const read = (towns ? named.filter((word) => !towns.has(word)) : named).slice(0, WORDS_READ);
  const core = policy.plus && policy.kids ? read : withoutExtensions(read, (kind) => !policy[kind]);
  const subchannelOf = (): number => reading.subchannel || (options.knownSigns?.subchannelOf(sign, read) ?? 1);
  const station = sign ? { sign, subchannel: subchannelOf(), isLowPower: reading.isLowPower } : null;
  const words = withRegions(withoutJoiners(core), market);
  const { source } = reading;
  const isTransliterated = isForeignScript(source);
  const strong = withoutArticles(strongWords(words, market), market, source);
  const strongGlued = strong.join('');
  const extension = extensionsOf(strong);
  const variant = variantOf(reading, policy);
  const glued = words.join('');
  const keyed = station ? `${sign}.${station.subchannel}${station.isLowPower ? 'l' : ''}/${glued}` : glued;
  const pieces = segments
    .slice(0, PIECES_READ)
    .map((piece) => withoutArticles(strongWords(withoutJoiners(piece), market), market, source));
  return {
    key: `${variant}|${keyed}`,
    words,
    strong,
    glued,
    whole: words.length === core.length ? glued : core.join(''),
    fillers: words.filter((word) => FILLERS.has(word)).map(fillerKind),
    hasOwnWord: words.some((word, index) => index > 0 && isOwnMarketWord(word, market)),
    strongGlued,
    general: strong.length > 1 ? strong.map(canonicalWord).join('') : '',
    pieces: pieces.map((piece) => piece.join('')).filter((piece) => piece.length > 1),
    numbers: numbersOf(pieces.find((piece) => piece.some(isNumber)) ?? strong),
    skeleton: skeletonOf(strongGlued),
    initials: initialsOf(words),
    strongInitials: initialsOf(strong),
    isTransliterated,
    lacksVowels: isTransliterated && ABJAD.test(source),
    isRadio: reading.isRadio,
    variant,
    neighbour: words.findLast((word, place) => place > 0 && isNeighbourWord(word, market)) ?? '',
    reach: words.findLast((word, place) => place > 0 && isNearReach(word, market)) ?? '',
    language: words.length > 1 ? languageOf(words.at(-1)!) : '',
    land: landOf(words),
    unaccented: unaccentedOf(reading),
    station,
    extension,
    bare: extension === '' ? strongGlued : withoutExtensions(strong, () => true).join(''),
  };
}

/** Codes are other words too often. */
const LEAST_LAND = 3;

function landOf(words: readonly string[]): string {
  const last = words.length > 1 ? words.at(-1)! : '';
  return last.length >= LEAST_LAND && marketsOfWord(last).length > 0 ? last : '';
}

type Words = Pick<NameReading, 'core' | 'segments'>;

/** `BNT4 (БНТ4)` says one name twice, in two scripts, and so does `よしもと/Yoshimoto`, where it can be read only as another name. */
function withoutRepetition({ source, core, segments }: Words & Pick<NameReading, 'source'>): Words {
  const words = { core, segments };
  if (segments.length < 2) return words; // as it is with most
  const [left = '', right = '', more] = source.split('/');
  if (segments.length === 2 && more === undefined && isForeignScript(left) !== isForeignScript(right) && right !== '')
    return { core: segments[0]!, segments };
  const said = segments.map((segment) => segment.join(' '));
  const once = segments.filter((_, place) => said.indexOf(said[place]!) === place);
  if (once.length === segments.length) return words;
  return { core: once.flat(), segments: once.length > 1 ? once : [] };
}

/** `France 24 (EN)` says what `France 24 English` says, `MTV (hu)` what `MTV Hungary` does, and `AMC (Spain)` what `AMC Spain` does. */
function withoutTag({ core, segments }: Words, market: string): Words {
  const last = segments.at(-1);
  const tag = segments.length > 1 && last?.length === 1 ? last[0]! : '';
  const said = languageOfTag(tag) ?? landOfCode(tag) ?? (isFarLand(tag, market) ? tag : undefined);
  if (said === undefined) return { core, segments };
  return { core: core.toSpliced(-1, 1, said), segments: segments.length > 2 ? segments.slice(0, -1) : [] };
}

/** `Arte (Deutsch)` in Portugal is not all that is called Arte. */
const isFarLand = (word: string, market: string): boolean =>
  isCountryWord(word) && !isOwnMarketWord(word, market) && !isNeighbourWord(word, market);

const PREPOSITIONS: ReadonlySet<string> = new Set(['en', 'in', 'auf', 'em', 'na', 'po']);

/** `Nature en Español` is the Spanish one, as `Nature Spanish` is. */
function withoutPreposition(words: Words): Words {
  const { core, segments } = words;
  const at = core.length - 2;
  if (at < 1 || segments.length > 0 || !PREPOSITIONS.has(core[at]!) || languageOf(core[at + 1]!) === '') return words;
  return { core: core.toSpliced(at, 1), segments };
}

/** `STAR Channel (f.k.a. FOX)`, `Vamos (ex #0)`: an older name, which lists may still have. */
const FORMERLY = /^(?:f k a|fka|formerly|ex|vormals|anciennement|antes) /;

function withoutFormerName(words: Words): Words {
  const { core, segments } = words;
  const last = segments.at(-1);
  const before =
    last &&
    FORMERLY.exec(`${last.join(' ')} `)?.[0]
      .trim()
      .split(' ').length;
  if (!last || !before || before === last.length) return words;
  return { core: core.slice(0, -last.length), segments: segments.toSpliced(-1, 1, last.slice(before)) };
}

/** `Qello Concerts by Stingray`: whose it is, the others leave out. */
function withoutMaker(words: Words): Words {
  const { core, segments } = words;
  const at = core.indexOf('by', 1);
  if (at < 1 || at === core.length - 1 || segments.length > 1) return words;
  return { core: core.slice(0, at), segments };
}

/** Letters that lists lose. */
export const ACCENTED = /[\u00c0-\u024f]/;

function unaccentedOf({ source, parts }: NameReading): string {
  if (!ACCENTED.test(source)) return '';
  const names = parts.filter(({ kind }) => kind === 'name').map(({ start, end }) => source.slice(start, end));
  const left = names
    .join(' ')
    .toLowerCase()
    .split(/[^a-z\d\u0080-\uffff]+/)
    .map((word) => word.replaceAll(/[^a-z\d]+/g, ''));
  return left.filter((word) => !FILLERS.has(word)).join('');
}

const withoutExtensions = (words: readonly string[], isLeftOut: (kind: ExtensionKind) => boolean): string[] =>
  words.filter((word, place) => {
    const kind = extensionOf(word, place);
    return kind === undefined || !isLeftOut(kind);
  });

/** Most names have none: no list is made for them. */
function extensionsOf(words: readonly string[]): string {
  let found: ExtensionKind[] | undefined;
  for (let place = 0; place < words.length; place += 1) {
    const kind = extensionOf(words[place]!, place);
    if (kind !== undefined) (found ??= []).push(kind);
  }
  return found ? EXTENSION_KINDS.filter((kind) => found.includes(kind)).join(' ') : '';
}

const numbersOf = (words: readonly string[]): string => words.filter(isNumber).join(' ');

const initialsOf = (words: readonly string[]): string =>
  words.map((word) => (isNumber(word) ? word : (word[0] ?? ''))).join('');

const ABJAD = /[\u05d0-\u05ea\u0620-\u06d3]/;

/** `ᴿᴬᵂ` and `ᴴᴰ` are Latin in typographic dress. */
const isSuperscript = (unit: number): boolean => unit >= 0x1d00 && unit < 0x1dc0;

/** More than a letter or two that ASCII and Latin-1 do not have. */
function isForeignScript(source: string): boolean {
  let foreign = 0;
  for (let index = 0; index < source.length; index += 1) {
    const unit = source.charCodeAt(index);
    if (unit >= 0x370 && unit < 0x1e00 && !isSuperscript(unit)) foreign += 1;
    else if (unit >= 0x3040 && unit < 0xff60) foreign += 1;
  }
  return foreign > 1;
}

/** What ends a name joins nothing: `SAT.1 A`, `SportsNet LA`; but `Simpsons, The`. Nor does a letter before a number: `E4`, `A 2`. */
function withoutJoiners(core: readonly string[]): readonly string[] {
  const last = core.length - 1;
  const words = core.filter(
    (word, place) =>
      !JOINERS.has(word) ||
      (place === last && place > 0 && word !== 'the') ||
      (place === 0 && word.length === 1 && isNumber(core[1] ?? '')),
  );
  return words.length > 0 ? words : core;
}

/** `Channel 4` and `TV 1` keep their filler: a number or a letter alone tells nothing. */
function strongWords(words: readonly string[], market: string): readonly string[] {
  const own = words.filter((word, index) => index === 0 || !isOwnMarketWord(word, market));
  const telling = own.filter((word) => !FILLERS.has(word));
  const letters = telling.filter((word) => !isNumber(word) && word !== '+');
  if (letters.some((word) => word.length > 1) || (letters.length > 0 && telling.length > 1)) return telling;
  return own.length > 1 ? own.map(fillerKind) : words;
}

/** East is the main feed wherever there are coasts. What the policy does not keep apart is no variant. */
function variantOf(reading: NameReading, policy: SeparationPolicy): string {
  const coast = reading.feed === 'east' || !policy.feeds ? '' : reading.feed;
  const shifted = reading.shiftHours > 0 && policy.shifts ? `+${reading.shiftHours}${coast}` : coast;
  return policy.qualities ? `${shifted}${reading.quality.resolution}` : shifted;
}

export const isNumber = (word: string): boolean => word.charCodeAt(0) >= 0x30 && word.charCodeAt(0) <= 0x39;
