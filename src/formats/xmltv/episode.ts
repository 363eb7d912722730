// Episode numbers: XMLTV's zero-based `season.episode.part/total`, and what is shown on a screen (`S01E05`).

export interface EpisodeNumber {
  /** Zero-based; -1 when not said. */
  readonly season: number;
  readonly episode: number;
}

const unsaid: EpisodeNumber = { season: -1, episode: -1 };

const NS = /^\s*(\d{1,6})?\s*(?:\/\s*\d*)?\s*(?:\.\s*(\d{1,6})?\s*(?:\/\s*\d*)?\s*(?:\..*)?)?$/s;

/** `1.4.0/1`, `2 . 9/12 . `, `.5.` */
export function parseXmltvNs(text: string): EpisodeNumber {
  const match = NS.exec(text);
  return match ? { season: Number(match[1] ?? -1), episode: Number(match[2] ?? -1) } : unsaid;
}

const ONSCREEN = /(?:\bS(?:eason|taffel|aison)?\s*(\d{1,4})[\s.,:x-]*)?\bE(?:p(?:isode)?)?\.?\s*(\d{1,5})\b/i;
const ONSCREEN_TIGHT = /\bS(\d{1,4})\s*E(\d{1,5})\b/i;
const ONSCREEN_CROSS = /\b(\d{1,3})x(\d{1,4})\b/i;

/** `S01E05`, `S1 E2`, `Season 1 Episode 2`, `1x05`, `Ep. 5`; one-based on the screen. */
export function parseOnscreen(text: string): EpisodeNumber {
  const match = ONSCREEN_TIGHT.exec(text) ?? ONSCREEN_CROSS.exec(text) ?? ONSCREEN.exec(text);
  if (!match) return unsaid;
  return { season: Number(match[1] ?? 0) - 1, episode: Number(match[2] ?? 0) - 1 };
}

export const formatXmltvNs = ({ season, episode }: EpisodeNumber): string =>
  `${season < 0 ? '' : season}.${episode < 0 ? '' : episode}.`;

const two = (zeroBased: number): string => String(zeroBased + 1).padStart(2, '0');

export const formatOnscreen = ({ season, episode }: EpisodeNumber): string =>
  `${season < 0 ? '' : `S${two(season)}`}${episode < 0 ? '' : `E${two(episode)}`}`;

/** `dd_progid`, `thetvdb.com` …; a plain onscreen text never looks so, see `joinSystem`. */
const SYSTEM = /^([a-z][a-z0-9_.-]{2,}):(.*)$/s;

/** How a programme keeps an episode number: onscreen text as it is, other systems as `system:value`. */
export function joinSystem(system: string, value: string): string {
  return system === 'onscreen' && !SYSTEM.test(value) ? value : `${system}:${value}`;
}

export function splitSystem(kept: string): { readonly system: string; readonly value: string } {
  const match = SYSTEM.exec(kept);
  return match ? { system: match[1]!, value: match[2]! } : { system: 'onscreen', value: kept };
}
