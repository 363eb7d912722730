// Guides' channels that a person looks for by words; where nothing is called so, those that are called nearly so.

import { ratio as ratioOf } from 'fuzzball/ultra_lite';
import type { PublishedChannel } from '../guide/reader.ts';
import type { GuideSearchPage } from './guide-query.ts';

export interface GuideWords {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

type Row = GuideSearchPage['items'][number];
type RowOf = (channel: PublishedChannel) => Row;

/** Of a hundred: a letter too many, too few or another one, of a word of five. */
const NEAR = 80;
/** Shorter ones are near to too much. */
const LEAST_LETTERS = 4;
const MOST_NEAR = 50;

/** @param channels are gone through once, or twice where nothing is called so */
export function searchGuide(
  channels: () => Iterable<PublishedChannel>,
  { search, offset, limit }: GuideWords,
  rowOf: RowOf,
): GuideSearchPage {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const items: Row[] = [];
  let total = 0;
  for (const channel of channels()) {
    const searched = [channel.xmltvId, ...channel.displayNames].join('\n').toLowerCase();
    if (!words.every((word) => searched.includes(word))) continue;
    if (total >= offset && items.length < limit) items.push(rowOf(channel));
    total += 1;
  }
  if (total > 0 || words.join('').length < LEAST_LETTERS) return { items, total };
  const near = nearest(channels(), words);
  return { items: near.slice(offset, offset + limit).map(rowOf), total: near.length };
}

/** The likest first. */
function nearest(channels: Iterable<PublishedChannel>, words: readonly string[]): PublishedChannel[] {
  const found: { readonly channel: PublishedChannel; readonly nearness: number }[] = [];
  for (const channel of channels) {
    const nearness = Math.max(0, ...channel.displayNames.map((name) => nearnessOf(words, wordsIn(name))));
    if (nearness >= NEAR) found.push({ channel, nearness });
  }
  return found
    .toSorted((one, other) => other.nearness - one.nearness)
    .slice(0, MOST_NEAR)
    .map(({ channel }) => channel);
}

const ratio = (one: string, other: string): number => ratioOf(one, other, { full_process: false });

const wordsIn = (name: string): string[] => name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** 0 to 100: each word beside the one that is likest to it; or all of them beside the name's beginning, where blanks are others. */
function nearnessOf(words: readonly string[], named: readonly string[]): number {
  if (named.length === 0) return 0;
  const each = words.map((word) => Math.max(...named.map((other) => ratio(word, other))));
  const glued = words.join('');
  return Math.max(Math.min(...each), ratio(glued, named.join('').slice(0, glued.length)));
}
