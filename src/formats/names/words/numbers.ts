// Numbers written as words, in the languages in which channels are so named (one to ten), and as Roman numerals.

const WORDS: readonly string[] = [
  'one un une uno una um uma eins ein jedan jedna jeden ena yksi ett en bir raz odin',
  'two deux due dos dois duas zwei dva dwa kaksi tva to iki dvije dvoje',
  'three trois tre tres drei tri trzy kolme uc',
  'four quatre quattro cuatro quatro vier cetiri cztery ctyri nelja fyra fire dort chetyre',
  'five cinq cinque cinco funf pet pat piec viisi fem bes pyat',
  'six sei seis sechs sest szesc sex seks alti',
  'seven sept sette siete sete sieben sedam sedem siedem sju syv yedi',
  'eight huit otto ocho oito acht osam osem osiem atta otte sekiz',
  'nine neuf nove nueve neun devet devat dziewiec nio dokuz',
  'ten dix dieci diez dez zehn deset dziesiec tio ti on',
];

/** Words that are numbers in one language and ordinary words in another: numbers only after a name. */
const DOUBTFUL: ReadonlySet<string> = new Set(
  'un une una um uma ein en to tre tri uc sei sex sept pet pat ti on ett bir raz fire dos due due ten'.split(' '),
);

export const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  WORDS.flatMap((words, index) =>
    words
      .split(' ')
      .filter((word) => !DOUBTFUL.has(word))
      .map((word): [string, string] => [word, String(index + 1)]),
  ),
);

/** Numbers only at the very end of a name: `Rai Due`, `TV Tre`. */
export const LAST_NUMBER_WORDS: ReadonlyMap<string, string> = new Map([
  ['due', '2'],
  ['dos', '2'],
  ['tre', '3'],
  ['tri', '3'],
]);

export const ROMAN_NUMERALS: ReadonlyMap<string, string> = new Map([
  ['ii', '2'],
  ['iii', '3'],
  ['iv', '4'],
  ['vi', '6'],
  ['vii', '7'],
  ['viii', '8'],
  ['ix', '9'],
]);

/** Numbers of channels as ordinals; first ones are many things, so only with a word for channel behind. */
export const ORDINALS: ReadonlyMap<string, string> = new Map(
  [
    'first pervyy pershiy prvi pirveli birinci',
    'second vtoroy drugi meore ikinci',
    'third tretiy treci ucuncu',
    'fourth chetvertyy cetvrti',
    'fifth pyatyy peti',
  ].flatMap((words, index) => words.split(' ').map((word): [string, string] => [word, String(index + 1)])),
);
export const CHANNELS_WITH_ORDINALS: ReadonlySet<string> = new Set([
  'channel',
  'kanal',
  'arkhi',
  'program',
  'programme',
]);
