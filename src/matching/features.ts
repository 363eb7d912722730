// What speaks for and against two names of one market being one channel, as numbers from 0 to 1.

import { ratio } from 'fuzzball/ultra_lite';
import { alignWords, isAbbreviationOf, type Alignment } from './align.ts';
import { isNumber, type Identity } from './identity.ts';
import type { MarketIndex, MarketName } from './market-index.ts';
import { isCountryWord, isOwnMarketWord } from './words/countries.ts';
import { FILLERS } from './words/fillers.ts';

/** In the order of the vector; weights.ts says what each means. */
export const FEATURES = [
  'equalStrong',
  'equalStrongShort',
  'equalAlternative',
  'equalWords',
  'fillerConflict',
  'fillerOneSided',
  'networkOneSided',
  'ownWordOneSided',
  'spelling',
  'spellingClose',
  'skeletonEqual',
  'skeletonEqualAcross',
  'spellingAcross',
  'abbreviation',
  'abbreviationShort',
  'abbreviationLength',
  'cover',
  'coverFull',
  'speltWords',
  'begunWords',
  'soundedWords',
  'sharedRarity',
  'sharedExclusive',
  'restRarity',
  'restSome',
  'restMany',
  'restBoth',
  'restFirst',
  'restFirstCommon',
  'restOtherScript',
  'siblings',
  'numbersEqual',
  'numberOneSided',
  'numberOneOnly',
  'plusOneSided',
  'countryOneSided',
  'countryConflict',
  'colisted',
  'colistedOften',
  'colistedStrictly',
  'colistedEqual',
  'short',
  'radioOneSided',
  'knownSame',
  'knownDifferent',
  'station',
  'stationBrandConflict',
  'stationBrandOneSided',
  'stationPowerConflict',
] as const;
export type FeatureName = (typeof FEATURES)[number];

const OPTIONS = { full_process: false };
type Values = Map<FeatureName, number>;

export interface PairContext {
  readonly market: string;
  readonly index: MarketIndex;
}

export function featuresOf(context: PairContext, a: MarketName, b: MarketName): Float64Array {
  const values: Values = new Map();
  if (a.identity.station && b.identity.station) fillStation(values, a.identity, b.identity);
  else {
    fillNames(values, context.market, a.identity, b.identity);
    fillWords(values, context.index, a.identity, b.identity);
    fillNumbers(values, a.identity, b.identity);
    if (a.identity.isRadio !== b.identity.isRadio) values.set('radioOneSided', 1);
  }
  fillProviders(values, context.index, a, b);
  fillKnown(values, a, b);
  return Float64Array.from(FEATURES, (name) => values.get(name) ?? 0);
}

function fillStation(values: Values, a: Identity, b: Identity): void {
  values.set('station', 1);
  if (a.station?.isLowPower !== b.station?.isLowPower) values.set('stationPowerConflict', 1);
  const [short, long] = a.glued.length < b.glued.length ? [a, b] : [b, a];
  if (short.glued === '' && long.glued !== '') values.set('stationBrandOneSided', 1);
  else if (!short.strong.every((word) => isNumber(word) || long.glued.includes(word)))
    values.set('stationBrandConflict', 1);
}

function fillNames(values: Values, market: string, a: Identity, b: Identity): void {
  const least = Math.min(a.strongGlued.length, b.strongGlued.length);
  if (least <= 3) values.set('short', 1);
  if (a.strongGlued === b.strongGlued) {
    values.set('equalStrong', 1);
    if (least <= 3) values.set('equalStrongShort', 1);
  } else if (haveEqualAlternative(a, b)) values.set('equalAlternative', 1);
  fillFillers(values, market, a, b);
  const spelling = ratio(a.strongGlued, b.strongGlued, OPTIONS) / 100;
  const across = a.isTransliterated !== b.isTransliterated;
  values.set(across ? 'spellingAcross' : 'spelling', spelling);
  if (spelling >= 0.8) values.set('spellingClose', (spelling - 0.8) / 0.2);
  if (a.skeleton === b.skeleton && a.skeleton.length > 2) {
    values.set(across ? 'skeletonEqualAcross' : 'skeletonEqual', Math.min(1, (a.skeleton.length - 2) / 4));
  }
}

function fillFillers(values: Values, market: string, a: Identity, b: Identity): void {
  const ofA = a.words.filter((word) => FILLERS.has(word) && !b.words.includes(word));
  const ofB = b.words.filter((word) => FILLERS.has(word) && !a.words.includes(word));
  if (ofA.length > 0 && ofB.length > 0) values.set('fillerConflict', 1);
  else if (ofA.length + ofB.length > 0) values.set('fillerOneSided', 1);
  if ([...ofA, ...ofB].some((word) => word.startsWith('net'))) values.set('networkOneSided', 1);
  const own = (identity: Identity): boolean =>
    identity.words.some((word, index) => index > 0 && isOwnMarketWord(word, market));
  if (own(a) !== own(b)) values.set('ownWordOneSided', 1);
}

function haveEqualAlternative(a: Identity, b: Identity): boolean {
  return (
    a.pieces.includes(b.strongGlued) ||
    b.pieces.includes(a.strongGlued) ||
    a.pieces.some((piece, at) => piece === b.pieces[at] && at === 0)
  );
}

const isAbbreviated = (short: Identity, long: Identity): boolean =>
  isAbbreviationOf(short.strongGlued, long.strong) || isAbbreviationOf(short.glued, long.words);

function fillWords(values: Values, index: MarketIndex, a: Identity, b: Identity): void {
  const [short, long] = a.glued.length < b.glued.length ? [a, b] : [b, a];
  if (isAbbreviated(short, long)) {
    values.set('abbreviation', 1);
    if (short.glued.length <= 4) values.set('abbreviationShort', 1);
    values.set('abbreviationLength', short.glued.length / long.glued.length);
    return;
  }
  const alignment = alignWords(a.strong, b.strong);
  const words = a.strong.length + b.strong.length;
  values.set('speltWords', (2 * alignment.spelt.length) / words);
  values.set('begunWords', (2 * alignment.begun.length) / words);
  values.set('soundedWords', (2 * alignment.sounded.length) / words);
  const coverA = 1 - weight(index, alignment.restA) / (weight(index, a.strong) || 1);
  const coverB = 1 - weight(index, alignment.restB) / (weight(index, b.strong) || 1);
  values.set('cover', Math.min(coverA, coverB));
  values.set('coverFull', Math.max(coverA, coverB));
  const shared = [...alignment.equal, ...alignment.glued].filter((word) => !isNumber(word));
  const sharedRarity = Math.max(0, ...shared.map((word) => index.rarity(word)));
  values.set('sharedRarity', sharedRarity);
  if (shared.some((word) => index.frequency(word) <= 3)) values.set('sharedExclusive', 1);
  if (alignment.restA.length + alignment.restB.length > 0) fillRest(values, index, alignment, a, b);
  else if (a.strongGlued !== b.strongGlued) values.set('equalWords', 1);
}

// oxlint-disable-next-line max-params -- the pair and what is known of it
function fillRest(values: Values, index: MarketIndex, { restA, restB }: Alignment, a: Identity, b: Identity): void {
  const rest = [...restA, ...restB].filter((word) => !isNumber(word));
  const rarities = rest.map((word) => index.rarity(word));
  values.set('restRarity', Math.max(0, ...rarities));
  values.set('restSome', 1);
  if (rest.length > 1) values.set('restMany', 1);
  if (restA.length > 0 && restB.length > 0) values.set('restBoth', 1);
  else {
    const whole = restA.length > 0 ? a : b;
    const first = (restA.length > 0 ? restA : restB)[0] ?? '';
    if (first === whole.strong[0]) values.set(index.frequency(first) > 5 ? 'restFirstCommon' : 'restFirst', 1);
    if (rest.every((word) => word.charCodeAt(0) > 0x7f) && rest.length > 0) values.set('restOtherScript', 1);
    const shorter = restA.length > 0 ? b : a;
    values.set('siblings', Math.min(1, Math.log1p(index.siblings(shorter.strongGlued)) / 4));
  }
  if (restA.includes('+') !== restB.includes('+')) values.set('plusOneSided', 1);
  const countryA = restA.some(isCountryWord);
  const countryB = restB.some(isCountryWord);
  if (countryA && countryB) values.set('countryConflict', 1);
  else if (countryA || countryB) values.set('countryOneSided', 1);
}

function fillNumbers(values: Values, a: Identity, b: Identity): void {
  if (a.numbers === b.numbers) {
    if (a.numbers !== '') values.set('numbersEqual', 1);
    return;
  }
  values.set('numberOneSided', 1);
  if (a.numbers === '1' || b.numbers === '1') values.set('numberOneOnly', 1);
}

function weight(index: MarketIndex, words: readonly string[]): number {
  return words.reduce((sum, word) => sum + 0.2 + index.rarity(word), 0);
}

/** What the knowledge base says, where it knows both. */
function fillKnown(values: Values, a: MarketName, b: MarketName): void {
  if (a.known.length === 0 || b.known.length === 0) return;
  values.set(a.known.some((channel) => b.known.includes(channel)) ? 'knownSame' : 'knownDifferent', 1);
}

/** A provider that lists two names means two channels, the surer the less it repeats itself. */
function fillProviders(values: Values, index: MarketIndex, a: MarketName, b: MarketName): void {
  let strictest = 0;
  let shared = 0;
  for (const provider of a.providers.keys()) {
    if (!b.providers.has(provider)) continue;
    strictest = Math.max(strictest, index.strictness(provider));
    shared += 1;
  }
  if (shared === 0) return;
  if (shared > 1) values.set('colistedOften', 1);
  values.set('colisted', 1);
  values.set('colistedStrictly', strictest ** 2);
  if (values.has('equalStrong')) values.set('colistedEqual', 1);
}
