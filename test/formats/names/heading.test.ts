import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayBeHeading } from '../../../src/formats/names/parts/heading.ts';
import { isHeadingName, readName } from '../../../src/formats/names/read.ts';

test.each([
  '▃ ▅ ▆ █ DE SPORT █ ▆ ▅ ▃',
  '▃▅▆ DE HEVC ▆▅▃',
  '##### MOVIES #####',
  '---- SPORTS ----',
  '-= SPORT =-',
  '..:: SPORTS ::..',
  '### [UK] ENTERTAINMENT ###',
  '[-- DE --]',
  '╔═ UK ═╗',
  '⚽ SPORT ⚽',
  '🇩🇪🇩🇪 DEUTSCHLAND 🇩🇪🇩🇪',
  'DE: ##### SPORT #####',
  '|DE| ---- SPORT ----',
  '---------- FRANCE',
  'UK ▬▬▬▬▬',
  '| FR |',
  '[ DE ]',
  '*****',
])('%s divides a list', (line) => {
  expect(readName(line).isHeading).toBe(true);
  expect(isHeadingName(line)).toBe(true);
});

test.each([
  'Sport 1',
  '#0',
  '#1 Radio',
  'Vamos (ex #0)',
  '*E!*',
  'M*A*S*H',
  '-7-',
  '* Star *',
  '«Nova»',
  '!!! HITS !!!',
  '¡HOLA! TV',
  'Rai -1-',
  'ZDF ◉',
  '● ZDF',
  'VIP ★★★★★',
  '🇬🇧 Nova One 🇬🇧',
  '||DE|| Nova ||HD||',
  '|DE| Nova (HD)',
  '---- Nova Sport Main Event',
  '[HD] Nova [DE]',
  'Nova™',
])('%s is a name', (name) => {
  expect(readName(name).isHeading).toBe(false);
});

test.each([
  'Nova',
  'Nova ᴴᴰ',
  'Télé É',
  'Нова',
  'Nova (1080p)',
  'DE: Nova [Geo-blocked]',
  '|DE| Nova (HD) ',
  'Nova ★',
  'Нова ★',
  'DE: Nova ◉',
  'Nova Sport +',
  'Nova ⁽⁶⁰⁾',
])('%s need not be read to tell that it divides nothing', (name) => {
  expect(mayBeHeading(name)).toBe(false);
});

test('whatever a line is made of, what is told without reading it is true', () => {
  const piece = fc.constantFrom(
    'DE',
    'UK',
    'Nova',
    'é',
    'ᴴᴰ',
    '1',
    ' ',
    '[',
    ']',
    '(',
    ')',
    '|',
    ':',
    '#',
    '-',
    '★',
    '🇩🇪',
    '❶',
    '²',
    'ー',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const line = pieces.join('');
      expect(isHeadingName(line)).toBe(readName(line).isHeading);
    }),
    { numRuns: 2_000 },
  );
});

/** Looked for anew from each of them it would be minutes. */
test.each([')', ' ', ') '])('a name as long as a line may be, of "%s" alone, is told as quickly as any', (sign) => {
  expect(mayBeHeading(`A${sign.repeat(200_000)}b`)).toBe(false);
});
