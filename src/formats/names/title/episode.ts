// Season and episode, in the notations of panels and file names.

export interface EpisodeMark {
  readonly season: number;
  readonly episode: number;
  readonly lastEpisode: number;
  /** Where the mark stands: the title is before it, or after it when nothing is before. */
  readonly start: number;
  readonly end: number;
}

const SEASON = '(?:seasons?|saison|staffel|temporada|temp|stagione|sezon|sezona|sæson|säsong|series?)';
const EPISODE = '(?:episodes?|episodio|épisode|folge|capitulo|capítulo|cap|ep|epizoda|odcinek|avsnitt)';

/**
 * In the order of trust. Groups: s season, e episode, l last episode; `c` holds both (`Cap.1503`).
 */
const NOTATIONS: readonly RegExp[] = [
  /(?<![\p{L}\d])s(?<s>\d{1,4})\s*[-._|]?\s*ep?\s?\.?(?<e>\d{1,4})(?<more>(?:\s?-?\s?e?p?\d{1,4}(?![\dp])|\s?e\d{1,4})*)/iu,
  /(?<![\p{L}\d])t(?<s>\d{1,3})\s*[|._ -]?\s*e(?:p|pisodio)?\s*(?<e>\d{1,4})/iu,
  new RegExp(
    `(?<![\\p{L}])${SEASON}\\s*\\.?(?<s>\\d{1,4})[\\s,.|-]*(?:[^\\d]{0,20}?)\\[?${EPISODE}\\s*\\.?(?<e>\\d{1,4})`,
    'iu',
  ),
  /(?<![\p{L}\d])(?!(?!(?:19|20)\d\dx)\d{3,4}x\d{3})(?<s>\d{1,4})x(?<e>\d{1,3})(?<more>(?:-\d{1,3})*)(?![\d\p{L}])/iu,
  /\[cap\.?(?<c>\d{3,4})\]?/iu,
  new RegExp(`(?<![\\p{L}])${SEASON}\\s*\\.?(?<s>\\d{1,4})[\\s,.|-]+(?<e>\\d{1,3})\\s*of\\s*\\d+`, 'iu'),
  /(?<![\p{L}\d])(?<s>\d{1,2})\s?-\s?(?<e>\d{2})(?![\d\p{L}-])(?=.*\b(?:hdtv|720p|1080p)\b)/iu,
  /(?<![\p{L}\d])(?:(?:episodes?|episodio|épisode|folge|ep)\s*\.?|e)(?<e>\d{1,4})(?![\p{L}\d])(?!.*\((?:19|20)\d\d\))/iu,
  new RegExp(`(?<![\\p{L}])(?:${SEASON}\\s*|s)\\.?(?<s>\\d{1,4})(?![\\p{L}\\d])`, 'iu'),
  /(?<=\S\s+)(?<c>[1-9]\d?[0-3]\d)(?=\s.*\b(?:hdtv|pdtv|dsr|web|proper|lol|xvid)\b)(?<!19\d\d|20\d\d)/iu,
  /\s-\s(?<e>\d{2,4})(?=\s*(?:$|[[(]|-\s|v\d))(?<!(?:19|20)\d\d)/u,
];

/** Of fansub groups, who count through: `Title - 679 [VOSTFR]`, `01 - Title [BD]`. */
const FANSUB_NOTATIONS: readonly RegExp[] = [
  /(?<=\S\s+)(?:-\s+)?(?<e>\d{2,4})(?:v\d)?(?=\s*(?:~\s*)?(?:[[(]|vostfr\b))(?<!(?:19|20)\d\d)/iu,
  /^(?<e>\d{2,3})\s+(?:-\s+)?(?=\p{L})/u,
];

/** @param isFansub the name began with a group's in brackets */
export function findEpisode(text: string, isFansub = false): EpisodeMark | undefined {
  for (const notation of isFansub ? [...NOTATIONS, ...FANSUB_NOTATIONS] : NOTATIONS) {
    const match = notation.exec(text);
    if (match) return markOf(match);
  }
  return undefined;
}

/** `Temporada 4 [Cap.408]` */
const holdsSeason = (episode: number, season: number, text: string): boolean =>
  episode >= 100 && Math.floor(episode / 100) === season && /cap\.?\d+$/i.test(text);

function markOf(match: RegExpExecArray): EpisodeMark {
  const groups = match.groups ?? {};
  const both = groups['c'];
  const season = both === undefined ? Number(groups['s'] ?? -1) : Number(both.slice(0, -2));
  const said = both === undefined ? Number(groups['e'] ?? -1) : Number(both.slice(-2));
  const episode = holdsSeason(said, season, match[0]) ? said % 100 : said;
  const more = (groups['more']?.match(/\d+/g) ?? [])
    .map(Number)
    .filter((last) => last > episode && last < episode + 50);
  return {
    season,
    episode,
    lastEpisode: more.at(-1) ?? episode,
    start: match.index,
    end: match.index + match[0].length,
  };
}
