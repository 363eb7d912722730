import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readName } from '../../../src/formats/names/read.ts';

const core = (name: string, market = ''): string => readName(name, { market }).core.join(' ');

describe('prefixes', () => {
  test.each([
    ['DE: Sky Sport News', 'de', 'sky sport news'],
    ['FR| TF1', 'fr', 'tf 1'],
    ['[ES] La 1', 'es', 'la 1'],
    ['ES-AV| Canal Sur', 'es', 'canal sur'],
    ['PL VIP: Travel Channel', 'pl', 'travel channel'],
    ['🇩🇪 Das Erste', 'de', 'das erste'],
    ['4K| NL: Nord 1', 'nl', 'nord 1'],
    ['VIP | DE: Nord: Sport', 'de', 'nord sport'],
    ['UK - Film Four', 'uk', 'film 4'],
  ])('%s is of market %s', (name, market, rest) => {
    const reading = readName(name);
    expect([reading.market, reading.core.join(' ')]).toEqual([market, rest]);
  });

  test('AR before a name is the language, not Argentina', () => {
    expect(readName('AR: Drama 1')).toMatchObject({ market: '', language: 'ar' });
  });

  test('a name that begins like a code keeps its first word', () => {
    expect(core('IT Crowd Channel')).toBe('it crowd channel');
    expect(core('DE')).toBe('de');
  });
});

describe('quality', () => {
  test('resolution, codec, frame rate and range are read together', () => {
    expect(readName('DAZN 1 UHD HEVC HDR 50fps').quality).toEqual({
      resolution: 'uhd',
      codec: 'hevc',
      framesPerSecond: 50,
      isHdr: true,
      isRaw: false,
    });
  });

  test('the best of several resolutions counts', () => {
    expect(readName('K1 SD/HD (1080p)').quality.resolution).toBe('fhd');
  });

  test('superscripts say the same as letters', () => {
    expect(readName('OCS ᴿᴬᵂ').quality.isRaw).toBe(true);
    expect(core('OCS ᴿᴬᵂ')).toBe('ocs');
  });

  test('quality that is glued to a word is taken off it', () => {
    expect(readName('ComedyCentHD')).toMatchObject({ core: ['comedy', 'cent'], quality: { resolution: 'hd' } });
  });

  test('a quality that is the whole name, or carries its number, is a name', () => {
    expect(core('4K')).toBe('4 k');
    expect(core('BBC UHD 1')).toBe('bbc uhd 1');
    expect(core('True Sport HD 1')).toBe('true sport 1');
    expect(core('CCTV-4K')).toBe('cctv 4 k');
  });

  test('a number that is glued to a quality is the channel’s', () => {
    expect(readName('Nord Sport HD2')).toMatchObject({ core: ['nord', 'sport', '2'], quality: { resolution: 'hd' } });
  });

  test('Ultra HD is one quality', () => {
    expect(readName('Nord Ultra HD')).toMatchObject({ core: ['nord'], quality: { resolution: 'uhd' } });
  });
});

test('how deep colours are is quality', () => {
  expect(core('Nord HEVC 10bit')).toBe('nord');
});

describe('time shifts', () => {
  test.each([
    ['ITV1+1', 1],
    ['E4 +1 HD', 1],
    ['Россия 1 (+7)', 7],
    ['Channel Plus2', 2],
    ['Canal+ 1', 0],
    ['TV3+', 0],
    ['+1', 0],
    ['1+1', 0],
    ['2+2 HD', 0],
    ['24+1', 1],
  ])('%s is later by %d h', (name, hours) => {
    expect(readName(name).shiftHours).toBe(hours);
  });

  test('a plus that ends a name belongs to it, one between two words does not', () => {
    expect(core('TV3+')).toBe('tv 3 +');
    expect(core('2+2')).toBe('2 + 2');
    expect(core('Crime + Investigation')).toBe('crime investigation');
  });
});

const feedOf = (name: string): string => readName(name, { market: 'us' }).feed;

describe('coast feeds', () => {
  test('a zone at the end is a coast, a kind of film is none', () => {
    expect(feedOf('Toons Aftermath EST')).toBe('east');
    expect(feedOf('Nature Wild East')).toBe('east');
    expect(feedOf('Wild West')).toBe('');
    expect(feedOf('Nature North East')).toBe('');
  });

  test.each([
    ['Disney Junior USA HD - West', 'west'],
    ['CMT - Eastern Feed HD', 'east'],
    ['ActionMAX (East)', 'east'],
    ['FX Networks West Coast', 'west'],
    ['Fuse - Pacific', 'west'],
    ['Fuse East (National Feed)', 'east'],
    ['Pink Western', ''],
    ['Comedy Central', ''],
    ['Radio Wild West', ''],
  ])('%s is the feed "%s"', (name, feed) => {
    expect(readName(name, { market: 'us' }).feed).toBe(feed);
  });

  test('where networks have no coasts, West is a region of the name', () => {
    expect(readName('BBC One West', { market: 'uk' })).toMatchObject({ feed: '', core: ['bbc', '1', 'west'] });
  });
});

describe('call signs', () => {
  test.each([
    ['ABC (WXYZ-DT2) Springfield, AZ', 'WXYZ', 2, 'abc'],
    ['ABC 15 Springfield AZ (WXYZ) (720p)', 'WXYZ', 0, 'abc 15'],
    ['WXYZ HDTV', 'WXYZ', 1, ''],
    ['WXYZDT', 'WXYZ', 1, ''],
    ['Antenna (KXYZ3) Springfield, CA', 'KXYZ', 3, 'antenna'],
    ['ION (K18GX-D) Springfield, UT', 'K18GX', 1, 'ion'],
    ['WXYZ', 'WXYZ', 0, ''],
  ])('%s is station %s, subchannel %d', (name, callSign, subchannel, rest) => {
    const reading = readName(name, { market: 'us' });
    expect([reading.callSign, reading.subchannel, reading.core.join(' ')]).toEqual([callSign, subchannel, rest]);
  });

  test.each([
    ['JOQX-DTV', 'JOQX', ''],
    ['JOQX DTV (1080i)', 'JOQX', ''],
    ['JOQXDTV', 'JOQX', ''],
    ['Berg TV (JOQX-DTV)', 'JOQX', 'berg tv'],
  ])('%s is the Japanese station %s', (name, callSign, rest) => {
    for (const market of ['jp', '']) {
      const reading = readName(name, { market });
      expect([reading.callSign, reading.subchannel, reading.core.join(' ')]).toEqual([callSign, 1, rest]);
    }
    expect(readName(name, { market: 'de' }).callSign).toBe('');
  });

  test.each(['JOBS TV', 'JOBS', 'JOBS (DTV)'])('%s has no Japanese sign', (name) => {
    expect(readName(name, { market: 'jp' }).callSign).toBe('');
  });

  test('the town is a part of its own', () => {
    const { parts } = readName('ABC (WXYZ) Springfield, AZ', { market: 'us' });
    expect(parts.find((part) => part.kind === 'place')?.value).toBe('Springfield, AZ');
  });

  test('outside North America the same letters are a name', () => {
    expect(readName('WION', { market: 'in' }).callSign).toBe('');
  });

  test.each(['CITY TV Toronto', 'KIDS TV', 'WILD TV'])('%s is named by a word', (name) => {
    expect(readName(name, { market: 'ca' }).callSign).toBe('');
  });

  test('four capitals before other words are only a possible sign', () => {
    expect(readName('WXY Springfield', { market: 'us' }).possibleCallSign).toBe('WXY');
    expect(readName('KXLA', { market: 'ca' })).toMatchObject({ callSign: '', possibleCallSign: 'KXLA' });
    expect(readName('WXYZ Springfield', { market: 'us' })).toMatchObject({ callSign: '', possibleCallSign: 'WXYZ' });
  });
});

describe('numbers and scripts', () => {
  test('a number that is written on to a name is a number, Latin America is one word', () => {
    expect(core('MediaOne')).toBe('media 1');
    expect(core('OneMedia')).toBe('one media');
    expect(core('Nova LatAm')).toBe('nova latam');
  });

  test.each([
    ['BBC Two', 'bbc 2'],
    ['RTL ZWEI', 'rtl 2'],
    ['RTLZWEI', 'rtl 2'],
    ['TV Osem', 'tv 8'],
    ['Rai III', 'rai 3'],
    ['Rai Due', 'rai 2'],
    ['Sport 02', 'sport 2'],
    ['Canal ²', 'canal 2'],
    ['Россия 24', 'rossiya 24'],
    ['ムービープラス', 'mubi purasu'],
    ['テレＨＤ', 'tere'],
    ['Óčko Černá', 'ocko cerna'],
    ['İstanbul ışık', 'istanbul isik'],
    ['MovieSphere', 'movie sphere'],
  ])('%s is named %s', (name, words) => {
    expect(core(name)).toBe(words);
  });

  test('pieces between dashes and brackets are told apart', () => {
    expect(readName('HSC - House Sale Channel').segments).toEqual([['hsc'], ['house', 'sale', 'channel']]);
    expect(readName('House Sale Channel').segments).toEqual([]);
  });
});

describe('numbers and words of other scripts', () => {
  test('a Japanese middle dot stands between words of one name', () => {
    expect(readName('ドラマ・ダンス').segments).toEqual([]);
    expect(core('ドラマ・ダンス')).toBe('dorama dansu');
    expect(readName('ドラマ | ダンス').segments).toHaveLength(2);
  });

  test.each([
    ['First Channel', '1 channel'],
    ['Пятый канал', '5 kanal'],
    ['First Light', 'first light'],
    ['2х2', '2 x 2'],
    ['MST3K', 'mst 3000'],
    ['CCTV-5+ 体育赛事', 'cctv 5 + 体育赛事'],
    ['Crime+Investigation', 'crime investigation'],
    ['Berg4K', 'berg 4 k'],
    ['黑龙江卫视', '黑龙江 卫视'],
    ['TBSテレビ', 'tbs terebi'],
  ])('%s reads as %s', (name, words) => {
    expect(core(name)).toBe(words);
  });
});

describe('notes and kinds', () => {
  test('single letters in brackets say how a stream is delivered', () => {
    expect(core('National Wald HD (S/F) (T)')).toBe('national wald');
  });

  test('what a playlist notes about a stream is not the name', () => {
    expect(core('Teleskop (720p) [Not 24/7] [Geo-blocked]')).toBe('teleskop');
    expect(core('Kanal 5 (T)')).toBe('kanal 5');
    expect(core('QXR (317)')).toBe('qxr');
    expect(core('Teleskop (no logo)')).toBe('teleskop');
    expect(core('Teleskop (Frequency backend)')).toBe('teleskop');
    expect(core('Teleskop (NO)'), 'Norway').toBe('teleskop no');
  });

  test('a series round the clock, radio and adult are told', () => {
    expect(readName('Bergdoktor 24/7').isLoop).toBe(true);
    expect(readName('Radio Nord').isRadio).toBe(true);
    expect(readName('Nacht TV 18+').isAdult).toBe(true);
    expect(readName('FOR ADULTS: Nacht TV').isAdult).toBe(true);
    expect(readName('DE: Bergdoktor 7/24')).toMatchObject({ isLoop: true, core: ['bergdoktor'], event: null });
    expect(readName('24-7 | Bergdoktor')).toMatchObject({ isLoop: true, core: ['bergdoktor'] });
  });

  test.each(['Adult Swim', 'US: Stingray POP Adult', 'Adult Contemporary Radio', 'Pluto TV Adult Animation'])(
    '%s is not adult',
    (name) => {
      expect(readName(name).isAdult).toBe(false);
    },
  );
});

describe('events', () => {
  test('title, time and zone', () => {
    expect(readName('UFC 300 @ 22:00 EST').event).toEqual({
      title: 'UFC 300',
      time: { minuteOfDay: 1_320, endMinuteOfDay: -1, day: '', zone: 'EST' },
    });
  });

  test('a date with a month by name', () => {
    expect(readName('PPV 3: Jones vs Smith | 14 Dec 8:30 PM').event).toEqual({
      title: 'PPV 3: Jones vs Smith',
      time: { minuteOfDay: 1_230, endMinuteOfDay: -1, day: '12-14', zone: '' },
    });
  });

  test('an ISO date in brackets', () => {
    expect(readName('Arena 012 | City vs United (2026-09-21 11:25:00)').event).toMatchObject({
      title: 'Arena 012 | City vs United',
      time: { minuteOfDay: 685, day: '2026-09-21' },
    });
  });

  test('a day that looks like a time, a month that comes first', () => {
    expect(readName('NFL 05: Bears vs Packers (11.26 8:00 PM ET)').event).toMatchObject({
      title: 'NFL 05: Bears vs Packers',
      time: { minuteOfDay: 1_200, day: '11-26', zone: 'ET' },
    });
    expect(readName('Arena 2: City x United (5.12 20:00 CET)').event).toMatchObject({ time: { day: '12-05' } });
    expect(readName('Arena 2: City x United (5.12 8 PM PT)').event).toMatchObject({ time: { day: '05-12' } });
    expect(readName('Arena 2: City x United 27.11. 19.30').event).toMatchObject({
      title: 'Arena 2: City x United',
      time: { minuteOfDay: 1_170, day: '11-27' },
    });
    expect(readName('[Sat 14 Dec 20:45] City - United 2-1').event).toMatchObject({
      title: 'City - United 2-1',
      time: { day: '12-14' },
    });
  });

  test('an end', () => {
    expect(readName('Arena 7: City - United 26.11. 22:00 - 00:30').event).toMatchObject({
      title: 'Arena 7: City - United',
      time: { minuteOfDay: 1_320, endMinuteOfDay: 30 },
    });
    expect(
      readName('Arena+ 001 : City @ United start:2026-11-26 20:00:00 stop:2026-11-26 23:00:00').event,
    ).toMatchObject({ title: 'Arena+ 001 : City @ United', time: { minuteOfDay: 1_200, endMinuteOfDay: 1_380 } });
  });

  test('a time with a point, behind two opponents', () => {
    expect(readName('SE| Liga 2: Reds - Blues 19.00').event).toEqual({
      title: 'Liga 2: Reds - Blues',
      time: { minuteOfDay: 1_140, endMinuteOfDay: -1, day: '', zone: '' },
    });
    expect(readName('Liga 2: Reds vs Blues (20.45 CET)').event).toMatchObject({
      title: 'Liga 2: Reds vs Blues',
      time: { minuteOfDay: 1_245, zone: 'CET' },
    });
  });

  test.each([
    'RTL 102.5',
    'Nord FM: Hits - 10.20',
    'Nord - Hits 10.20',
    'Nord: Hits - 2.10',
    'Nord: Reds - Blues 10.20 b',
  ])('the frequency or version of %s is no time', (name) => {
    expect(readName(name).event).toBeNull();
  });

  test('a show called Raw is no quality', () => {
    expect(readName('Live 1 - WWE Raw 8pm ET')).toMatchObject({
      quality: { isRaw: false },
      event: { title: 'Live 1 - WWE Raw' },
      core: ['live', '1', 'wwe', 'raw'],
    });
  });
});

const anyName = fc.string({ unit: 'grapheme', maxLength: 60 });

test('whatever a name is, its parts lie within it', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      for (const { start, end } of readName(name, { market: 'us' }).parts) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(name.length);
      }
    }),
  );
});

test('a name reads the same in either case of its letters', () => {
  const letters = fc.stringMatching(/^[a-z]{4,8} [a-z]{4,8} \d$/);
  fc.assert(
    fc.property(letters, (name) => {
      expect(core(name.toUpperCase(), 'de')).toBe(core(name, 'de'));
    }),
  );
});

test.each([
  ['A&E', ['ae']],
  ['A & E Latin America', ['ae', 'latin', 'america']],
  ['Crime & Investigation', ['crime', 'investigation']],
  ['E! Latin America', ['e', 'latin', 'america']],
])('%s: two letters with an ampersand are one word', (name, expected) => {
  expect(readName(name).core).toEqual(expected);
});

test('a letter before a hyphen is part of its word', () => {
  expect(core('Nord E-Sports')).toBe('nord esports');
  expect(core('Nord A - B')).toBe('nord a b');
});

test('a trade mark’s sign is no letter', () => {
  expect(core('HISTORY™ (HD)')).toBe('history');
});

test('a word for a channel keeps its plus: without it nothing would be left', () => {
  expect(core('Canal+ Sport 1')).toBe('canal + sport 1');
  expect(core('Crime + Investigation')).toBe('crime investigation');
});
