// What lists, guides and panels put into names and addresses never becomes another line, header, attribute or element.

import { array, assert, constantFrom, property, string, tuple } from 'fast-check';
import sax from 'sax';
import { expect, test } from 'vitest';
import { lineupEntry, lineupM3u, lineupXml } from '../../src/formats/hdhomerun/lineup.ts';
import { deviceXml } from '../../src/formats/hdhomerun/documents.ts';
import { writeM3uEntry } from '../../src/formats/m3u/write.ts';
import { writeTitleNfo } from '../../src/formats/nfo/write.ts';
import { gauge, writeMetrics } from '../../src/formats/prometheus/write.ts';
import { guideHead, guideTail, writeChannel } from '../../src/formats/xmltv/write.ts';
import type { ChannelNumber } from '../../src/model/channel.ts';
import type { DeviceId } from '../../src/model/device-id.ts';
import type { Title } from '../../src/model/title.ts';
import { readAll } from './m3u/read-all.ts';
import { readGuide } from './xmltv/reading.ts';

const NASTY = [
  '\r',
  '\n',
  '\r\n',
  '\0',
  '"',
  "'",
  '<',
  '>',
  '&',
  ']]>',
  '<!--',
  '&#10;',
  '\u2028',
  '\ud800',
  '#EXTINF:-1,x',
  'http://evil.example/',
  ',',
  '\\',
  '{',
  '\t',
];
// oxlint-disable-next-line no-control-regex -- exactly those
const CONTROL = /[\0-\x1f\x7f]/;

const hostile = array(tuple(constantFrom(...NASTY), string({ maxLength: 5 })), { maxLength: 6 }).map((parts) =>
  parts.flat().join(''),
);

/** Names of all elements, and whether it is well-formed. */
function elementsOf(xml: string): string[] {
  const names: string[] = [];
  const parser = sax.parser(true);
  Object.assign(parser, {
    onopentag: ({ name }: { readonly name: string }) => names.push(name),
    onerror: (error: Error) => {
      throw error;
    },
  });
  parser.write(xml).close();
  return names;
}

test('in a playlist a name is one line with its own attributes, and the address after it is ours', () => {
  assert(
    property(hostile, hostile, hostile, (name, group, id) => {
      const url = 'http://home/stream/1.ts';
      const entry = { xmltvId: `x${id}`, name, number: '1', logoUrl: 'http://home/logo/1', group, url, isRadio: false };
      const lines = writeM3uEntry(entry).split(/\r\n|[\n\r]/);
      expect(lines).toHaveLength(3);
      expect(lines[1]).toBe(url);
      expect(lines[0]!.match(/[a-z-]+="[^"]*"/g)?.length).toBeLessThanOrEqual(7);
      expect(
        lineupM3u
          .entry(lineupEntry({ number: 1_000_000 as ChannelNumber, name }, 'http://home'))
          .trimEnd()
          .split(/[\r\n]+/),
      ).toHaveLength(2);
    }),
  );
});

test('in XML it is text: no element comes of it, and every reader reads the whole', () => {
  assert(
    property(hostile, hostile, (name, other) => {
      const channel = { xmltvId: `x${other}`, name, number: '1', iconUrl: `http://x/${other}` };
      expect(elementsOf(guideHead(name) + writeChannel(channel) + guideTail)).toEqual([
        'tv',
        'channel',
        'display-name',
        'display-name',
        'icon',
      ]);
      const facts = { friendlyName: name, deviceId: 1 as unknown as DeviceId, baseUrl: 'http://home', tunerCount: 1 };
      expect(elementsOf(deviceXml(facts, 'uuid')).filter((element) => element === 'friendlyName')).toHaveLength(1);
      const entry = lineupXml.entry(lineupEntry({ number: 1_000_000 as ChannelNumber, name }, 'http://home'));
      expect(elementsOf(lineupXml.head + entry + lineupXml.tail)).toEqual([
        'Lineup',
        'Program',
        'GuideNumber',
        'GuideName',
        'URL',
      ]);
      const title = {
        kind: 'movie',
        name: `x${name}`,
        year: 2010,
        rating: 0,
        tmdbId: 0,
        detail: { plot: other, trailer: other },
      };
      const nfo = elementsOf(writeTitleNfo(title as unknown as Title, other));
      expect(
        nfo.filter((element) => !['movie', 'title', 'year', 'plot', 'thumb', 'trailer'].includes(element)),
      ).toEqual([]);
    }),
  );
});

test('in metrics it is a label of its own sample', () => {
  assert(
    property(hostile, (name) => {
      const text = writeMetrics([gauge('masthead_x', 'x', [{ labels: { channel: name }, value: 1 }])]);
      expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toHaveLength(1);
    }),
  );
});

test('headers of a list’s stream hold no second header, whichever way they were written', async () => {
  const list = [
    '#EXTM3U',
    '#EXTINF:-1,One',
    '#EXTVLCOPT:http-user-agent=Box/1\u0000',
    'http://a.invalid/1|User-Agent=a%0d%0aX-Evil:%201&Referer=http://x%0aCookie:%20a&X%0d%0aY=1',
    '#EXTINF:-1,Two',
    '#KODIPROP:inputstream.adaptive.stream_headers=Referer=http://x%0D%0AX-Evil: 1',
    'http://a.invalid/2',
    '#EXTINF:-1,Three',
    '#EXTHTTP:{"User-Agent":"a\\r\\nX-Evil: 1","X\\nY":"1"}',
    'http://a.invalid/3',
  ].join('\n');
  const { entries } = await readAll(list);
  expect(entries).toHaveLength(3);
  const broken = entries.flatMap(({ headers }) =>
    Object.entries(headers ?? {})
      .flat()
      .filter((text) => CONTROL.test(text)),
  );
  expect(broken).toEqual([]);
});

const LAUGHS = Array.from({ length: 30 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join(
  '',
);

test.each([
  ['a billion laughs', `<!DOCTYPE tv [<!ENTITY l0 "ha">${LAUGHS}]>`, '&l30;'],
  ['a file of this machine', '<!DOCTYPE tv [<!ENTITY l30 SYSTEM "file:///etc/passwd">]>', '&l30;'],
  ['a parameter entity', '<!DOCTYPE tv [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>', '&l30;'],
])('an XML guide with %s is read without it', (_what, doctype, text) => {
  const guide = `<?xml version="1.0"?>${doctype}<tv><channel id="a"><display-name>A</display-name></channel><programme start="20261123120000 +0000" channel="a"><title>x${text}</title></programme></tv>`;
  const { channels, programmes } = readGuide(guide);
  expect(channels).toHaveLength(1);
  expect(programmes).toHaveLength(1);
  expect(programmes[0]!.programme.title.length).toBeLessThan(20);
  expect(programmes[0]!.programme.title).not.toContain('root:');
});

test('a list names guides over http only: no file of this machine, no folder above', async () => {
  const { guideSources } = await readAll(
    '#EXTM3U x-tvg-url="file:///etc/passwd,/etc/passwd,../../../etc/passwd,ftp://x/,http://g.invalid/a.xml"\n',
  );
  expect(guideSources.filter((source) => !source.startsWith('http://'))).toEqual([]);
  expect(guideSources).toContain('http://g.invalid/a.xml');
});

test('a list’s entries are addresses, never files of this machine', async () => {
  const list = [
    'file:///etc/passwd',
    '/etc/passwd',
    '../../data/accounts.json',
    'pipe:0',
    'concat:/etc/passwd',
    'C:\\x',
  ].map((address) => `#EXTINF:-1,One\n${address}`);
  const { entries } = await readAll(`#EXTM3U\n${list.join('\n')}\n`);
  expect(entries.filter(({ url }) => !/^(?:https?|rtsps?|rtmp\w*|rtp|udp|srtp?|mms\w?|rist):/.test(url))).toEqual([]);
});
