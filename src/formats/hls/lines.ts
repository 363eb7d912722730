// The lines of a playlist that matter, before anything is parsed: hostile lines are left out, and of a live playlist that
// lists hours only its end is taken, as it comes again every few seconds.

/** Tags that are read; the rest (dates, advertising marks, low latency) is not needed to play. */
const TAG =
  /^#EXT(?:M3U|INF|-X-(?:VERSION|TARGETDURATION|MEDIA-SEQUENCE|DISCONTINUITY|DISCONTINUITY-SEQUENCE|BYTERANGE|KEY|MAP|ENDLIST|STREAM-INF|MEDIA|DEFINE|GAP))(?:[:\s]|$)/;
/** Signed addresses reach 4,000 characters. */
const MOST_LINE_CHARS = 16_384;
/** A rendition has 15; the parser's time grows with commas times length. */
const MOST_COMMAS = 64;
/** Half an hour: far more than lies between two reloads. */
const MOST_LIVE_SEGMENTS = 450;

export function isPlaylistText(text: string): boolean {
  const start = text
    .slice(0, 2_048)
    .replace(/^\uFEFF/, '')
    .trimStart();
  return start.startsWith('#EXTM3U') || /^#EXT(?:INF|-X-)/m.test(start);
}

/** Trimmed, without blanks, comments and tags that nobody reads. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let uriCount = 0;
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = end - at > MOST_LINE_CHARS ? '' : text.slice(at, end).trim();
    at = end + 1;
    if (line === '') continue;
    if (line.startsWith('#')) {
      if (TAG.test(line) && !isBomb(line)) lines.push(withWholeIv(line));
    } else {
      uriCount += 1;
      lines.push(line);
    }
  }
  const isLong = uriCount > MOST_LIVE_SEGMENTS && !lines.some((line) => line.startsWith('#EXT-X-ENDLIST'));
  return isLong ? lastOf(lines, uriCount - MOST_LIVE_SEGMENTS) : lines;
}

function isBomb(line: string): boolean {
  let commas = 0;
  for (let at = line.indexOf(','); at >= 0; at = line.indexOf(',', at + 1)) commas += 1;
  return commas > MOST_COMMAS && !line.startsWith('#EXTINF');
}

/** Leading zeros of an IV may be left out; the parser wants all 32 digits, and falls over what is no number. */
function withWholeIv(line: string): string {
  if (!line.startsWith('#EXT-X-KEY') && !line.startsWith('#EXT-X-MAP')) return line;
  return line.replace(/([:,]\s*)IV=([^,]*)/, (_, before: string, value: string) => {
    const digits = /^"?(?:0x)?([0-9a-f]{1,32})"?\s*$/i.exec(value)?.[1];
    return digits === undefined ? `${before}X-IV=0` : `${before}IV=0x${digits.padStart(32, '0')}`;
  });
}

/** The playlist without its first `count` segments: numbers, key and map are carried on. */
function lastOf(lines: readonly string[], count: number): string[] {
  const head = lines.findIndex(
    (line) => !line.startsWith('#') || /^#EXT(?:INF|-X-(?:KEY|MAP|BYTERANGE|DISC))/.test(line),
  );
  let dropped = 0;
  let breaks = 0;
  let at = head;
  const carried = { key: [] as string[], map: '' };
  let isAfterKey = false;
  for (; dropped < count; at += 1) {
    const line = lines[at]!;
    const isKey = line.startsWith('#EXT-X-KEY');
    if (!line.startsWith('#')) dropped += 1;
    else if (/^#EXT-X-DISCONTINUITY\s*$/.test(line)) breaks += 1;
    else if (line.startsWith('#EXT-X-MAP')) carried.map = line;
    else if (isKey) carried.key = isAfterKey ? [...carried.key, line] : [line];
    isAfterKey = isKey;
  }
  const header = lines
    .slice(0, head)
    .map((line) => raised(line, 'MEDIA-SEQUENCE', dropped))
    .map((line) => raised(line, 'DISCONTINUITY-SEQUENCE', breaks));
  if (!header.some((line) => line.startsWith('#EXT-X-MEDIA-SEQUENCE'))) {
    header.push(`#EXT-X-MEDIA-SEQUENCE:${dropped}`);
  }
  return [...header, ...carried.key, ...(carried.map === '' ? [] : [carried.map]), ...lines.slice(at)];
}

function raised(line: string, name: string, by: number): string {
  const match = new RegExp(`^#EXT-X-${name}:\\s*(-?\\d+)`).exec(line);
  return match ? `#EXT-X-${name}:${Number(match[1]) + by}` : line;
}
