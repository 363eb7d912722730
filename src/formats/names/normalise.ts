// The form in which two names are the same name. Ids of every installation depend on it: it never changes.

/** Words of ASCII letters, digits and plus signs with single blanks between them: two names of three are. */
const PLAIN = /^[a-z\d+]+(?: [a-z\d+]+)*$/i;
/** The plus stays: Canal+ is not Canal, and One +1 is not One 1. Marks are vowels in Thai and Hindi. */
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}+]+/gu;

/**
 * NFKC, lower case, everything between words folded to single blanks, trimmed: `FR| TF1  ᴴᴰ` is `fr tf1 hd`. A name
 * without any letter or digit keeps its other characters, so that decorations are not all one.
 */
export function normaliseName(name: string): string {
  if (PLAIN.test(name)) return name.toLowerCase();
  const lower = name.normalize('NFKC').toLowerCase();
  return lower.replace(BETWEEN_WORDS, ' ').trim() || lower.replace(/\s+/g, ' ').trim();
}
