import { expect, test } from 'vitest';
import { GuideMatcher, type GuideEntry } from '../../src/matching/guide-match.ts';
import { buildKnowledge } from '../../src/matching/knowledge.ts';

const GUIDE: readonly GuideEntry[] = [
  { id: 'bergland.de', names: ['Bergland', 'Bergland Fernsehen'] },
  { id: 'sport1.de', names: ['Nord Sport 1'] },
  { id: 'sport2.de', names: ['Nord Sport 2'] },
  { id: 'kino.de', names: ['Kinowelt Premiere'] },
  { id: 'kino-hd.de', names: ['Kinowelt Premiere HD'] },
  { id: 'vega.de', names: ['Studio Vega'] },
];
const matcher = new GuideMatcher(GUIDE, { market: 'de' });

test.each([
  ['DE: BERGLAND FHD', 'bergland.de'],
  ['Bergland Fernsehen (720p) [Geo-blocked]', 'bergland.de'],
  ['NordSport2', 'sport2.de'],
])('%s has the guide %s', (name, id) => {
  expect(matcher.best(name)?.id).toBe(id);
});

test('of entries that differ in quality only, the one written alike is taken, else the plainest', () => {
  expect(matcher.best('Kinowelt Premiere HD')?.id).toBe('kino-hd.de');
  expect(matcher.best('Kinowelt Premiere 4K')?.id).toBe('kino.de');
});

test.each(['Nord Sport 3', 'Nord Sport', 'Ostsee', 'Vega Musik Gold', ''])(
  '%s gets nothing rather than something wrong',
  (name) => {
    expect(matcher.best(name)).toBeNull();
  },
);

test('a time-shifted channel takes the guide of the main feed, shifted', () => {
  expect(matcher.best('Bergland +1')).toMatchObject({ id: 'bergland.de', shiftMinutes: 60 });
});

test('candidates come with scores, the likeliest first', () => {
  const found = matcher.candidates('Bergland');
  expect(found[0]).toMatchObject({ id: 'bergland.de', shiftMinutes: 0 });
  expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
});

test('a knowledge base finds the guide under another name', () => {
  const knowledge = buildKnowledge([
    { channelId: 'Vega.de', name: 'Studio Vega', country: 'de' },
    { channelId: 'Vega.de', name: 'Heimatkanal', country: 'de' },
  ]);
  expect(matcher.best('Heimatkanal')).toBeNull();
  expect(new GuideMatcher(GUIDE, { market: 'de', knowledge }).best('Heimatkanal')?.id).toBe('vega.de');
});

test('a station proves the call sign of an entry that only may have one', () => {
  const stations = new GuideMatcher([{ id: '7', names: ['WXYZ Springfield'] }], { market: 'us' });
  expect(stations.best('ABC 9 Springfield AZ (WXYZ)')?.id).toBe('7');
  expect(stations.best('NBC 4 Springfield AZ (WQRS)')).toBeNull();
});

test('what is left over of a guide may be less alike', () => {
  const guide = new GuideMatcher([{ id: 'kultur', names: ['Nordlicht Kultur'] }], { market: 'de' });
  expect(guide.best('My Nordlicht Kultur')).toBeNull();
  expect(guide.leftOver('My Nordlicht Kultur')?.id).toBe('kultur');
  expect(guide.leftOver('Bergland Sport')).toBeNull();
});

test('what differs in a word of reach or a genre alone is left over, unless the knowledge base has it as another channel', () => {
  const guide: readonly GuideEntry[] = [{ id: 'quarz', names: ['Quarz'] }];
  const base = [{ channelId: 'Else.de', name: 'Etwas anderes', country: 'de' }];
  const sisters = ['Quarz', 'Quarz Europe'].map((name) => ({ channelId: name, name, country: 'de' }));
  const knowing = new GuideMatcher(guide, { market: 'de', knowledge: buildKnowledge(base) });
  for (const name of ['Quarz Europe', 'Quarz Kids']) {
    expect(knowing.best(name)).toBeNull();
    expect(knowing.leftOver(name)?.id).toBe('quarz');
  }
  expect(knowing.leftOver('Quarz Zitrin Opal')).toBeNull();
  const telling = new GuideMatcher(guide, { market: 'de', knowledge: buildKnowledge([...base, ...sisters]) });
  expect(telling.leftOver('Quarz Europe')).toBeNull();
});

test('an abbreviation that is not sure is not left over', () => {
  const guide = new GuideMatcher([{ id: 'sz', names: ['Sommer Zeit'] }], { market: 'de' });
  const [first] = guide.explained('SZ', 1);
  expect(first!.reasons.map(({ feature }) => feature)).toContain('abbreviation');
  expect(guide.best('SZ')).toBeNull();
  expect(guide.leftOver('SZ')).toBeNull();
});

test('whether it is the guide that says more is told, in front of the name or behind it', () => {
  const guide = new GuideMatcher([{ id: 'q', names: ['Quarz Wildbach'] }], { market: 'de' });
  const told = (name: string): string[] => guide.explained(name, 1)[0]!.reasons.map(({ feature }) => feature);
  expect(told('Quarz')).toContain('entryLast');
  expect(told('Wildbach')).toContain('entryFirst');
  expect(told('Zitrin Quarz Wildbach').filter((feature) => feature.startsWith('entry'))).toEqual([]);
});

test('of two entries that are known as one channel the one that is named alike is taken', () => {
  const names = ['Berg', 'Tal Fernsehen'];
  const known = new GuideMatcher(
    names.map((name) => ({ id: name, names: [name] })),
    {
      market: 'de',
      knowledge: buildKnowledge(names.map((name) => ({ channelId: 'one', name, country: 'de' }))),
    },
  );
  expect(known.best('DE: Tal Fernsehen HD')?.id).toBe('Tal Fernsehen');
  expect(known.best('DE: BERG')?.id).toBe('Berg');
});

test('a guide has the entry of a genre for a list’s number, and not a network’s for a channel of the same initials', () => {
  const entries = ['Premiora Sports 1', 'Premiora Sports 2', 'QFL Network', 'Ostsee'].map((name) => ({
    id: name,
    names: [name],
  }));
  const guide = new GuideMatcher(entries, { market: 'uk' });
  expect(guide.best('Premiora 2')?.id).toBe('Premiora Sports 2');
  expect(guide.best('QFL Channel')).toBeNull();
  expect(guide.best('QFL')?.id).toBe('QFL Network');
});

test('a Japanese station has its entry by its sign and by its name, and another sign’s not', () => {
  const entries = ['Berg TV (JOQX-DTV)', 'JOZX-DTV'].map((name) => ({ id: name, names: [name] }));
  const guide = new GuideMatcher(entries, { market: 'jp' });
  expect(guide.best('JOQX-DTV')?.id).toBe('Berg TV (JOQX-DTV)');
  expect(guide.best('Berg TV')?.id).toBe('Berg TV (JOQX-DTV)');
  expect(guide.best('JOYX-DTV')).toBeNull();
});
