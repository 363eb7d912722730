import { expect, test } from 'vitest';
import type { PublishedChannel } from '../../src/guide/reader.ts';
import type { GuideQuestion } from '../../src/lineup/merge.ts';
import { buildKnowledge } from '../../src/matching/knowledge.ts';
import type { GuideChannelId, ProviderId } from '../../src/model/ids.ts';
import { createGuideFinder, type GuideFinderOptions } from '../../src/sync/guide-finder.ts';

const guideOf = (...entries: readonly (readonly [source: string, name: string])[]): PublishedChannel[] =>
  entries.map(([sourceKey, name], at) => ({
    id: (at + 1) as GuideChannelId,
    sourceKey,
    xmltvId: name,
    displayNames: [name],
    iconUrl: '',
    programmeCount: 3,
  }));

/** As near as `Nordlicht Kultur Meer` comes to `Nordlicht Kultur`, which is not its own while that has a sister. */
const GUIDE = guideOf(['one', 'Nordlicht Kultur'], ['one', 'Nordlicht Sport']);

const ONE = GUIDE.slice(0, 1);

interface Asked extends Partial<GuideQuestion> {
  readonly market?: string;
}

/** Of each that is asked about a guide's channel: the name of that, else nothing; what has a guide is told by `=`. */
function asked(channels: readonly PublishedChannel[], questions: readonly Asked[], options = {}): string[] {
  const all: GuideFinderOptions = {
    channels,
    marketOf: (name) => questions[name]!.market ?? 'de',
    checkpoint: () => undefined,
    ...options,
  };
  const { guides, near } = createGuideFinder(all).find(
    questions.map((one, name) => ({ names: [], xmltvIds: [], ...one, name })),
  );
  return guides.map((found, at) => {
    const guess = channels.find(({ id }) => id === near.get(at)?.id);
    return found ? `= ${found.origin.name}` : (guess?.displayNames[0] ?? '');
  });
}

const of = (name: string, ...lists: number[]): Asked => ({
  names: [name],
  providers: lists.map((list) => String(list) as ProviderId),
});

test('what another channel of the same list has is not asked about, what only another list’s channel has is', () => {
  const [kultur, meer] = ['Nordlicht Kultur', 'Nordlicht Kultur Meer'];
  expect(asked(GUIDE, [of(meer, 1)])).toEqual(['Nordlicht Kultur']);
  expect(asked(GUIDE, [of(kultur, 1), of(meer, 1)])).toEqual(['= Nordlicht Kultur', '']);
  expect(asked(GUIDE, [of(meer, 1), of(kultur, 1)])).toEqual(['', '= Nordlicht Kultur']);
  expect(asked(GUIDE, [of(kultur, 1), of(meer, 2)])).toEqual(['= Nordlicht Kultur', 'Nordlicht Kultur']);
  expect(asked(GUIDE, [of(kultur, 1), of(meer, 2, 1)])).toEqual(['= Nordlicht Kultur', '']);
});

test('what a channel of the same words has is asked about: they may be one that is parted by quality', () => {
  const ref = { source: 'one', xmltv_id: 'Nordlicht Kultur', name: 'Nordlicht Kultur' };
  const chosen = { ...of('Nordlicht Kultur Meer', 1), choice: { chosen: ref } };
  expect(asked(GUIDE, [chosen, of('DE: NORDLICHT KULTUR MEER HD', 1)])[1]).toBe('Nordlicht Kultur');
  expect(asked(GUIDE, [chosen, of('DE: NORDLICHT KULTUR WELT HD', 1)])[1]).toBe('');
});

test('of several channels of a list the likeliest are asked about a guide’s channel', () => {
  const [mine, theirs, meer] = ['My Nordlicht Kultur', 'Ihr Nordlicht Kultur', 'Nordlicht Kultur Meer'];
  const all = ['Nordlicht Kultur', 'Nordlicht Kultur'];
  expect(asked(ONE, [of(mine, 1), of(theirs, 1), of(meer, 1)])).toEqual([...all, '']);
  expect(asked(ONE, [of(mine, 1), of(theirs, 1), of(meer, 2)])).toEqual([...all, 'Nordlicht Kultur']);
});

test('of a guide that serves other countries nothing is asked, unless it has channels of this one too or nobody’s', () => {
  const names = ['Nordlicht Kultur', 'Nordlicht Sport', 'Talfunk', 'Seeblick'];
  const channels = guideOf(...names.map((name) => ['one', name] as const));
  const [meer, talfunk] = [of('Nordlicht Kultur Meer'), of('Talfunk')];
  expect(asked(channels, [meer])).toEqual(['Nordlicht Kultur']);
  expect(asked(channels, [meer, { ...talfunk, market: 'fr' }])[0]).toBe('');
  expect(asked(channels, [meer, talfunk, { ...of('Seeblick'), market: 'fr' }])[0]).toBe('Nordlicht Kultur');
});

test('the guide that serves the country is asked about, though one of another country is likelier', () => {
  const far = ['Nordlicht Kultur', 'Nordlicht Sport', 'Talfunk'].map((name) => ['far', name] as const);
  const sisters = ['Nordlicht Kultur Europe Welt', 'Nordlicht Kultur Europe Berg', 'Seeblick'];
  const channels = guideOf(...far, ...sisters.map((name) => ['near', name] as const));
  const questions = [of('Nordlicht Kultur Europe'), of('Seeblick'), { ...of('Talfunk'), market: 'fr' }];
  expect(asked(channels, questions)[0]).toBe(sisters[0]);
  expect(asked(channels, questions.slice(0, 1))[0]).toBe('Nordlicht Kultur');
});

test('what is likelier wrong than not is left to whoever looks at the channel', () => {
  const less = of('Nordlicht Kultura');
  expect(asked(GUIDE, [less])).toEqual(['']);
  const knowledge = buildKnowledge([{ channelId: 'Far.de', name: 'Ganz woanders', country: 'DE' }]);
  expect(asked(GUIDE, [less], { knowledge })).toEqual(['Nordlicht Kultur']);
});
