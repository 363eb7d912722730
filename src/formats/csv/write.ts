// Comma-separated values (RFC 4180) that a spreadsheet opens without running any of it.

/** Text that a spreadsheet would take for a formula gets an apostrophe in front. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/; // OWASP, CSV Injection: full-width ones as well

/** One line, with its CRLF. */
export function csvLine(values: readonly (number | string | null)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
