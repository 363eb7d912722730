// General words of channels' names in one form: the same genre, age or reach in the languages of the field, which bars
// part where a word stands for a version in that language.

const SETS: readonly string[] = [
  'sport sports | sporty | deportes | esporte esportes desporto | spor | sportif | supotu ryadya',
  'news | nachrichten | noticias noticia | notizie | nouvelles | novosti vesti | wiadomosci | zpravy | haber haberler | akhbar | uutiset | niyusu ikhbarya',
  'music | musica | musik | musique | muzika | muzyka | muzik | musiikki | miyuziku 音楽 音乐',
  'movies movie | peliculas pelicula | mubi',
  'film films | filmy | 映画 aflam',
  'cinema | cine | kino | kinema | sinema',
  'plus + | purasu',
  'kids kid | kinder | enfants | ninos infantil | dzieci | deti detskiy | kizu atfal',
  'junior jr',
  'international internacional internazionale internationale mezhdunarodnyy intl mejdunarodnyy',
  'history | historia | histoire | istoriya | geschichte',
  'nature | natura naturaleza | natur | priroda',
  'travel | viajes | voyage | reise',
  'europe europa evropa',
  'latinamerica latinoamerica latam lat',
  'documentary documentaries docu | doku | documentales | dokumentalnyy',
  'culture | kultura | cultura | kultur',
  'entertainment | unterhaltung | entretenimiento | entame',
  'education | educacion | obrazovanie',
  'family | familia | famille | familie | fuamiri',
  'comedy | comedia | komedia komediya',
  'football | futbol | fussball | futebol',
  'animals animal | animales | animaux | tiere | animali | animais',
  'collection | coleccion | collezione | colecao',
  'action | accion | azione | acao | aksiyon',
  'adventure | aventura aventuras | aventure aventures | abenteuer | avventura',
  'cooking | cocina | cucina | cuisine | kochen',
  'classics classic | clasicos clasico | classiques classique | klassiker | classici',
  'crime | crimen | krimi | crimine',
  'parliament parlament parlement parlamento',
  'english anglais ingles englisch eng anglicky',
  'french francais frances franzosisch',
  'german deutsch allemand aleman',
  'spanish espanol espagnol castellano',
  'portuguese portugues portugais',
  'arabic arabe arabia',
  'russian russkiy russe',
  'russia rossiya',
  'germany deutschland allemagne',
  'austria osterreich',
  'bengali bangla',
  'oriya odia',
  'switzerland schweiz suisse',
  'egypt | misr masr msr',
  'golf | gorufu',
  'shop | siyopu',
  'cable | keburu',
  'drama | dorama',
  'asia | azia',
];

interface Meaning {
  readonly word: string;
  /** Number of its language within the set. */
  readonly language: number;
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  SETS.flatMap((set) => {
    const languages = set.split(' | ').map((words) => words.split(' '));
    const word = languages[0]?.[0] ?? '';
    return languages.flatMap((words, language) => words.map((form): [string, Meaning] => [form, { word, language }]));
  }),
);

export const canonicalWord = (word: string): string => MEANINGS.get(word)?.word ?? word;

/** Whether they are one word in two languages: `history` and `histoire`. */
export function areTranslations(one: string, other: string): boolean {
  const [a, b] = [MEANINGS.get(one), MEANINGS.get(other)];
  return a !== undefined && b !== undefined && a.word === b.word && a.language !== b.language;
}

/** Whether it is a general word, in whatever language: a genre, an age, a reach. */
export const isGeneralWord = (word: string): boolean => MEANINGS.has(word);
