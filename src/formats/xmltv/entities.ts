// Character references: numeric ones, XML's five, and the named ones of HTML 4, which guides use without declaring them.

/** U+00A0 to U+00FF in order. */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml';

/** U+0391 to U+03A9 in order (U+03A2 is unassigned), then U+03B1 to U+03C9. */
const GREEK_CAPITALS =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi ' +
  'Psi Omega';
const GREEK_SMALL =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi ' +
  'chi psi omega';

const OTHERS: Readonly<Record<string, number>> = {
  quot: 0x22,
  amp: 0x26,
  apos: 0x27,
  lt: 0x3c,
  gt: 0x3e,
  OElig: 0x152,
  oelig: 0x153,
  Scaron: 0x160,
  scaron: 0x161,
  Yuml: 0x178,
  fnof: 0x192,
  circ: 0x2c6,
  tilde: 0x2dc,
  ensp: 0x2002,
  emsp: 0x2003,
  thinsp: 0x2009,
  zwnj: 0x200c,
  zwj: 0x200d,
  lrm: 0x200e,
  rlm: 0x200f,
  ndash: 0x2013,
  mdash: 0x2014,
  lsquo: 0x2018,
  rsquo: 0x2019,
  sbquo: 0x201a,
  ldquo: 0x201c,
  rdquo: 0x201d,
  bdquo: 0x201e,
  dagger: 0x2020,
  Dagger: 0x2021,
  bull: 0x2022,
  hellip: 0x2026,
  permil: 0x2030,
  prime: 0x2032,
  Prime: 0x2033,
  lsaquo: 0x2039,
  rsaquo: 0x203a,
  euro: 0x20ac,
  trade: 0x2122,
  larr: 0x2190,
  uarr: 0x2191,
  rarr: 0x2192,
  darr: 0x2193,
  harr: 0x2194,
  minus: 0x2212,
  infin: 0x221e,
  ne: 0x2260,
  le: 0x2264,
  ge: 0x2265,
  hearts: 0x2665,
};

const inOrder = (names: string, first: number): [string, string][] =>
  names.split(' ').map((name, index) => [name, String.fromCharCode(first + index)]);

const NAMED: ReadonlyMap<string, string> = new Map([
  ...inOrder(LATIN_1, 0xa0),
  ...inOrder(GREEK_CAPITALS, 0x391),
  ...inOrder(GREEK_SMALL, 0x3b1),
  ...Object.entries(OTHERS).map(([name, code]): [string, string] => [name, String.fromCharCode(code)]),
]);

/** 0x80 to 0x9F in numeric references mean windows-1252 in practice, as HTML has ruled. */
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0, 0x2018,
  0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
];

/** Longest that is looked at after the `&`: `#x10ffff`, `thetasym`. */
const MAX_REFERENCE_LENGTH = 10;

/**
 * Replaces each reference once (`&amp;lt;` becomes `&lt;`). An ampersand that begins none, or an unknown name, stays as
 * it is; a reference to what is no character disappears.
 */
export function decodeReferences(text: string): string {
  let open = text.indexOf('&');
  if (open < 0) return text;
  let decoded = '';
  let kept = 0;
  for (; open >= 0; open = text.indexOf('&', open + 1)) {
    const end = text.indexOf(';', open);
    if (end < 0) break;
    if (end - open > MAX_REFERENCE_LENGTH) continue;
    const character = resolve(text.slice(open + 1, end));
    if (character === undefined) continue;
    decoded += text.slice(kept, open) + character;
    kept = end + 1;
  }
  return kept === 0 ? text : decoded + text.slice(kept);
}

const DECIMAL = /^#\d+$/;
const HEXADECIMAL = /^#x[0-9a-f]+$/i;

/** @param reference without `&` and `;` @returns undefined for what is none */
function resolve(reference: string): string | undefined {
  if (reference.charCodeAt(0) !== 0x23) return NAMED.get(reference);
  if (DECIMAL.test(reference)) return characterOf(Number(reference.slice(1)));
  return HEXADECIMAL.test(reference) ? characterOf(Number.parseInt(reference.slice(2), 16)) : undefined;
}

/** Empty for what is no character. */
function characterOf(code: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '';
  const real = code >= 0x80 && code <= 0x9f ? WINDOWS_1252[code - 0x80]! : code;
  return real === 0 ? '' : String.fromCodePoint(real);
}
