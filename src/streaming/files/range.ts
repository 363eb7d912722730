// Byte ranges of HTTP (RFC 9110, section 14), one at a time: several in one request are answered with the whole.

/** `until` is exclusive; without it, to the end. A suffix asks for the last bytes. */
export type ByteRange =
  | { readonly kind: 'from'; readonly from: number; readonly until: number | undefined }
  | { readonly kind: 'suffix'; readonly bytes: number };

/** @returns `undefined` for none, and for anything that is no single range of bytes */
export function parseRange(header: string | undefined): ByteRange | undefined {
  const match = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' || Number(last) === 0 ? undefined : { kind: 'suffix', bytes: Number(last) };
  const from = Number(first);
  const until = last === '' ? undefined : Number(last) + 1;
  return until !== undefined && until <= from ? undefined : { kind: 'from', from, until };
}

export function printRange(range: ByteRange): string {
  if (range.kind === 'suffix') return `bytes=-${range.bytes}`;
  return `bytes=${range.from}-${range.until === undefined ? '' : range.until - 1}`;
}

export interface ContentRange {
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly total: number | undefined;
}

/** `bytes 0-99/1000`, `bytes 0-99/*`. */
export function parseContentRange(header: string | undefined): ContentRange | undefined {
  const match = /^\s*bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)\s*$/i.exec(header ?? '');
  if (!match) return undefined;
  const [, from = '', last = '', total = ''] = match;
  return { from: Number(from), until: Number(last) + 1, total: total === '*' ? undefined : Number(total) };
}

/** The size in `bytes * /1000`, as a 416 tells it. */
export function parseUnsatisfied(header: string | undefined): number | undefined {
  const match = /^\s*bytes\s+\*\/(\d{1,15})\s*$/i.exec(header ?? '');
  return match ? Number(match[1]) : undefined;
}
