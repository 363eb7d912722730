import * as fc from 'fast-check';
import sax from 'sax';
import { expect, test } from 'vitest';
import { readGuide } from './reading.ts';

/** Texts with all that makes reading hard. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'Zeit ',
      'ö',
      '漢',
      '&amp;',
      '&#228;',
      '&lt;',
      '&apos;',
      '\n',
      '<![CDATA[<&]]>',
      '<!-- > -->',
      '🎬',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => `x${parts.join('')}y`);

const channelElement = fc
  .tuple(fc.nat(5), fc.array(text, { minLength: 1, maxLength: 3 }))
  .map(
    ([id, names]) =>
      `<channel id="c${id}">${names.map((name) => `<display-name>${name}</display-name>`).join('')}</channel>`,
  );

const programmeElement = fc
  .record({
    id: fc.nat(5),
    hour: fc.integer({ min: 10, max: 23 }),
    title: text,
    desc: fc.option(text),
    names: fc.array(text),
  })
  .map(
    ({ id, hour, title, desc, names }) =>
      `<programme start="20261123${hour}0000 +0100" channel="c${id}">\n <title lang="de">${title}</title>` +
      `${desc === null ? '' : `<desc>${desc}</desc>`}<credits>${names.map((name) => `<actor>${name}</actor>`).join('')}</credits>` +
      '<icon src="https://x.test/1.png"/>\n</programme>',
  );

const guide = fc
  .array(fc.oneof(channelElement, programmeElement, fc.constant('<!-- a <programme> in a comment -->')), {
    maxLength: 12,
  })
  .map(
    (elements) =>
      `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n<tv>\n${elements.join('\n')}\n</tv>\n`,
  );

test('where a guide is cut makes no difference', () => {
  fc.assert(
    fc.property(guide, fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }), (whole, pieces) => {
      expect(readGuide(whole, { pieces })).toEqual(readGuide(whole));
    }),
    { numRuns: 150 },
  );
});

/** What sax finds: the titles and the number of actors of each programme, the names of each channel. */
function readBySax(whole: string): { titles: string[]; actors: number; names: string[][] } {
  const found = { titles: [] as string[], actors: 0, names: [] as string[][] };
  const parser = sax.parser(true);
  let inside = '';
  Object.assign(parser, {
    onopentag: ({ name }: sax.Tag) => {
      inside = '';
      if (name === 'channel') found.names.push([]);
    },
    ontext: (part: string) => (inside += part),
    oncdata: (part: string) => (inside += part),
    onclosetag: (name: string) => {
      const said = inside.replaceAll(/\s+/g, ' ').trim();
      if (name === 'title') found.titles.push(said);
      if (name === 'actor') found.actors += 1;
      if (name === 'display-name' && !found.names.at(-1)!.includes(said)) found.names.at(-1)!.push(said);
    },
  });
  parser.write(whole).close();
  return found;
}

test('the scanner finds what sax finds', () => {
  fc.assert(
    fc.property(guide, (whole) => {
      const { channels, programmes } = readGuide(whole);
      const bySax = readBySax(whole);
      expect(programmes.map(({ programme }) => programme.title)).toEqual(bySax.titles);
      expect(programmes.reduce((sum, { programme }) => sum + programme.credits.length, 0)).toBe(bySax.actors);
      expect(channels.map(({ displayNames }) => displayNames)).toEqual(bySax.names);
    }),
    { numRuns: 150 },
  );
});

test('no input makes the reader fail in any other way than to say that it is no guide', () => {
  const shreds = fc.constantFrom(
    '<',
    '>',
    '<programme ',
    '</programme',
    'start="2026',
    'channel=',
    "'",
    '"',
    '<![CDATA[',
    ']]>',
    '<!--',
    '&',
    '=',
    'x',
    '<title>',
    '/',
  );
  fc.assert(
    fc.property(fc.array(shreds, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
      const { programmes } = readGuide(`<tv>${parts.join('')}`, { pieces: [size] });
      expect(programmes.length).toBeLessThanOrEqual(parts.length);
    }),
  );
});
