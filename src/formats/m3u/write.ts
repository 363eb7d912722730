// Writes playlists that every known client reads alike. Where two of them disagree, the text avoids the question.

export interface M3uHeader {
  /** Absolute; empty for none. */
  readonly guideUrl: string;
}

export interface M3uWrittenEntry {
  /** The channel's id in the guide, byte for byte. */
  readonly xmltvId: string;
  readonly name: string;
  /** `5` or `5.1`. Always given: without it Jellyfin takes numbers from ids, names and addresses. */
  readonly number: string;
  /** Absolute; empty for none. */
  readonly logoUrl: string;
  /** Empty for none. */
  readonly group: string;
  /** Absolute and stable: Jellyfin and Kodi know a channel by it. */
  readonly url: string;
  readonly isRadio: boolean;
  /** Days of archive behind `utc` and `lutc`; 0 or left out for none. */
  readonly catchupDays?: number;
  /** Spares Kodi the request by which it would find out that this is MPEG-TS. */
  readonly kodi?: boolean;
}

/** The first line. Some clients know `url-tvg`, others `x-tvg-url`. */
export function writeM3uHeader({ guideUrl }: M3uHeader): string {
  return `#EXTM3U${attribute('url-tvg', address(guideUrl))}${attribute('x-tvg-url', address(guideUrl))}\n`;
}

/** The entry's lines, each with its LF. */
export function writeM3uEntry(entry: M3uWrittenEntry): string {
  const days = entry.catchupDays ?? 0;
  const id = value(entry.xmltvId);
  const name = value(entry.name);
  // In one piece: lists have some hundred thousand entries.
  return (
    `${entry.kodi ? '#KODIPROP:mimetype=video/mp2t\n' : ''}#EXTINF:-1` +
    attribute('tvg-id', id) +
    attribute('tvg-name', name) +
    attribute('tvg-chno', value(entry.number)) +
    attribute('channel-id', id) +
    attribute('tvg-logo', address(entry.logoUrl)) +
    attribute('group-title', value(entry.group)) +
    (entry.isRadio ? ' radio="true"' : '') +
    (days > 0 ? ` catchup="shift" catchup-days="${days}"` : '') +
    `,${shown(name || id)}\n${address(entry.url)}\n`
  );
}

/** The name as clients show it: without what one of them would stumble over. */
export const shownName = ({ name, xmltvId }: Pick<M3uWrittenEntry, 'name' | 'xmltvId'>): string =>
  shown(value(name) || value(xmltvId));

const STUMBLED_OVER = /[,{}]/;

function shown(name: string): string {
  if (!STUMBLED_OVER.test(name)) return withoutNumberOfItsOwn(name);
  return withoutNumberOfItsOwn(name.replaceAll(',', COMMA_LOOK_ALIKE).replaceAll('{', '(').replaceAll('}', ')'));
}

/** Jellyfin takes `5 USA` for channel 5 with the name USA; only a plain blank makes it do so. */
function withoutNumberOfItsOwn(name: string): string {
  const blank = name.indexOf(' ');
  return blank > 0 && isNumberToJellyfin(name.slice(0, blank)) ? name.replace(' ', NO_BREAK_SPACE) : name;
}

const NUMBER_WORD = /infinity|nan|∞/i;

/** Somewhat more than .NET's `double.TryParse` takes: a word with a digit and no letter but an exponent's, or its words. */
function isNumberToJellyfin(word: string): boolean {
  if (NUMBER_WORD.test(word)) return true;
  return /\d/.test(word) && !/\p{L}/u.test(word.replace(/e[-+]?\d+/i, ''));
}

/** Jellyfin takes the name from behind the last comma. */
const COMMA_LOOK_ALIKE = '\u201a';
const NO_BREAK_SPACE = '\u00a0';
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\ufeff]/gu;

/** Nobody writes empty values: some readers take the next attribute for one. */
const attribute = (key: string, text: string): string => (text === '' ? '' : ` ${key}="${text}"`);

/** Nearly all there is: printable ASCII that needs no change, in words with one blank between them. */
const PLAIN_VALUE = /^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/;
const PLAIN_ADDRESS = /^[!#-&(-;=?-[\]_a-z~]*$/;

function value(text: string): string {
  if (text === '' || PLAIN_VALUE.test(text)) return text;
  const oneLine = text.toWellFormed().replace(BREAKS, ' ').replaceAll(/\s+/g, ' ').trim();
  return oneLine.replaceAll('"', "'").replaceAll('\\', '/');
}

/** Kodi replaces what stands in braces and cuts at `|`; a blank ends an address. */
function address(url: string): string {
  if (PLAIN_ADDRESS.test(url)) return url;
  return url
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s"'{}|\\<>^`]/gu, (unsafe) => encodeURIComponent(unsafe).replace("'", '%27'));
}
