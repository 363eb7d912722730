// A guide as XMLTV that every client reads: one element a line, the DTD's order, times in UTC, XML 1.0 characters only.

import { DAY_MS, MINUTE_MS } from '../../kernel/units.ts';
import type { Programme } from '../../model/programme.ts';
import { CREDIT_ROLES } from './credit-roles.ts';
import { formatOnscreen, formatXmltvNs, splitSystem } from './episode.ts';
import { genresOf } from './genres.ts';
import { formatTime } from './time.ts';

export interface WrittenChannel {
  readonly xmltvId: string;
  readonly name: string;
  /** As players show it: a second display-name, by which Jellyfin and Plex join guide and tuner. */
  readonly number: string;
  /** Absolute, or empty. */
  readonly iconUrl: string;
}

export const guideHead = (generator: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<tv generator-info-name="${escapeXml(generator)}">\n`;
export const guideTail = '</tv>\n';

/** @returns lines */
export function writeChannel({ xmltvId, name, number, iconUrl }: WrittenChannel): string {
  return (
    `  <channel id="${escapeXml(xmltvId)}">\n` +
    `    <display-name>${escapeXml(name || number)}</display-name>\n` +
    `    <display-name>${escapeXml(number)}</display-name>\n` +
    `${icon(iconUrl)}  </channel>\n`
  );
}

/** @param numbersByDay whether episodes without a number get one @returns lines */
export function writeProgramme(xmltvId: string, programme: Programme, numbersByDay: boolean): string {
  const { title, subTitle, description, date, iconUrl, catchupId } = programme;
  const start = formatTime(programme.startAt);
  const stop = formatTime(programme.stopAt);
  const catchup = catchupId === '' ? '' : ` catchup-id="${escapeXml(catchupId)}"`;
  return (
    `  <programme start="${start}" stop="${stop}" channel="${escapeXml(xmltvId)}"${catchup}>\n` +
    element('title', title) +
    element('sub-title', subTitle) +
    element('desc', description) +
    credits(programme) +
    (DATE.test(date) ? element('date', date) : '') +
    categories(programme) +
    icon(iconUrl) +
    episodeNumbers(programme, numbersByDay) +
    flags(programme) +
    valued('rating', programme.rating) +
    valued('star-rating', programme.starRating) +
    '  </programme>\n'
  );
}

/** Year, month or day; Jellyfin reads nothing else. */
const DATE = /^\d{4}(?:\d{2}){0,2}$/;

/** Nothing where there is nothing to say. */
function element(name: string, text: string): string {
  const said = escapeXml(text);
  return said === '' ? '' : `    <${name}>${said}</${name}>\n`;
}

function valued(name: string, value: string): string {
  const said = escapeXml(value);
  return said === '' ? '' : `    <${name}>\n      <value>${said}</value>\n    </${name}>\n`;
}

function icon(url: string): string {
  const said = escapeXml(url);
  return said === '' ? '' : `    <icon src="${said}"/>\n`;
}

function credits({ credits: all }: Programme): string {
  if (all.length === 0) return '';
  const lines = CREDIT_ROLES.flatMap((role) =>
    all.filter((credit) => credit.role === role).map(({ name }) => `      <${role}>${escapeXml(name)}</${role}>\n`),
  );
  return lines.length === 0 ? '' : `    <credits>\n${lines.join('')}    </credits>\n`;
}

function isSeries({ episode, subTitle, categories: said }: Programme): boolean {
  const genres = genresOf(said);
  return !genres.includes('Movie') && (episode >= 0 || subTitle !== '' || genres.includes('Series'));
}

/** The provider's own words, then the English ones that clients know and it did not use. */
function categories(programme: Programme): string {
  const genres = genresOf(programme.categories);
  const added = isSeries(programme) ? new Set([...genres, 'Series']) : genres;
  const all = new Map([...programme.categories, ...added].map((category) => [category.toLowerCase(), category]));
  return [...all.values()].map((category) => element('category', category)).join('');
}

/** Both ways to write season and episode; then the ids of other systems, none of them empty (Jellyfin fails on one). */
function episodeNumbers(programme: Programme, numbersByDay: boolean): string {
  const kept = programme.episodeNumbers.map(splitSystem);
  const isNumbered = programme.season >= 0 || programme.episode >= 0;
  const numbers = isNumbered
    ? [{ system: 'xmltv_ns', value: formatXmltvNs(programme) }]
    : numbersByDay
      ? numberByDay(programme)
      : [];
  if (isNumbered && !kept.some(({ system }) => system === 'onscreen')) {
    numbers.push({ system: 'onscreen', value: formatOnscreen(programme) });
  }
  return [...numbers, ...kept]
    .map(({ system, value }) => ({ system: escapeXml(system), value: escapeXml(value) }))
    .filter(({ value }) => value !== '')
    .map(({ system, value }) => `    <episode-num system="${system}">${value}</episode-num>\n`)
    .join('');
}

/** Nothing shorter that no guide calls a movie is one. */
const SHORTEST_MOVIE_MS = 70 * MINUTE_MS;

/** Plex takes what has no number for a movie: an episode without one gets the year as its season and the day as its number. */
function numberByDay(programme: Programme): { system: string; value: string }[] {
  const genres = genresOf(programme.categories);
  const isShort = genres.length === 0 && programme.stopAt - programme.startAt < SHORTEST_MOVIE_MS;
  const isToldByDay = isSeries(programme) || genres.includes('News') || isShort;
  if (!isToldByDay || genres.includes('Movie')) return [];
  const date = new Date(programme.startAt);
  const year = date.getUTCFullYear();
  const dayOfYear = Math.floor((programme.startAt - Date.UTC(year, 0)) / DAY_MS); // zero-based, as xmltv_ns counts
  return [{ system: 'xmltv_ns', value: formatXmltvNs({ season: year - 1, episode: dayOfYear }) }];
}

/** Plex takes everything as new that is not marked as shown before; what is live or a premiere is new everywhere. */
function flags({ isRepeat, isPremiere, isNew, isLive }: Programme): string {
  const isFirst = isNew || isLive || isPremiere;
  return (
    (isRepeat && !isFirst ? '    <previously-shown/>\n' : '') +
    (isPremiere ? '    <premiere/>\n' : '') +
    (isNew ? '    <new/>\n' : '') +
    (isLive ? '    <live/>\n' : '')
  );
}

/** What XML 1.0 allows no document to hold: one such character and Jellyfin drops the rest of the guide. */
// oxlint-disable-next-line no-control-regex -- they are looked for
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;
// oxlint-disable-next-line no-control-regex -- they are looked for
const NEEDS_WORK = /[&<>"\0-\x1f\ud800-\udfff\ufffe\uffff]/;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For text and attribute values alike; without blanks around it. */
function escapeXml(text: string): string {
  if (!NEEDS_WORK.test(text)) return text.trim();
  return text
    .replaceAll(FORBIDDEN, '')
    .replaceAll(/[&<>"]/g, (character) => ESCAPES[character]!)
    .trim();
}
