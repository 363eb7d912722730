// Words that make a channel a radio station, adult, or a loop.

export const RADIO_WORDS: ReadonlySet<string> = new Set(['radio', 'fm', 'rádio', 'rundfunk']);

export const ADULT_WORDS: ReadonlySet<string> = new Set([
  'xxx',
  'adult',
  'adults',
  'adulte',
  'adultos',
  'porn',
  'porno',
  'erotic',
  'erotik',
  'erotica',
  'hustler',
  'brazzers',
  'playboy',
  'onlyfans',
]);

/** Beside "adult": music and cartoons for grown-ups (`Stingray Pop Adult`, `Adult Swim`). */
export const HARMLESS_BESIDE_ADULT: ReadonlySet<string> = new Set([
  'album',
  'alternative',
  'animation',
  'contemporary',
  'education',
  'hits',
  'learning',
  'pop',
  'rock',
  'standards',
  'swim',
]);
