// Coast feeds: `East`, `- Pacific Feed`, `(West)`, `West Coast`.

import { isLastName, take, type PartReader, type Scan } from '../scan.ts';
import { COAST_MARKETS, FEED_COMPANIONS, FEED_WORDS, SHY_FEED_WORDS } from '../words/feeds.ts';
import { GAP } from '../words.ts';

export const readFeed: PartReader = (scan) => {
  if (!COAST_MARKETS.has(scan.market || scan.facts.market)) return;
  for (let index = scan.words.length - 1; index > 0; index -= 1) {
    const word = scan.words[index];
    const feed = word && !scan.taken[index] ? FEED_WORDS.get(word.text) : undefined;
    if (!word || !feed) continue;
    let to = index + 1;
    while (!scan.taken[to] && FEED_COMPANIONS.has(scan.words[to]?.text ?? '')) to += 1;
    if (!isFeed(scan, index, to)) continue;
    scan.facts.feed = feed;
    take(scan, { from: index, to, kind: 'feed', value: feed });
    return;
  }
};

/** `North East`, `Middle East`, `Wild West` name a region or a kind of film. */
const BEARINGS: ReadonlySet<string> = new Set(['north', 'south', 'middle']);
const PARTS_OF_NAMES: ReadonlySet<string> = new Set(['wild west']);

function isFeed(scan: Scan, from: number, to: number): boolean {
  if (to > from + 1) return true;
  const word = scan.words[from];
  const before = scan.words[from - 1];
  if (!word || !before || !isLastName(scan, to)) return false;
  if (word.bracket > 0) return before.bracket !== word.bracket && scan.words[to]?.bracket !== word.bracket;
  if (PARTS_OF_NAMES.has(`${before.text} ${word.text}`) || BEARINGS.has(before.text)) return false;
  return word.gap === GAP.dash || !SHY_FEED_WORDS.has(word.text);
}
