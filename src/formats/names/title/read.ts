// Reads the name of a movie, a series or an episode: prefix, episode mark, year and technical words go, the title stays.

import { cleanTitle } from './clean.ts';
import { findEpisode, type EpisodeMark } from './episode.ts';
import { cutPrefix } from './prefix.ts';
import type { TitleReading } from './reading.ts';
import { bestResolution, cutTechnical } from './technical.ts';
import { findYear } from './year.ts';

export interface ReadTitleOptions {
  /** Its group: names of episodes without a title (`S01 E05`) take it from there. */
  readonly group?: string;
}

/** Never throws. */
export function readTitle(source: string, options: ReadTitleOptions = {}): TitleReading {
  const { rest, language } = cutPrefix(cleanTitle(source));
  const fansub = FANSUB.exec(rest);
  const text = cutColumns(fansub?.[1] ?? rest);
  const mark = findEpisode(text, fansub !== null);
  const named = mark ? beside(text, mark) : text;
  const year = findYear(named) ?? (mark ? findYear(text) : undefined);
  const upToYear =
    year && year.start < named.length && named.includes(String(year.year)) ? named.slice(0, year.start) : named;
  const { title } = cutTechnical(trimTitle(upToYear), upToYear !== named && !source.includes(' '));
  const own = trimTitle(title) || trimTitle(upToYear) || trimTitle(named);
  return {
    title: own || titleOfGroup(options.group ?? '') || source.trim(),
    year: year?.year ?? 0,
    season: mark?.season ?? -1,
    episode: mark?.episode ?? -1,
    lastEpisode: mark?.lastEpisode ?? -1,
    language,
    resolution: bestResolution(source.split(/[\s|.()[\]_]+/)),
  };
}

/** `[Group] Title 06 [720p]`: brackets of a group before, and of what was done behind. */
const FANSUB = /^\[[^\]]{3,40}\]\s*((?=[^[(]*\p{L})[^[(].*[\])])$/u;

/** `Title | 2024 | 7.5 | 4K`: the columns after the title say year, rating and quality; only the year is kept. */
function cutColumns(text: string): string {
  const columns = text.split('|').map((column) => column.trim());
  if (columns.length < 2 || findEpisode(text)) return text;
  const [title = '', ...others] = columns;
  const year = others.find((column) => /^(?:19|20)\d\d$/.test(column));
  return year === undefined ? title : `${title} (${year})`;
}

/** The title is before the mark, and after it when nothing is before. */
function beside(text: string, mark: EpisodeMark): string {
  const before = trimTitle(text.slice(0, mark.start));
  return before === '' ? trimTitle(text.slice(mark.end)) : before;
}

const TRAILING_NOTE = /\s*[[(](?![^\])]*(?:19|20)\d\d)[^\])]*[\])]\s*$/;

function trimTitle(text: string): string {
  let title = text.trim();
  for (let before = ''; before !== title;) {
    before = title;
    title = title
      .replace(/^[\s\-–—:|,._\])]+/, '')
      .replace(/[\s\-–—:|,_[({]+$/, '')
      .replace(/(?<=\p{L}{3})\.$/u, '')
      .trim();
    const noted = title.replace(TRAILING_NOTE, '').trim();
    if (noted !== '') title = noted;
  }
  return title;
}

/** `Série | LUPIN S01` and `SERIE EL CHAPO`. */
function titleOfGroup(group: string): string {
  const named = (group.split('|').at(-1) ?? group)
    .replace(/\bS\d{1,2}\s*$/i, '')
    .replace(/^\s*s[eé]ries?\b[\s:|-]*/iu, '');
  return trimTitle(named);
}
