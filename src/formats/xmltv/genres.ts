// The English words that clients sort programmes by, for categories in the languages of real guides.

/** Exactly these are known to Jellyfin, Plex, Emby and Channels. */
export type Genre = 'Movie' | 'Series' | 'Sports' | 'News' | 'Kids';

/** Whole words of the languages that guides come in. */
const WORDS: Readonly<Record<Genre, string>> = {
  Movie:
    'movies? films? spielfilme? pel[ií]culas? cine cinema filme speelfilm elokuva långfilm spillefilm фильм кино ταινία',
  Series: 'series sitcom soap serie s[eé]ries? serien fernsehserie telenovela miniseries episodic сериал σειρά',
  Sports:
    'sports? sporting deportes? esportes? desporto football fußball fussball soccer basketball baseball tennis hockey ' +
    'rugby cricket golf motorsport boxing urheilu calcio f[uú]tbol futebol спорт αθλητικά',
  News:
    'news newscast nachrichten not[ií]cias informativos? notiziario journal actualit[eé]s nieuws nyheter nyheder ' +
    'uutiset wiadomości новости ειδήσεις',
  Kids: 'kids children children.?s childrens kinder infantil enfants jeunesse bambini ragazzi barn lapset dzieci jeugd детям дети παιδικά',
};

const PATTERNS = (Object.entries(WORDS) as [Genre, string][]).map(([genre, words]): [Genre, RegExp] => [
  genre,
  new RegExp(`(?<!\\p{L})(?:${words.replaceAll(' ', '|')})(?!\\p{L})`, 'iu'),
]);

/** In the order above, each once; empty where the categories say none of it. */
export function genresOf(categories: readonly string[]): readonly Genre[] {
  const text = categories.join('\n');
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const genres = PATTERNS.filter(([, words]) => words.test(text)).map(([genre]) => genre);
  if (remembered.size === MAX_REMEMBERED) remembered.clear();
  remembered.set(text, genres);
  return genres;
}

/** A guide combines the same few categories over and over. */
const remembered = new Map<string, readonly Genre[]>();
const MAX_REMEMBERED = 2_000;
