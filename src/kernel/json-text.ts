// JSON by hand, for lists of a hundred thousand elements: what is the same in all of them is prepared once.

/** Without the flag `u`, which makes it three times as slow: whatever has a surrogate goes the long way. */
// oxlint-disable-next-line no-control-regex
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** As `JSON.stringify` writes a string; several times as quick for the usual ones. */
export const quoted = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`);
