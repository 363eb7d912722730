// Takes a title's name out of its wrapping: folders, file endings, underscores and dots for blanks, ids of databases.

const ENDING = /\.(?:mkv|mp4|avi|m4v|mov|ts|wmv|mpe?g|flv|webm|nfo|torrent|iso|divx|ogm)$/i;
const DATABASE_ID = /[[({]?\b(?:(?:tmdb|imdb|tvdb)[-:= ]?(?:id[-:= ]?)?(?:tt)?\d+|tt\d{6,9})\b[\])}]?/gi;
const HANDLE = /(?:^|[-\s])@\w+\s*-?\s*/g;
const SITE = /^\s*[[({]?\s*(?:www\.)?[\w-]+\.(?:com|org|net|ru|tv|to|me|info|cc)\s*[\])}]?\s*-?\s+/i;
const SITE_IN_BRACKETS = /\[[^\]]*\b[\w-]+\.(?:com|org|net|ru|tv|to)\]/gi;

export function cleanTitle(source: string): string {
  const file = lastFolderWithTitle(source.trim()).replace(ENDING, '').replaceAll(DATABASE_ID, ' ');
  const open = file
    .replaceAll(SITE_IN_BRACKETS, ' ')
    .replace(SITE, '')
    .replaceAll(/_{2,}/g, ' | ')
    .replaceAll('_', ' ');
  const spaced = hasDotsForBlanks(open) ? openDots(open) : open;
  return spaced.replaceAll(HANDLE, ' ').replaceAll(/\s+/g, ' ').trim();
}

/** What hides the name of a file: `afaae96ae7a140e0981ced2a79221751.mkv`. */
const HIDDEN = /^[\da-f]{16,}$/i;

/** `Series/Scrubs/Scrubs.S01E01.avi`: the file names it; a slash with blanks or in a short name is none. */
function lastFolderWithTitle(text: string): string {
  if (!ENDING.test(text) && !text.startsWith('/')) return text;
  const [file = text, folder] = text.split('/').toReversed();
  return folder && HIDDEN.test(file.replace(ENDING, '')) ? folder : file;
}

/** Dots stand for blanks when there are hardly any blanks. */
function hasDotsForBlanks(text: string): boolean {
  const blanks = text.split(' ').length - 1;
  const dots = text.split(/\.(?=\S)/).length - 1;
  return dots >= 2 ? dots > blanks : dots === 1 && blanks === 0 && /[a-z]\.[a-z\d]/i.test(text);
}

/** Single letters stay an abbreviation: `S.W.A.T.`, and so do decimals. */
function openDots(text: string): string {
  return text.replaceAll(/(?<![A-Z]|\b\d)\.|(?<=[A-Z\d])\.(?![A-Z]\.|[A-Z]\b|\d\b)|(?<=\w\w)\./g, ' ');
}
