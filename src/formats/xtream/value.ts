// Values as panels send them: numbers as strings, nulls, booleans as words, entities in names. What makes no sense is
// "not said": an empty string, 0 or false.

/** Trimmed, entities resolved, one line. */
export function text(value: unknown): string {
  if (typeof value === 'string') return resolved(value).replaceAll(/\s+/g, ' ').trim();
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return '';
}

/** As `text`, over several lines: plots. */
export function prose(value: unknown): string {
  return typeof value === 'string' ? resolved(value).trim() : '';
}

/** `"7,5"`, `7.5`, `"N/A"`; 0 for anything that is no number. */
export function decimal(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : 0;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return 0;
  const number = Number.parseFloat(value.replace(',', '.'));
  return Number.isFinite(number) ? number : 0;
}

/** A whole number, also negative; `undefined` when there is none: 0 is an id like any other. */
export function whole(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?\d{1,15}\s*$/.test(value)) return undefined;
  return Number(value);
}

/** True, 1, "1", "true", "yes", "on". */
export function flag(value: unknown): boolean {
  if (typeof value === 'string') return /^\s*(?:1|true|yes|on)\s*$/i.test(value);
  return value === true || value === 1;
}

/** Epoch seconds, milliseconds, or a date as text, to epoch milliseconds; 0 for none. */
export function instant(value: unknown): number {
  const number = whole(value);
  if (number !== undefined) return number > 100_000_000_000 ? number : Math.max(0, number) * 1_000;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value.trim())) return 0;
  const at = Date.parse(`${value.trim().replace(' ', 'T')}${/\d\d:\d\d/.test(value) ? 'Z' : ''}`);
  return Number.isFinite(at) ? at : 0;
}

/** A list, an object in place of one, or a single value; nulls and empty words left out. */
export function listed(value: unknown): unknown[] {
  const found = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [value];
  return found.filter((item) => item !== null && item !== undefined && item !== '' && item !== '[]');
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A year between the first films and soon, out of a date or a number; 0 for none. */
export function year(value: unknown): number {
  const found = /(?<!\d)(?:18|19|20)\d\d(?!\d)/.exec(typeof value === 'number' ? String(value) : text(value));
  return found ? Number(found[0]) : 0;
}

/** An address of a picture; empty for anything else. */
export function pictureUrl(value: unknown): string {
  const address = typeof value === 'string' ? resolved(value).trim() : '';
  return /^https?:\/\/[^\s/?#]/i.test(address) ? address.replaceAll(/\s/g, '%20') : '';
}

/** `mkv,mp4`, `.mp4`, `MKV`; empty for none. */
export function extension(value: unknown): string {
  const found = /[a-z0-9]{2,5}/i.exec(text(value));
  return found ? found[0].toLowerCase() : '';
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;

function resolved(value: string): string {
  if (!value.includes('&')) return value;
  return value.replaceAll(ENTITY, (whole_, decimalCode: string, hexCode: string, name: string) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole_;
    const code = decimalCode ? Number(decimalCode) : Number.parseInt(hexCode, 16);
    return code > 0 && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole_;
  });
}
