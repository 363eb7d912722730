import { expect, test } from 'vitest';
import { readGuide, readOne } from './reading.ts';

const description = (raw: string): string => readOne(`<title>T</title><desc>${raw}</desc>`).description;

test.each([
  ['Tom &amp; Jerry', 'Tom & Jerry'],
  ['Tom & Jerry & Co', 'Tom & Jerry & Co'],
  ['AT&T; R&D', 'AT&T; R&D'],
  ['caf&eacute;&nbsp;&hellip;', 'café …'],
  ['&#233;&#xE9;&#XE9;', 'ééé'],
  ['a&#0;b&#x1F;c&#xD800;d&#xFFFFFFF;e', 'abcde'],
  ['it&#146;s &#150; new', 'it’s – new'],
  ['&amp;lt;', '&lt;'],
  ['&unknown; stays', '&unknown; stays'],
])('references: %s', (raw, said) => {
  expect(description(raw)).toBe(said);
});

test.each([
  ['\n    A long\n    text.\n  ', 'A long text.'],
  ['first<br/>second', 'first second'],
  ['<p>One <b>bold</b> word</p>', 'One bold word'],
  ['&lt;p&gt;One &lt;b&gt;bold&lt;/b&gt; word&lt;/p&gt;', 'One bold word'],
  ['News &lt;NY&gt;', 'News <NY>'],
  ['3 < 4 and 5 > 4', '3 < 4 and 5 > 4'],
  ['<![CDATA[Fish & chips]]> daily', 'Fish & chips daily'],
  ['bell\u0007 and\u0000 null', 'bell and null'],
])('markup and white space: %j', (raw, said) => {
  expect(description(raw)).toBe(said);
});

const guide = (encoding: string, title: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><tv><programme start="20261123120000" channel="é"><title>${title}</title></programme></tv>`;
const first = (bytes: Uint8Array): { xmltvId: string; title: string } => {
  const { xmltvId, programme } = readGuide(bytes, { pieces: [7, 300] }).programmes[0]!;
  return { xmltvId, title: programme.title };
};

test('Latin-1 by declaration', () => {
  expect(first(Buffer.from(guide('ISO-8859-1', 'Überfälle'), 'latin1'))).toEqual({ xmltvId: 'é', title: 'Überfälle' });
});

test('Cyrillic by declaration', () => {
  const bytes = Buffer.from(guide('windows-1251', '\u00ca\u00e8\u00ed\u00ee'), 'latin1'); // Кино in windows-1251
  expect(first(bytes).title).toBe('Кино');
});

test.each(['utf16le', 'utf-16 big endian'])('UTF-16 by its mark: %s', (kind) => {
  const bytes = Buffer.from(`\ufeff${guide('UTF-16', 'Überfälle 漢')}`, 'utf16le');
  if (kind !== 'utf16le') bytes.swap16();
  expect(first(bytes)).toEqual({ xmltvId: 'é', title: 'Überfälle 漢' });
});

test('UTF-8 with a mark, and UTF-8 that calls itself UTF-16', () => {
  expect(first(Buffer.from(`\ufeff${guide('UTF-8', 'Überfälle')}`)).title).toBe('Überfälle');
  expect(first(Buffer.from(guide('UTF-16', 'Überfälle'))).title).toBe('Überfälle');
});

test('Latin-1 that says it is UTF-8 is seen through, text by text', () => {
  expect(first(Buffer.from(guide('UTF-8', 'Überfälle'), 'latin1'))).toEqual({ xmltvId: 'é', title: 'Überfälle' });
});

test('an unknown encoding is taken as UTF-8', () => {
  expect(first(Buffer.from(guide('x-klingon', 'Überfälle'))).title).toBe('Überfälle');
});
