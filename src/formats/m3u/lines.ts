// Cuts text into lines at LF, CRLF and lone CR, without making a string of each.

const BYTE_ORDER_MARK = 0xfeff;
const NO_BREAK_SPACE = 0xa0;
const BLANK = 0x20;

/** Takes a line by where it begins and ends in `text`; `length` counts the blanks around it too. */
export type TakeLine = (text: string, start: number, end: number, length: number) => void;

/** Every line in order, without the blanks and byte order marks around it; empty ones have `start === end`. */
export function eachLine(text: string, take: TakeLine): void {
  let feed = -1;
  let carriage = -1;
  for (let at = 0; at < text.length;) {
    if (feed < at) feed = find(text, '\n', at);
    if (carriage < at) carriage = find(text, '\r', at);
    const end = Math.min(feed, carriage, text.length);
    takeTrimmed(text, at, end, take);
    at = carriage === end && feed === end + 1 ? end + 2 : end + 1;
  }
}

function takeTrimmed(text: string, lineStart: number, lineEnd: number, take: TakeLine): void {
  let start = lineStart;
  let end = lineEnd;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  take(text, start, end, lineEnd - lineStart);
}

const isBlank = (code: number): boolean => code <= BLANK || code === NO_BREAK_SPACE || code === BYTE_ORDER_MARK;

function find(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
