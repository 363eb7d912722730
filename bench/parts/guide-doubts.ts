// Guides for the channels of lists, and which of them a person would be asked about: as a build finds them.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundGuide, GuideQuestion } from '../../src/lineup/merge.ts';
import type { PublishedChannel } from '../../src/guide/reader.ts';
import type { GuideChannelId, ProviderId } from '../../src/model/ids.ts';
import { GuideMatcher } from '../../src/matching/guide-match.ts';
import { marketOf } from '../../src/matching/market-of.ts';
import { createGuideFinder } from '../../src/sync/guide-finder.ts';
import { collectWanted } from '../../src/sync/wanted.ts';
import { readChannels } from '../ruler/end-to-end.ts';

export interface AskedChannel {
  readonly names: readonly string[];
  readonly xmltvIds: readonly string[];
  readonly providers: readonly ProviderId[];
  readonly market: string;
}

export interface Doubt {
  readonly kind: 'missing' | 'unsure';
  readonly score: number;
  readonly names: readonly string[];
  readonly market: string;
  /** The guide's channel that it has, or the likeliest one. */
  readonly guide: string;
  readonly reasons: readonly string[];
}

/** Above it hardly one in a hundred is wrong: as the API asks by default. */
const UNSURE_BELOW = 90;

/** Of XMLTV files, each a source. */
async function readGuides(folder: string): Promise<PublishedChannel[]> {
  const files = readdirSync(folder).filter((name) => /\.xml(?:\.gz)?$/.test(name));
  const channels: PublishedChannel[] = [];
  for (const file of files.toSorted()) {
    const sourceKey = `one\n${file}`;
    for (const { id: xmltvId, names: displayNames } of await readChannels(join(folder, file))) {
      const id = (channels.length + 1) as GuideChannelId;
      channels.push({ id, sourceKey, xmltvId, displayNames, iconUrl: '', programmeCount: 1 });
    }
  }
  return channels;
}

/** @returns in the order in which a person is asked */
export async function guideDoubts(
  folder: string,
  asked: readonly AskedChannel[],
): Promise<{ found: number; doubts: Doubt[] }> {
  const { wants } = collectWanted(
    asked.flatMap(({ names, xmltvIds }) => names.map((name) => [xmltvIds[0] ?? '', name, ''] as const)),
  );
  const channels = (await readGuides(folder)).filter(wants); // of the others no programmes are read
  const finder = createGuideFinder({
    channels,
    marketOf: (name) => asked[name]!.market,
    checkpoint: () => undefined,
  });
  const questions = asked.map((channel, name): GuideQuestion => ({ ...channel, name }));
  const { guides, near } = finder.find(questions);
  const likeliest = likeliestIn(channels);
  const missing = Array.from(near, ([at, { id, score }]): Doubt => ({
    ...asked[at]!,
    kind: 'missing',
    score,
    ...likeliest(asked[at]!, id),
  }));
  const unsure = guides.flatMap((guide: FoundGuide | undefined, at): Doubt[] => {
    const { by, score, name } = guide?.origin ?? { by: 'id', score: 100, name: '' };
    return by === 'likeness' && score < UNSURE_BELOW
      ? [{ ...asked[at]!, kind: 'unsure', score, guide: name, reasons: [] }]
      : [];
  });
  return {
    found: guides.filter(Boolean).length,
    doubts: [...missing.toSorted((a, b) => b.score - a.score), ...unsure.toSorted((a, b) => a.score - b.score)],
  };
}

type Likeliest = Pick<Doubt, 'guide' | 'reasons'>;

function likeliestIn(channels: readonly PublishedChannel[]): (asked: AskedChannel, id: GuideChannelId) => Likeliest {
  const byMarket = Map.groupBy(channels, ({ displayNames, xmltvId }) => marketOf(displayNames[0] ?? '', '', xmltvId));
  const made = new Map<string, GuideMatcher[]>();
  const matchersOf = (market: string): GuideMatcher[] => {
    const known = made.get(market);
    if (known) return known;
    const among = [...new Set([market, ''])].flatMap((code) => byMarket.get(code) ?? []);
    const matchers = Array.from(Map.groupBy(among, ({ sourceKey }) => sourceKey).values(), (own) => {
      return new GuideMatcher(
        own.map(({ id, displayNames }) => ({ id: String(id), names: displayNames })),
        { market },
      );
    });
    made.set(market, matchers);
    return matchers;
  };
  return ({ names, market }, id) => {
    const candidates = matchersOf(market).flatMap((matcher) => names.flatMap((name) => matcher.explained(name, 6)));
    const first = candidates.filter((one) => Number(one.id) === id).toSorted((a, b) => b.score - a.score)[0];
    const reasons = first?.reasons.slice(0, 3).map(({ feature }) => feature) ?? [];
    return { guide: first?.name ?? '', reasons };
  };
}
