import { expect, test } from 'vitest';
import { readGuide, readOne } from './reading.ts';

const programme = (title: string, channel = 'a'): string =>
  `<programme start="20261123120000 +0000" stop="20261123130000 +0000" channel="${channel}"><title>${title}</title></programme>`;
const titles = (guide: string | Uint8Array): string[] =>
  readGuide(guide).programmes.map((found) => found.programme.title);

test('every field of a programme is read', () => {
  const read = readOne(
    `<title lang="de">Tatort</title><title lang="en">Crime scene</title><sub-title>Der Fall</sub-title>
     <desc>Ein Mord.</desc>
     <credits><director>A. B.</director><actor role="Kommissar">C. D.
        <image type="person">https://x.test/p.jpg</image><url>https://x.test/p</url></actor></credits>
     <date>2026</date><category>Krimi</category><category>Krimi</category><category>Serie</category>
     <length units="minutes">90</length><icon src="https://x.test/i.jpg?a=1&amp;b=2"/>
     <episode-num system="xmltv_ns"> 2 . 9 . 0/1</episode-num><episode-num system="onscreen">S03E10</episode-num>
     <episode-num system="dd_progid">EP01234567.0005</episode-num>
     <previously-shown start="20200101"/><premiere/><new/><live/>
     <rating system="FSK"><value>12</value><icon src="rating.png"/></rating>
     <star-rating><value>3/4</value></star-rating>`,
    'start="20261123120000 +0100" stop="20261123133000 +0100" channel="a" catchup-id="77&amp;8"',
  );
  expect(read).toEqual({
    startAt: Date.UTC(2026, 10, 23, 11),
    stopAt: Date.UTC(2026, 10, 23, 12, 30),
    title: 'Tatort',
    subTitle: 'Der Fall',
    description: 'Ein Mord.',
    categories: ['Krimi', 'Serie'],
    iconUrl: 'https://x.test/i.jpg?a=1&b=2',
    season: 2,
    episode: 9,
    episodeNumbers: ['S03E10', 'dd_progid:EP01234567.0005'],
    date: '2026',
    rating: '12',
    starRating: '3/4',
    credits: [
      { role: 'director', name: 'A. B.' },
      { role: 'actor', name: 'C. D.' },
    ],
    isNew: true,
    isLive: true,
    isPremiere: true,
    isRepeat: true,
    catchupId: '77&8',
  });
});

test('a channel keeps all of its names and its picture', () => {
  const { channels } = readGuide(
    `<tv><channel id="ard.de"><display-name lang="de">Das Erste</display-name><display-name>ARD</display-name>
     <display-name>ARD</display-name><display-name/><icon src='https://x.test/ard.png' width="5"/></channel></tv>`,
  );
  expect(channels).toEqual([
    { xmltvId: 'ard.de', displayNames: ['Das Erste', 'ARD'], iconUrl: 'https://x.test/ard.png' },
  ]);
});

test('programmes of channels that nobody wants are passed over and counted', () => {
  const guide = `<tv>${programme('no', 'x')}${programme('yes')}${programme('no', 'x')}</tv>`;
  const { programmes, counts } = readGuide(guide, { wants: (id) => id === 'a' });
  expect(programmes.map((found) => found.programme.title)).toEqual(['yes']);
  expect(counts).toMatchObject({ programmeCount: 1, unwantedCount: 2, skips: { count: 0 } });
});

test('whether a channel is wanted is asked again once its names are known', () => {
  let isKnown = false;
  const guide = `<tv>${programme('before')}<channel id="a"><display-name>A</display-name></channel>${programme('after')}</tv>`;
  const { programmes } = readGuide(guide, {
    wants() {
      const answer = isKnown;
      isKnown = true;
      return answer;
    },
  });
  expect(programmes.map((found) => found.programme.title)).toEqual(['after']);
});

const at = (start: string, stop: string): string =>
  `<programme start="${start}00 +0000" ${stop && `stop="${stop}00 +0000"`} channel="a"><title>${start}</title></programme>`;

test('programmes outside the window are left out, those that reach into it stay', () => {
  const guide = `<tv>${at('202611221000', '202611221100')}${at('202611222300', '202611230100')}
    ${at('202611230600', '')}${at('202611240000', '202611240100')}</tv>`;
  const window = { fromAt: Date.UTC(2026, 10, 23), untilAt: Date.UTC(2026, 10, 24) };
  const { programmes, counts } = readGuide(guide, { window });
  expect(programmes.map((found) => found.programme.title)).toEqual(['202611222300', '202611230600']);
  expect(counts.outsideWindowCount).toBe(2);
});

test('a programme that never ends is cut to the window', () => {
  const guide =
    '<tv><programme start="20000101000000" stop="20991231235959" channel="a"><title>Always on</title></programme></tv>';
  const window = { fromAt: Date.UTC(2026, 10, 22), untilAt: Date.UTC(2026, 10, 30) };
  expect(readGuide(guide, { window }).programmes[0]!.programme).toMatchObject({
    startAt: window.fromAt,
    stopAt: window.untilAt,
  });
});

test.each([
  ['no stop', ''],
  ['a stop before the start', 'stop="20261123110000 +0000"'],
  ['a stop at the start', 'stop="20261123120000 +0000"'],
  ['a stop that is no time', 'stop="soon"'],
])('%s is left to the next programme to say', (_, stop) => {
  expect(readOne('<title>T</title>', `start="20261123120000 +0000" ${stop} channel="a"`).stopAt).toBe(0);
});

test('what cannot be used is skipped and counted by reason', () => {
  const guide = `<tv><channel><display-name>X</display-name></channel>
    <programme start="20261123120000 +0000"><title>No channel</title></programme>
    <programme start="tomorrow" channel="a"><title>No start</title></programme>
    <programme start="20261123120000 +0000" channel="a"><title> </title></programme>
    <programme start="20261123120000 +0000" channel="a"/>${programme('good')}</tv>`;
  const { programmes, counts } = readGuide(guide);
  expect(programmes).toHaveLength(1);
  expect(counts.skips.byReason).toEqual({
    'has no id': 1,
    'names no channel': 1,
    'its start is not a time': 1,
    'has no title': 2,
  });
  expect(counts.skips.samples[1]).toEqual({ line: 2, reason: 'element 2 names no channel' });
});

test('a guide that breaks off gives what it had', () => {
  const { programmes, counts } = readGuide(`<tv>${programme('whole')}${programme('cut').slice(0, -20)}`);
  expect(programmes).toHaveLength(1);
  expect(counts.skips.byReason).toEqual({ 'cut off at the end': 1 });
});

test('a programme that was never closed does not swallow the next', () => {
  const open = programme('open').replace('</programme>', '');
  expect(titles(`<tv>${open}${programme('next')}</tv>`)).toEqual(['open', 'next']);
});

test('several guides one after the other are one', () => {
  const guide = `<?xml version="1.0"?><tv>${programme('one')}</tv>\n`;
  expect(titles(guide + guide)).toEqual(['one', 'one']);
});

test('what stands in comments and CDATA sections is no element', () => {
  const guide = `<tv><!-- ${programme('hidden')} --><programme start="20261123120000 +0000" channel="a">
    <!-- </programme> --><title><![CDATA[Say </programme> & <b>more</b>]]></title></programme>${programme('next')}</tv>`;
  expect(titles(guide)).toEqual(['Say </programme> & more', 'next']);
});

test('a document type with declarations of its own is passed over', () => {
  expect(titles(`<!DOCTYPE tv [ <!ELEMENT programme (title)> <!-- > --> ]><tv>${programme('T')}</tv>`)).toEqual(['T']);
});

test('attributes may be quoted either way or not at all, and hold a >', () => {
  const guide = `<tv><programme  channel='a>b' start=20261123120000 x-note="1 > 0" live ><title>T</title></programme ></tv>`;
  const { programmes } = readGuide(guide);
  expect(programmes[0]).toMatchObject({
    xmltvId: 'a>b',
    programme: { startAt: Date.UTC(2026, 10, 23, 12), title: 'T' },
  });
});

test.each([
  '<TV><PROGRAMME START="20261123120000" CHANNEL="a"><TITLE>T &amp; U</TITLE></PROGRAMME></TV>',
  '<x:tv xmlns:x="urn:x"><x:programme start="20261123120000" channel="a"><x:title>T &amp; U</x:title></x:programme></x:tv>',
])('guides with capitals or prefixes are read as well: %s', (guide) => {
  expect(titles(guide)).toEqual(['T & U']);
});

test.each([
  ['nothing', ''],
  ['an error page', '<!DOCTYPE html><html><body>Blocked</body></html>'],
  ['JSON', '{"error": "expired"}'],
  ['another document', '<rss><channels/></rss>'],
])('%s is not a guide', (_, document) => {
  expect(() => readGuide(document)).toThrow(expect.objectContaining({ code: 'format.not-a-guide' }));
});

test('a guide without any entry is a guide', () => {
  expect(readGuide('<?xml version="1.0"?>\n<tv/>').counts).toMatchObject({ channelCount: 0, programmeCount: 0 });
});

const onNight = (start: string, stop: string, title: string): string =>
  `<programme start="20261025${start}00" stop="20261025${stop}00" channel="a"><title>${title}</title></programme>`;
const timeOfDay = (instant: number): string => new Date(instant).toISOString().slice(11, 16);

test('the night on which the clock is put back keeps its order, though no time has an offset', () => {
  const night = [
    onNight('0130', '0230', 'A'),
    onNight('0230', '0200', 'B'),
    onNight('0200', '0230', 'C'),
    onNight('0230', '0330', 'D'),
  ];
  const { programmes } = readGuide(`<tv>${night.join('')}</tv>`, { timeZone: 'Europe/Berlin' });
  expect(
    programmes.map(({ programme: { title, startAt, stopAt } }) => [title, timeOfDay(startAt), timeOfDay(stopAt)]),
  ).toEqual([
    ['A', '23:30', '00:30'],
    ['B', '00:30', '01:00'],
    ['C', '01:00', '01:30'],
    ['D', '01:30', '02:30'],
  ]);
});

test.each([
  ['<tv><channel id="a"/></tv>\n<!-- made in 3 s -->\n', true],
  ['<tv><channel id="a"/>', false],
  [`<tv>${programme('One')}<programme start="2026`, false],
  ['<TV><CHANNEL id="a"/></TV>', true],
])('a guide knows whether it has its end: %s', (guide, isWhole) => {
  for (const pieces of [[65_536], [3]]) expect(readGuide(guide, { pieces }).counts.isWhole).toBe(isWhole);
});
