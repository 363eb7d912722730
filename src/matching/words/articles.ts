// The Arabic article, which is written on to its word, apart from it, or not at all: `الجديد`, `Al Jadeed`, `Aljadeed`, `Jadeed`.

const MARKETS: ReadonlySet<string> = new Set('ae bh dz eg iq jo kw lb ly ma mena om ps qa sa sd sy tn ye'.split(' '));
const ARTICLES: ReadonlySet<string> = new Set(['al', 'el']);
/** What is left of a word without it: in Latin letters `Album` and `Alpha` begin so, too. */
const LEAST_LATIN = 4;
const LEAST_ARABIC = 2;

const ARABIC = /[\u0620-\u06d3]/;

/** The same list where there are none. */
export function withoutArticles(words: readonly string[], market: string, source: string): readonly string[] {
  const isArabic = ARABIC.test(source);
  if (!isArabic && !MARKETS.has(market)) return words;
  const least = isArabic ? LEAST_ARABIC : LEAST_LATIN;
  const left = words.filter((word) => !ARTICLES.has(word)).map((word) => withoutArticle(word, least));
  return left.length === 0 || left.join(' ') === words.join(' ') ? words : left;
}

const withoutArticle = (word: string, least: number): string =>
  ARTICLES.has(word.slice(0, 2)) && word.length >= 2 + least ? word.slice(2) : word;
