import { SAXParser } from 'sax';
import { expect, test } from 'vitest';
import { deviceXml, discoverDocument, MODEL, statusDocument } from '../../../src/formats/hdhomerun/documents.ts';
import {
  lineupEntry,
  lineupJson,
  lineupM3u,
  lineupXml,
  placeholderEntry,
} from '../../../src/formats/hdhomerun/lineup.ts';
import { parseChannelNumber, type ChannelNumber } from '../../../src/model/channel.ts';
import type { DeviceId } from '../../../src/model/device-id.ts';

const BASE = 'http://192.168.1.5:5004';
const FACTS = { friendlyName: 'Tom & <Jerry>', deviceId: '10500009' as DeviceId, baseUrl: BASE, tunerCount: 4 };
const number = (text: string): ChannelNumber => parseChannelNumber(text) as ChannelNumber;

/** The text of every innermost element by name; throws on XML that is not well-formed. */
function textsOf(xml: string): Record<string, string> {
  const texts: Record<string, string> = {};
  let text = '';
  const parser = Object.assign(new SAXParser(true), {
    onopentag: () => (text = ''),
    ontext: (more: string) => (text += more),
    onclosetag: (name: string) => (texts[name] ??= text),
    onerror: (error: Error) => {
      throw error;
    },
  });
  parser.write(xml).close();
  return texts;
}

test('discover.json has a device’s keys, types and addresses', () => {
  expect(discoverDocument(FACTS)).toMatchObject({
    FriendlyName: 'Tom & <Jerry>',
    DeviceID: '10500009',
    BaseURL: BASE,
    LineupURL: `${BASE}/lineup.json`,
    TunerCount: 4,
  });
});

test('the model is none that Jellyfin takes for a transcoder', () => {
  expect(MODEL.number).not.toContain('HDTC');
});

test('device.xml is well-formed whatever the tuner is called', () => {
  const texts = textsOf(deviceXml(FACTS, 'a-b'));
  expect(texts).toMatchObject({ friendlyName: 'Tom & <Jerry>', UDN: 'uuid:a-b', serialNumber: '10500009' });
});

test('a lineup entry has its number as text and an address without a query', () => {
  const entry = JSON.parse(
    lineupJson.entry(lineupEntry({ number: number('5.1'), name: 'Das "Erste"' }, BASE)),
  ) as unknown;
  expect(entry).toEqual({ GuideNumber: '5.1', GuideName: 'Das "Erste"', URL: `${BASE}/auto/v5.1` });
});

test('hostile names leave every dialect whole', () => {
  const entry = lineupEntry({ number: number('7'), name: 'A\r\n#EXTINF:-1,"B" & <C>\u0000 ]]>\ud800' }, BASE);
  expect((JSON.parse(lineupJson.entry(entry)) as { GuideName: string }).GuideName).not.toMatch(/[\r\n]/);
  expect(textsOf(lineupXml.entry(entry))['GuideName']).toContain('& <C>');
  expect(lineupM3u.entry(entry).split('\n')).toHaveLength(2);
  expect(lineupM3u.entry(entry)).toContain(`tvg-name="A #EXTINF:-1,'B' & <C> ]]>`);
});

test('a channel without a usable name is called by its number', () => {
  expect(lineupEntry({ number: number('12'), name: ' \n ' }, BASE).guideName).toBe('12');
});

test('the placeholder has a number that no lineup starts with', () => {
  expect(placeholderEntry(BASE).guideNumber).toBe('99999');
});

test('status.json has a row per tuner, with what it plays', () => {
  const playing = { number: '5', name: 'Five', address: '192.168.1.9' };
  expect(statusDocument([{ index: 0, playing }, { index: 1 }])).toEqual([
    expect.objectContaining({ Resource: 'tuner0', VctNumber: '5', VctName: 'Five', TargetIP: '192.168.1.9' }),
    { Resource: 'tuner1' },
  ]);
});
