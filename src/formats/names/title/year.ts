// The year of a title: in brackets before anything else, else the last number that can be one and is not all there is.

export interface YearMark {
  readonly year: number;
  readonly start: number;
  readonly end: number;
}

const FIRST_YEAR = 1888; // Roundhay Garden Scene
const LAST_YEAR = 2040; // Blade Runner 2049 is a name
const BRACKETED = /[[({]\s*(?:[^\])}\d]*\s)?((?:18|19|20)\d\d)(?:\s*[-–]\s*(?:(?:19|20)\d\d)?)?\s*[\])}]/g;
const BARE = /(?<![\d\p{L}.:])((?:18|19|20)\d\d)(?![\d\p{L}:]|[.-]\d\d\b)/gu;

export function findYear(text: string): YearMark | undefined {
  const bracketed = [...text.matchAll(BRACKETED)].find((match) => match.index > 0);
  if (bracketed) return markOf(bracketed);
  const bare = [...text.matchAll(BARE)].filter((match) => hasTitleBefore(text, match.index));
  const last = bare.findLast((match) => isPlausible(Number(match[1])));
  return last && markOf(last);
}

function markOf(match: RegExpExecArray): YearMark | undefined {
  const year = Number(match[1]);
  return isPlausible(year) ? { year, start: match.index, end: match.index + match[0].length } : undefined;
}

const isPlausible = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;

const hasTitleBefore = (text: string, index: number): boolean => /[\p{L}\d]/u.test(text.slice(0, index));
