import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PublishedChannel } from '../../src/guide/reader.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { GuideQuestion } from '../../src/lineup/merge.ts';
import type { GuideChannelId, ProviderId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { createGuideFinder } from '../../src/sync/guide-finder.ts';
import { openMatchMemory } from '../../src/sync/match-memory.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { openSyncHome } from '../fakes/sync-home.ts';

let count = 0;
const channel = (sourceKey: string, xmltvId: string, ...displayNames: string[]): PublishedChannel => ({
  id: (count += 1) as GuideChannelId,
  sourceKey,
  xmltvId,
  displayNames,
  iconUrl: '',
  programmeCount: 3,
});

const GUIDE = [
  channel('one\n', 'berg1.de', 'Bergland Sport 1'),
  channel('one\n', 'berg2.de', 'Bergland Sport 2'),
  channel('one\n', 'brio.uk', 'Brio'),
  channel('one\nhttp://guide.test/', '101', 'Studio Vega', '101'),
  channel('two\n', 'berg1.de', 'Bergland Sport 1 HD'),
  channel('two\n', 'ostsee.de', 'Ostsee Fernsehen'),
  { ...channel('two\n', 'empty.de', 'Leer'), programmeCount: 0 },
];

/** What is found for a channel of Germany. */
function find(names: readonly string[], xmltvIds: readonly string[] = [], market = 'de') {
  const question: GuideQuestion = { name: 0, names, xmltvIds };
  const finder = createGuideFinder({ channels: GUIDE, marketOf: () => market, checkpoint: () => undefined });
  const [found] = finder.find([question]).guides;
  return found && { ...found.origin, shiftMinutes: found.shiftMinutes };
}

test('a tvg-id finds the guide of the preferred source, unless the names contradict it', () => {
  expect(find(['DE: Bergland Sport 1'], ['BERG1.de'])).toMatchObject({ source: 'one', xmltvId: 'berg1.de', by: 'id' });
  expect(find(['Sendung um zwölf'], ['berg1.de'])).toMatchObject({ xmltvId: 'berg1.de', by: 'id' });
  expect(find(['Bergland Sport 2'], ['berg1.de'])).toMatchObject({ xmltvId: 'berg2.de', by: 'name' });
  expect(find(['Bergland Sport 3'], ['berg1.de'])).toBeUndefined();
});

test('a time shift has the guide of its main feed, later', () => {
  expect(find(['UK: Brio +1'], ['brio.uk'], 'uk')).toMatchObject({ xmltvId: 'brio.uk', by: 'id', shiftMinutes: 60 });
  expect(find(['UK: Brio'], ['brio.uk'], 'uk')).toMatchObject({ shiftMinutes: 0 });
});

test('an equal name of another country is not this channel', () => {
  expect(find(['Brio'], [], 'uk')).toMatchObject({ xmltvId: 'brio.uk', by: 'name' });
  expect(find(['Brio'], [], 'de')).toBeUndefined();
});

test('a name that is alike finds its guide, with a score; a channel without programmes is nobody’s guide', () => {
  expect(find(['DE| BERGLANDSPORT 2 FHD'])).toMatchObject({ xmltvId: 'berg2.de', by: 'likeness', shiftMinutes: 0 });
  expect(find(['Ostsee TV', 'OSTSEE'])).toMatchObject({ xmltvId: 'ostsee.de', by: 'likeness' });
  expect(find(['DE: Studio Vega HD'])).toMatchObject({ source: 'http://guide.test/', xmltvId: '101' });
  expect(find(['Leer'], ['empty.de'])).toBeUndefined();
  expect(find(['Nordlicht'])).toBeUndefined();
});

const stamp = (hours: number): string =>
  new Date(Date.now() + hours * 3_600_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14) + ' +0000';

const programme = (id: string): string =>
  `<programme start="${stamp(-1)}" stop="${stamp(1)}" channel="${id}"><title>On ${id}</title></programme>`;

test('a guide channel that is less alike is taken only while it is nobody’s, whatever the order of the channels', () => {
  const channels = [channel('one\n', 'k.de', 'Nordlicht Kultur')];
  const finder = createGuideFinder({ channels, marketOf: () => 'de', checkpoint: () => undefined });
  const ask = (...asked: string[]) =>
    finder
      .find(asked.map((name) => ({ name: 0, names: [name], xmltvIds: [] })))
      .guides.map((found) => found?.origin.xmltvId);
  expect(ask('My Nordlicht Kultur')).toEqual(['k.de']);
  expect(ask('My Nordlicht Kultur', 'Nordlicht Kultur')).toEqual([undefined, 'k.de']);
  expect(ask('Nordlicht Kultur HD', 'My Nordlicht Kultur')).toEqual(['k.de', undefined]);
});

test('what is left of a guide is looked at provider by provider, and is no two channels’ of one', () => {
  const channels = [channel('one\n', 'k.de', 'Nordlicht Kultur')];
  const finder = createGuideFinder({ channels, marketOf: () => 'de', checkpoint: () => undefined });
  const ask = (...asked: [string, ...number[]][]) => {
    const questions = asked.map(([name, ...providers]) => {
      return {
        name: 0,
        names: [name],
        xmltvIds: [],
        providers: providers.map((provider) => String(provider) as ProviderId),
      };
    });
    const { guides, near } = finder.find(questions);
    return guides.map((found, at) => found?.origin.xmltvId ?? Math.sign(near.get(at)?.score ?? 0));
  };
  expect(ask(['Nordlicht Kultur', 1], ['My Nordlicht Kultur', 2])).toEqual(['k.de', 'k.de']);
  expect(ask(['Nordlicht Kultur', 1], ['My Nordlicht Kultur', 2, 1])).toEqual(['k.de', 0]);
  expect(ask(['My Nordlicht Kultur', 1], ['Ihr Nordlicht Kultur', 1])).toEqual([1, 1]);
  expect(ask(['My Nordlicht Kultur', 1], ['Ihr Nordlicht Kultur', 2])).toEqual(['k.de', 'k.de']);
});

test('of a channel without a guide it is known how near the likeliest one came, unless that is refused', () => {
  const channels = [channel('one\n', 'k.de', 'Nordlicht Kultur'), channel('one\n', 's.de', 'Nordlicht Sport')];
  const nearOf = (...questions: Partial<GuideQuestion>[]) => {
    const finder = createGuideFinder({ channels, marketOf: () => 'de', checkpoint: () => undefined });
    const asked = questions.map((one) => ({ name: 0, names: [], xmltvIds: [], ...one }));
    return finder.find(asked).near;
  };
  const names = ['Nordlicht Kultur Meer'];
  const near = nearOf({ names: ['Ostsee'] }, { names }, { names: ['Etwas ganz anderes'] });
  expect([...near]).toEqual([[1, { id: channels[0]!.id, score: expect.any(Number) as number }]]);
  expect(near.get(1)!.score).toBeGreaterThan(50);
  const refused = [{ source: 'one', xmltv_id: 'k.de', name: 'Nordlicht Kultur' }];
  expect(nearOf({ names, choice: { refused } })).toEqual(new Map());
  expect(nearOf({ names, choice: { chosen: null } })).toEqual(new Map());
});

test('programmes of a guide channel that is only alike are kept, and shown with the channel', async () => {
  const server = await startProviderServer();
  server.on('/guide.xml', {
    body: `<?xml version="1.0"?><tv><channel id="b2"><display-name>Bergland Sport 2</display-name></channel><channel id="o"><display-name>Anderes</display-name></channel>${programme('b2')}${programme('o')}</tv>`,
  });
  server.on('/list.m3u', {
    body: `#EXTM3U x-tvg-url="${server.url}/guide.xml"\n#EXTINF:-1,DE: BERGLANDSPORT 2 FHD\nhttp://tv.test/1.ts\n`,
  });
  const settings = { sync: { ...defaultSettings.sync, at_start: false } };
  const home = await openSyncHome({ folder: temporaryFolder(), settings });
  onTestFinished(async () => {
    await home.stop();
    await server.close();
  });
  home.sync.start();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, name: 'One' });
  await home.sync.run(id, 'request');
  const [shown] = home.lineup.snapshot.channels;
  expect(home.lineup.channel(shown!.id)!.guide).toMatchObject({ name: 'Bergland Sport 2', by: 'likeness' });
  const [now] = home.guide.nowAndNext(shown!, Date.now());
  expect(now!.programme.title).toBe('On b2');
  expect(home.guide.programmeCount).toBe(1);
});

test('other sources fill the gaps of the first: by the channel’s own ids and names, and by those of the guide it was found in', () => {
  const channels = [
    channel('one\n', 'k.de', 'Nordlicht Kultur'),
    channel('two\n', 'x17', 'Nordlicht Kultur HD'),
    channel('three\n', 'K.de', 'Nordlicht Kultur (Land)'),
    channel('four\n', 'k.de', 'Nordlicht Kultur +1'),
    channel('four\n', 'n.de', 'Nordlicht Sport'),
  ];
  const finder = createGuideFinder({ channels, marketOf: () => 'de', checkpoint: () => undefined });
  const fillsOf = (name: string, ...xmltvIds: string[]) => {
    const [found] = finder.find([{ name: 0, names: [name], xmltvIds }]).guides;
    return [found?.origin, ...(found?.fills ?? []).map(({ origin }) => origin)].map(
      (origin) => `${origin?.source} ${origin?.xmltvId}`,
    );
  };
  expect(fillsOf('DE: NORDLICHTKULTUR')).toEqual(['one k.de', 'two x17', 'three K.de']);
  expect(fillsOf('Nordlicht Kultur', 'x17')).toEqual(['one k.de', 'two x17', 'three K.de']);
});

test('what was found by likeness is remembered while the market’s guide is the same, and what is taken is looked at anew', () => {
  const folder = temporaryFolder();
  const findIn = (guide: readonly PublishedChannel[], ...asked: string[]) => {
    const memory = openMatchMemory(join(folder, 'matches'), silentLog);
    const written: string[] = [];
    const guides = {
      ...memory.guides,
      write: (...args: Parameters<typeof memory.guides.write>) => {
        written.push(`${args[0]} ${args[2].size}`);
        memory.guides.write(...args);
      },
    };
    const options = { channels: guide, memory: guides, marketOf: () => 'de', checkpoint: () => undefined };
    const { guides: found } = createGuideFinder(options).find(
      asked.map((name) => ({ name: 0, names: [name], xmltvIds: [] })),
    );
    return [found.map((answer) => answer?.origin.xmltvId), written];
  };
  const guide = [channel('one\n', 'k.de', 'Nordlicht Kultur'), channel('one\n', 's.de', 'Ostsee Sport')];
  expect(findIn(guide, 'OSTSEESPORT', 'My Nordlicht Kultur')).toEqual([['s.de', 'k.de'], ['de 2']]);
  expect(findIn(guide, 'OSTSEESPORT', 'My Nordlicht Kultur')).toEqual([['s.de', 'k.de'], []]);
  expect(findIn(guide, 'NORDLICHTKULTUR', 'My Nordlicht Kultur')).toEqual([['k.de', undefined], ['de 2']]);
  const other = [channel('one\n', 'x.de', 'Nordlicht Kultur')];
  expect(findIn(other, 'NORDLICHTKULTUR')).toEqual([['x.de'], ['de 1']]);
});

test('a channel that is only counted, of an unknown country, is not yet the one of a known country', () => {
  const guide = [channel('one', 'nine.au', 'Channel 9'), channel('one', 'berg.au', 'Bergland 9')];
  const originOf = (name: string, market: string, channels = guide) => {
    const finder = createGuideFinder({ channels, marketOf: () => market, checkpoint: () => undefined });
    return finder.find([{ name: 0, names: [name], xmltvIds: [] }]).guides[0]?.origin;
  };
  expect(originOf('Channel 9', '')).toBeUndefined();
  expect(originOf('Channel 9', 'au')).toMatchObject({ xmltvId: 'nine.au', by: 'name' });
  expect(originOf('Bergland 9', '')).toMatchObject({ xmltvId: 'berg.au', by: 'name' });
  expect(originOf('Channel 9', '', [channel('one', '9', 'Channel 9')])).toMatchObject({ xmltvId: '9', by: 'name' });
});

/** Of what is asked in one build: the score of the likeliest guide that a person is asked about, 0 for none. */
function nearIn(guide: readonly PublishedChannel[], market: string, ...names: string[]): number[] {
  const finder = createGuideFinder({ channels: guide, marketOf: () => market, checkpoint: () => undefined });
  const { near } = finder.find(names.map((name) => ({ name: 0, names: [name], xmltvIds: [] })));
  return names.map((_, at) => near.get(at)?.score ?? 0);
}

const WEATHER = channel('one', '1', 'Bergland Wetter Zentrale');

test('an abbreviation is asked about in a guide that has other channels of the country, and in no other', () => {
  const guide = [WEATHER, channel('one', '2', 'Talfunk'), channel('one', '3', 'Seeblick')];
  expect(nearIn(guide, 'de', 'BWZ')).toEqual([0]);
  expect(nearIn(guide, 'de', 'Talfunk', 'BWZ')[1]).toBeGreaterThan(50);
  expect(nearIn(guide, 'de', 'Tal Funk', 'BWZ')[1]).toBeGreaterThan(50);
});

test('a guide of many channels has those of a small market, a small guide those of a large one', () => {
  const others = Array.from({ length: 20 }, (_, at) => `Hafen ${String.fromCharCode(65 + at).repeat(5)}`);
  const small = [WEATHER, channel('one', '2', 'Talfunk')];
  const large = [...small, ...others.map((_, at) => channel('one', `9${at}`, `Ganz woanders ${at + 1}`))];
  expect(nearIn(large, 'de', 'Talfunk', 'BWZ')[1]).toBeGreaterThan(50);
  expect(nearIn(small, 'de', 'Talfunk', 'BWZ', ...others)[1]).toBeGreaterThan(50);
  expect(nearIn(large, 'de', 'Talfunk', 'BWZ', ...others)[1]).toBe(0);
});

test('what is alike without being an abbreviation is asked about, also where a likelier abbreviation is not', () => {
  const guide = [
    channel('one', '1', 'NKM'),
    channel('two', '2', 'Nordlicht Kultur'),
    channel('two', '3', 'Nordlicht Sport'),
  ];
  const names = ['Nordlicht Kultur Meer', 'Nordlicht Sport'];
  const [all, alone] = [nearIn(guide, 'de', ...names), nearIn(guide.slice(1), 'de', ...names)];
  expect(all).toEqual(alone);
  expect(all[0]).toBeGreaterThan(0);
  const both = [...guide, channel('one', '4', 'Nordlicht Sport')];
  expect(nearIn(both, 'de', ...names)[0]).toBeGreaterThan(all[0]!); // the abbreviation is asked about
});

test('a version in another language is not asked about for the country’s own', () => {
  const guide = [channel('one', '1', 'Nordmeer 24'), channel('one', '2', 'Nordmeer')];
  expect(nearIn(guide, 'fr', 'Nordmeer 24 Arabic Ciel')[0]).toBeGreaterThan(0);
  expect(nearIn(guide, 'fr', 'Nordmeer 24 Arabic')).toEqual([0]);
  expect(nearIn(guide, 'fr', 'Nordmeer 24 (EN)')).toEqual([0]);
  const arabic = [channel('one', '1', 'Nordmeer 24 Arabic'), channel('one', '2', 'Nordmeer')];
  expect(nearIn(arabic, 'fr', 'Nordmeer 24')).toEqual([0]);
});

test('one of several that are counted is not asked about for what is not counted, nor the other way round', () => {
  const guide = [channel('one', '1', 'Nordlicht Kultur')];
  expect(nearIn(guide, 'de', 'Nordlicht Kultur Meer')[0]).toBeGreaterThan(0);
  expect(nearIn(guide, 'de', 'Nordlicht Kultur 3')).toEqual([0]);
  expect(nearIn([channel('one', '1', 'Nordlicht Kultur 3')], 'de', 'Nordlicht Kultur')).toEqual([0]);
});
