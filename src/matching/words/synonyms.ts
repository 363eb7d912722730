// General words of channels' names in one form: the same genre, age or reach in the languages of the field.

const SETS: readonly string[] = [
  'sport sports sporty deportes esporte esportes desporto spor sportif',
  'news nachrichten noticias noticia notizie nouvelles novosti vesti wiadomosci zpravy haber haberler akhbar uutiset',
  'music musica musik musique muzika muzyka muzik musiikki',
  'movies movie peliculas pelicula',
  'film films filmy',
  'cinema cine kino kinema sinema',
  'plus +',
  'kids kid kinder enfants ninos infantil dzieci deti detskiy',
  'junior jr',
  'international internacional internazionale internationale mezhdunarodnyy intl mejdunarodnyy',
  'history historia histoire istoriya geschichte',
  'nature natura naturaleza natur priroda',
  'travel viajes voyage reise',
  'europe europa evropa',
  'latinamerica latinoamerica latam lat',
  'documentary documentaries docu doku documentales dokumentalnyy',
  'culture kultura cultura kultur',
  'entertainment unterhaltung entretenimiento',
  'education educacion obrazovanie',
  'family familia famille familie',
  'comedy comedia komedia komediya',
  'football futbol fussball futebol',
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
];

const CANONICAL: ReadonlyMap<string, string> = new Map(
  SETS.flatMap((set) => {
    const words = set.split(' ');
    return words.map((word): [string, string] => [word, words[0] ?? word]);
  }),
);

export const canonicalWord = (word: string): string => CANONICAL.get(word) ?? word;
