// How three clients read a playlist, by what is known of their parsers: just enough to see what they would show.

export interface Shown {
  readonly name: string;
  readonly number: string;
  readonly id: string;
  readonly group: string;
  readonly logo: string;
  readonly url: string;
}

interface Attributed {
  readonly attributes: ReadonlyMap<string, string>;
  /** The EXTINF line, and the same with its attributes cut out. */
  readonly line: string;
  readonly rest: string;
  readonly url: string;
}

/** Only `key="value"` with a value; any other `#` line is ignored; the last comma; a leading number is the channel's. */
export function asJellyfin(list: string): Shown[] {
  return entries(list, /([\w-]+)="([^"]+)"/g).map((entry) => {
    const name = entry.rest.slice(entry.rest.lastIndexOf(',') + 1).trim();
    const blank = name.indexOf(' ');
    const first = name.slice(0, blank).replaceAll(/^[ .]+|[ .]+$/g, '');
    const isNumber = blank > 0 && first !== '' && !Number.isNaN(dotNetDouble(first));
    return shown(entry, isNumber ? name.slice(blank + 1) : name);
  });
}

/** The name follows the comma behind the last quote; braces in addresses would be filled in. */
export function asKodi(list: string): Shown[] {
  return entries(list, /([\w-]+)="([^"]*)"/g).map((entry) => {
    const comma = entry.line.indexOf(',', entry.line.lastIndexOf('"'));
    const url = entry.url.split('|')[0]!.replaceAll(/\$?\{.*?\}/g, '?');
    return shown({ ...entry, url }, entry.line.slice(comma + 1).trim());
  });
}

/** Insists on the header; the name follows the first comma once the attributes are gone. */
export function asPlaylistParser(list: string): Shown[] {
  if (!list.startsWith('#EXTM3U')) throw new Error('Playlist is not valid');
  return entries(list, /([\w-]+)="([^"]*)"/g).map((entry) =>
    shown(entry, entry.rest.slice(entry.rest.indexOf(',') + 1).trim()),
  );
}

/** `double.TryParse`, invariant: signs, thousands, exponents, parentheses, and the words. */
function dotNetDouble(text: string): number {
  if (/^[-+]?(?:infinity|nan|∞)$/i.test(text)) return 0;
  const bare = text
    .replace(/^\((.*)\)$/, '$1')
    .replace(/^[-+¤]*/, '')
    .replace(/[-+¤]*$/, '')
    .replaceAll(',', '');
  return /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(bare) ? Number.parseFloat(bare) : Number.NaN;
}

function entries(list: string, attribute: RegExp): Attributed[] {
  const found: Attributed[] = [];
  let line = '';
  for (const each of list.split(/\r?\n/)) {
    if (each.startsWith('#EXTINF:')) line = each;
    if (each.trim() === '' || each.startsWith('#')) continue;
    const attributes = new Map([...line.matchAll(attribute)].map((match) => [match[1]!, match[2]!] as const));
    found.push({ attributes, line, rest: line.replaceAll(attribute, ''), url: each });
  }
  return found;
}

function shown({ attributes, url }: Attributed, name: string): Shown {
  const said = (key: string): string => attributes.get(key) ?? '';
  return {
    name,
    number: said('tvg-chno'),
    id: said('tvg-id'),
    group: said('group-title'),
    logo: said('tvg-logo'),
    url,
  };
}
