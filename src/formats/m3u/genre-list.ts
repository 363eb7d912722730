// The other dialect: `name,address` lines under `group,#genre#` headings, as TVBox and DIYP read it. Channels, and their
// guide, go by their name there; alternatives follow behind `#`, a remark behind `$`.

const HEADING_END = '#genre#';
const CHANNEL = /^([^,，]*)[,，]\s*([a-z][a-z0-9+.-]*:\/\/.+)$/i;

/** The group that a line opens; `undefined` for any other line. */
export function readHeading(line: string): string | undefined {
  if (line.slice(-HEADING_END.length).toLowerCase() !== HEADING_END) return undefined;
  const before = line.slice(0, -HEADING_END.length).trimEnd();
  return /[,，]$/.test(before) ? before.slice(0, -1).trim() : undefined;
}

export interface GenreChannel {
  readonly name: string;
  /** The same channel from several places, best first. */
  readonly addresses: readonly string[];
}

/** `undefined` for a line that is not `name,address`. */
export function readChannel(line: string): GenreChannel | undefined {
  const match = CHANNEL.exec(line);
  if (!match) return undefined;
  const addresses = match[2]!.split(/#(?=[a-z][a-z0-9+.-]*:\/\/)/i);
  return { name: match[1]!.trim(), addresses: addresses.map((address) => address.replace(/\$[^/$]*$/, '').trim()) };
}
