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
