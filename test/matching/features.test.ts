// What speaks for and against two names, in a market of a few.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readName } from '../../src/formats/names/read.ts';
import { AT, type FeatureName, type Features } from '../../src/matching/feature-names.ts';
import { featuresOf } from '../../src/matching/features.ts';
import { identify } from '../../src/matching/identity.ts';
import { MarketIndex, type MarketName } from '../../src/matching/market-index.ts';
import { logOddsOf, mostLogOddsOf } from '../../src/matching/score.ts';

/** Features of the first two names, beside all of them. */
// oxlint-disable-next-line max-params -- names, and what is known of each
function of(
  market: string,
  names: readonly string[],
  known: readonly Pick<MarketName, 'isKnownElsewhere' | 'known'>[] = [],
  providers: readonly (readonly number[])[] = [],
): (name: FeatureName) => number {
  const features = vectorOf(market, names, known, providers);
  return (name) => features[AT[name]]!;
}

// oxlint-disable-next-line max-params -- as above
function vectorOf(
  market: string,
  names: readonly string[],
  known: readonly Pick<MarketName, 'isKnownElsewhere' | 'known'>[] = [],
  providers: readonly (readonly number[])[] = [],
): Features {
  const index = new MarketIndex();
  const all = names.map((name, at): MarketName => {
    const identity = identify(readName(name, { market }), { market });
    return { identity, providers: new Map(providers[at]?.map((provider) => [provider, 1])), known: [], ...known[at] };
  });
  for (const name of all) index.add(name);
  index.settle();
  return featuresOf(index, all[0]!, all[1]!);
}

test('a transliteration is sure where no other name sounds so', () => {
  expect(of('ru', ['Ростана', 'Rostanna'])('soundsAloneAcross')).toBe(1);
  expect(of('ru', ['Ростана', 'Rostanna', 'Rostena'])('soundsAloneAcross')).toBe(0);
  expect(of('ru', ['ННТВ', 'NTV'])('soundsAloneAcross')).toBe(0);
});

test('two names of two scripts that sound alike as a whole have nothing left over', () => {
  const film = of('eg', ['iFilma', 'آي فيلما', 'Drama']);
  expect(film('restBoth')).toBe(0);
  expect(film('soundedAcross')).toBe(1);
  expect(of('ru', ['Fan', 'Фауна', 'Drama'])('soundsAloneAcross')).toBe(0);
  expect(of('eg', ['Dubana', 'دبنا', 'Drama'])('consonantsAcross')).toBe(1);
});

test('a general word in another language is that of another version', () => {
  expect(of('de', ['Nova History', 'Nova Historia'])('equalStrong')).toBe(0);
  expect(of('de', ['Nova History', 'Nova Historia'])('restBoth')).toBe(1);
  expect(of('de', ['Nova Sports', 'Nova Sport'])('equalStrong')).toBe(1);
  expect(of('ru', ['Нова Новости', 'Nova News'])('restBoth')).toBe(0);
});

test('initials are sure where no other name has them', () => {
  expect(of('us', ['Home Berg Sport Only', 'HBSO'])('initialsAlone')).toBe(1);
  expect(of('us', ['Home Berg Sport Only', 'HBSO', 'Hill Bay Show Outdoor'])('initialsAlone')).toBe(0);
});

test('two letters are nobody’s alone', () => {
  expect(of('us', ['Cine Wald', 'CW'])('abbreviation')).toBe(1);
  expect(of('us', ['Cine Wald', 'CW'])('initialsAlone')).toBe(0);
});

test('the beginning of a single word, or of a language, abbreviates nothing', () => {
  expect(of('in', ['Jan TV', 'Janapriyam TV'])('abbreviation')).toBe(0);
  expect(of('us', ['A&E', 'AFV Español'])('abbreviation')).toBe(0);
  expect(of('in', ['T News', 'TNP News'])('abbreviation')).toBe(0);
  expect(of('es', ['C Historia', 'Crimen Historia'])('abbreviation')).toBe(0);
  expect(of('fr', ['F3 Alpes', 'France 3 Alpes'])('abbreviation')).toBe(1);
  expect(of('us', ['Nat Geo', 'National Geographic'])('abbreviation')).toBe(1);
});

test('a first word that other names are without is optional for this one', () => {
  const names = ['Star Berg', 'Berg', 'Star Wald', 'Wald', 'Star Tal', 'Tal'];
  expect(of('in', names)('restFirstOptional')).toBe(1);
  expect(of('in', names.slice(0, 3))('restFirstOptional')).toBe(0);
});

test('a name that has lost its accented letters is the one that has them', () => {
  const features = of('cz', ['ČT Šport', 'T port']);
  expect(features('equalUnaccented')).toBe(1);
  expect(of('cz', ['CT Sport', 'T port'])('equalUnaccented')).toBe(0);
});

test('a part of a series has its own beside what a namesake has', () => {
  const series = ['Берг 24', 'Нова 24 (Берг)', 'Нова 24 (Тал)', 'Нова 24 (Норд)'];
  expect(of('ru', series)('restBoth')).toBe(1);
  expect(of('ru', series.slice(0, 2))('restBoth')).toBe(0);
});

test('what is left over are the initials of the rest', () => {
  expect(of('us', ['Jolly Life Circle JLC', 'Jolly Life Circle'])('restInitials')).toBe(1);
  expect(of('us', ['Jolly Life Circle JLX', 'Jolly Life Circle'])('restInitials')).toBe(0);
});

test('a channel that both names may be of says less than one that they are of, and one of another market contradicts less', () => {
  const names = ['Nova', 'Vega'];
  const [one, two] = [{ known: [1] }, { known: [2] }];
  expect(of('de', names, [one, one])('knownSame')).toBe(1);
  expect(of('de', names, [one, { known: [1, 2] }])('knownShared')).toBe(1);
  expect(of('de', names, [one, two])('knownDifferent')).toBe(1);
  expect(of('de', names, [one, { ...two, isKnownElsewhere: true }])('knownDifferentElsewhere')).toBe(1);
});

test('the same words in another order are no other spelling', () => {
  expect(of('in', ['Berg News Tamil', 'Berg Tamil News'])('sameWords')).toBe(1);
  expect(of('in', ['Berg News Tamil', 'Berg Tamil News'])('equalWords')).toBe(0);
  expect(of('in', ['Bergland Tamil', 'Berglind Tamil'])('equalWords')).toBe(1);
});

test('a filler that a number keeps is no word that the other name lacks', () => {
  expect(of('my', ['RTM TV 1', 'TV1'])('restBoth')).toBe(0);
  expect(of('my', ['RTM TV 1', 'TV1'])('restSome')).toBe(1);
});

test('the news of a station are the station, whatever network it carries', () => {
  const [network, news, other] = ['CBS (WBTV) Charlotte, NC', 'WBTV-DT1 News 3', 'FOX (WBTV) Charlotte, NC'];
  expect(of('us', [network, news])('stationBrandConflict')).toBe(0);
  expect(of('us', [network, other])('stationBrandConflict')).toBe(1);
});

test('a call sign says more than what a knowledge base has of two names', () => {
  const known = [{ known: [1] }, { known: [2] }];
  expect(of('us', ['CBS (WBTV) Charlotte, NC', 'WBTV-DT1'], known)('knownDifferent')).toBe(0);
  expect(of('us', ['Berg One', 'Berg Two'], known)('knownDifferent')).toBe(1);
});

test('a version for a neighbour is told from one for somebody far away', () => {
  expect(of('de', ['Berg', 'Berg Austria'])('neighbourOneSided')).toBe(1);
  expect(of('de', ['Berg', 'Berg Austria'])('countryOneSided')).toBe(0);
  expect(of('de', ['Berg', 'Berg India'])('countryOneSided')).toBe(1);
  expect(of('us', ['Berg', 'Berg Austria'])('countryOneSided')).toBe(1);
});

test('a letter before a whole word is another name, and an article begins no initials', () => {
  expect(of('fr', ['CNews', 'CBC News'])('abbreviation')).toBe(0);
  expect(of('ca', ['The Spa', 'Stingray Pop Adult'])('abbreviation')).toBe(0);
  expect(of('ca', ['SPA', 'Stingray Pop Adult'])('abbreviation')).toBe(1);
});

test('a general word that no other name has is no rare word', () => {
  expect(of('us', ['E Entertainment', 'Nova Entertainment'])('sharedRarity')).toBe(0);
  expect(of('us', ['E Nova', 'Tal Nova'])('sharedRarity')).toBeGreaterThan(0);
});

test('a genre in the middle is left out more often than one at the end', () => {
  expect(of('uk', ['Berg Cinema Thriller', 'Berg Thriller'])('genreInner')).toBe(1);
  expect(of('rs', ['Berg Sport 2 Premium', 'Berg 2 Premium'])('genreInner')).toBe(1);
  expect(of('uk', ['Berg Thriller Cinema', 'Berg Thriller'])('genreInner')).toBe(0);
  expect(of('pl', ['Berg Sport 1', 'Berg 1'])('genreInner')).toBe(0);
  expect(of('uk', ['Berg Nord Thriller', 'Berg Thriller'])('genreInner')).toBe(0);
  expect(of('uk', ['Berg Nord Thriller', 'Berg Thriller'])('restInner')).toBe(1);
});

test('what only goes on a little is another word, no abbreviated one', () => {
  expect(of('ru', ['Нова 1 (Берг)', 'Нова 1 (Бергин)'])('abbreviation')).toBe(0);
  expect(of('de', ['Nova Tal', 'Novaup Tal'])('abbreviation')).toBe(0);
  expect(of('de', ['Nova Land', 'Nova Landschaften'])('abbreviation')).toBe(1);
});

test('a letter that other names are without stands for no word', () => {
  const names = ['C Bergland', 'Cosmos y Bergland', 'C Wald', 'Wald', 'C Tal', 'Tal'];
  expect(of('es', names)('abbreviation')).toBe(0);
  expect(of('es', names.slice(0, 2))('abbreviation')).toBe(1);
});

test('two spellings are sure where no other name has these consonants', () => {
  expect(of('in', ['DD Bergahland', 'DD Berghland'])('soundsAlone')).toBe(1);
  expect(of('in', ['DD Bergahland', 'DD Berghland', 'DD Bergolinde'])('soundsAlone')).toBe(0);
  expect(of('in', ['DD Bergland', 'DD Berglind'])('equalStrong')).toBe(0);
});

test('the version for the part of the world in which the market lies is told from others', () => {
  expect(of('fr', ['Berg', 'Berg Europe'])('reachNear')).toBe(1);
  expect(of('se', ['Berg', 'Berg Scandinavia'])('reachNear')).toBe(1);
  expect(of('us', ['Berg', 'Berg Europe'])('reachNear')).toBe(0);
  expect(of('us', ['Berg', 'Berg Europe'])('reachOneSided')).toBe(1);
  expect(of('fr', ['Berg', 'Berg International'])('reachOneSided')).toBe(1);
});

test('that a knowledge base has one of two names only says something, where it is of the market', () => {
  const names = ['Nova', 'Nova Vega'];
  const none = { known: [] };
  expect(of('de', names, [{ known: [1] }, none])('knownOneSided')).toBe(1);
  expect(of('de', names, [{ known: [1], isKnownElsewhere: true }, none])('knownOneSided')).toBe(0);
  expect(of('de', names, [none, none])('knownOneSided')).toBe(0);
});

test('a provider that lists a station with and without a network has two of its programmes', () => {
  expect(of('us', ['WBTV-DT', 'WBTV-DT Comet'], [], [[1], [1]])('stationBrandColisted')).toBe(1);
  expect(of('us', ['WBTV-DT', 'WBTV-DT Comet'], [], [[1], [2]])('stationBrandColisted')).toBe(0);
});

test('the market’s own country lends no letter to an abbreviation of two other words', () => {
  expect(of('tr', ['BET', 'BBC Earth Turkiye', 'Drama'])('abbreviation')).toBe(0);
  expect(of('tr', ['BE', 'BBC Earth Turkiye', 'Drama'])('abbreviation')).toBe(1);
});

test('what says television is no beginning of another word, nor is a letter with half of one', () => {
  expect(of('us', ['Tele Nordhafen', 'Telebergo Nordhafen'])('abbreviation')).toBe(0);
  expect(of('us', ['Berg TV 8', 'Berg TVWald 8'])('abbreviation')).toBe(0);
  expect(of('es', ['Nalpi', 'Nueva alpinista'])('abbreviation')).toBe(0);
  expect(of('es', ['Nalp', 'Nueva alpinista'])('abbreviation')).toBe(1);
});

test('letters said one by one sound like no word, and consonants count apart where a script tells them apart', () => {
  expect(of('ru', ['TLK', 'Толк', 'Drama'])('spellingAcross')).toBeLessThan(
    of('ru', ['Tolk', 'Толк', 'Drama'])('spellingAcross'),
  );
  expect(of('ru', ['TLK', 'Толк', 'Drama'])('soundedAcross')).toBe(0);
  expect(of('ru', ['Vosna', 'Посна', 'Drama'])('spellingAcross')).toBeLessThan(1);
  expect(of('ru', ['Posna', 'Посна', 'Drama'])('spellingAcross')).toBe(1);
  expect(of('ru', ['Alphan', 'Альфан', 'Drama'])('spellingAcross')).toBe(1);
});

const WORDS = ['Nova', 'Vega', 'Sport', 'Kino', 'Berg', 'Bergland', 'News', '2', 'TV', 'Europe'];
const name = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
/** So many names with these words that they may be in every name, which begin and sound like none of the others. */
const crowd = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.integer({ min: 0, max: 40 })), { maxLength: 4 })
  .map((words) => words.flatMap(([word, count]) => Array.from({ length: count }, (_, at) => `${word} ${word} x${at}`)));

test('however rare the words of two names are, the most that they say is no less than what they say', () => {
  fc.assert(
    fc.property(name, name, crowd, fc.boolean(), (a, b, others, isKnown) => {
      const known = [{ known: isKnown ? [1] : [] }, { known: isKnown ? [1, 2] : [] }];
      const alone = vectorOf('de', [a, b], known);
      const among = vectorOf('de', [a, b, ...others], known);
      for (const place of ON_NAMES) among[place] = alone[place]!; // what does not hang on rarity alone
      expect(mostLogOddsOf(alone)).toBeGreaterThanOrEqual(logOddsOf(among, 'merge'));
      expect(mostLogOddsOf(among)).toBe(mostLogOddsOf(alone));
    }),
    { numRuns: 300 },
  );
});

const ON_NAMES = (['siblings', 'restFirstOptional', 'initialsAlone', 'soundsAlone', 'equalAlternative'] as const).map(
  (feature) => AT[feature],
);

test('a word that is in every name is still seen to be shared', () => {
  const everywhere = vectorOf('de', [
    'Nova Berg',
    'Nova Kino',
    ...Array.from({ length: 12 }, (_, at) => `Nova x${at}`),
  ]);
  expect(everywhere[AT.sharedRarity]).toBeGreaterThan(0);
  expect(mostLogOddsOf(everywhere)).toBeGreaterThanOrEqual(
    logOddsOf(vectorOf('de', ['Nova Berg', 'Nova Kino']), 'merge'),
  );
});

test('behind initials a network is a part of the name where the other is called something else', () => {
  for (const feature of ['equalStrong', 'soundsAlone'] as const) {
    expect(of('us', ['QFL Network', 'QFL Channel'])(feature)).toBe(0);
  }
  expect(of('us', ['QFL Network', 'QFL'])('equalStrong')).toBe(1);
  expect(of('us', ['QFL TV Network', 'QFL TV'])('equalStrong')).toBe(1);
  expect(of('us', ['QFL TV', 'QFL Channel'])('equalStrong')).toBe(1);
  expect(of('us', ['Bergland Network', 'Bergland Channel'])('equalStrong')).toBe(1);
});

test('where only a number and general words are said, their order tells two names apart', () => {
  const of24 = of('in', ['24 News', 'News 24', 'Berg TV', 'Tal TV']);
  expect(of24('sameWords')).toBe(0);
  expect(of24('restBoth')).toBe(1);
  expect(of24('cover')).toBe(0);
  expect(of('in', ['1 Sports', '1Sport', 'Berg TV'])('restBoth')).toBe(0);
  expect(of('in', ['Berg 24', '24 Berg', 'Tal TV'])('sameWords')).toBe(1);
  expect(of('in', ['News 24 Berg', '24 News Berg', 'Tal TV'])('sameWords')).toBe(1);
});

test('a genre before where a channel is for ends its name: it stands in no middle', () => {
  expect(of('fr', ['Nova Europe', 'Nova News Europe'])('genreInner')).toBe(0);
  expect(of('fr', ['Nova Chile', 'Nova News Chile'])('restInner')).toBe(0);
  expect(of('fr', ['Nova Berg', 'Nova News Berg'])('genreInner')).toBe(1);
  expect(of('fr', ['Nova Berg Europe', 'Nova News Berg Europe'])('restInner')).toBe(1);
});

test('what is written in another script beside a number says another thing, not the same once more', () => {
  expect(of('tw', ['Nova', 'Nova 民視台'])('restOtherScript')).toBe(1);
  expect(of('tw', ['Nova', 'Nova 45 卡通'])('restOtherScript')).toBe(0);
});
