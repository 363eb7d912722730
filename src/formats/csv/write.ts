// Comma-separated values (RFC 4180) that a spreadsheet opens without running any of it.

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe in front; so does what would be one behind a semicolon, which is
 * where a cell ends for a spreadsheet of half of Europe.
 */
const FORMULA = /^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=[=+\-@＝＋－＠])/g; // OWASP, CSV Injection: full-width ones as well

/** One line, with its CRLF. */
export function csvLine(values: readonly (number | string | null)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replaceAll(FORMULA, "'");
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
