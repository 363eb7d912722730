// A knowledge base of channels: which names are one channel's, as the iptv-org database lists them. Optional.

import { readName } from '../formats/names/read.ts';
import { hash53 } from '../model/ids.ts';
import { identify, type Identity } from './identity.ts';

export interface KnownName {
  /** `BBCOne.uk` */
  readonly channelId: string;
  readonly name: string;
  /** Country of the channel: `uk`. */
  readonly country: string;
}

export interface Knowledge {
  /**
   * Numbers of the channels that have this name in this market, else this name but for fillers, else this name anywhere.
   * Empty when there are none or too many.
   */
  channelsOf(identity: Identity, market: string): KnownChannels;
}

export interface KnownChannels {
  readonly known: readonly number[];
  /** Whether they bear the name in another market only. */
  readonly isKnownElsewhere: boolean;
}

/** Plain columns, 12 bytes for each name and way to look it up: a small box keeps it in a file and reads it at once. */
export interface KnowledgeTable {
  /** Hashes of names in their markets, ascending; one that several channels have stands there as often. */
  readonly hashes: Float64Array;
  /** For each hash the number of a channel. */
  readonly channels: Int32Array;
  readonly channelCount: number;
  readonly nameCount: number;
}

/** Names of more channels than this tell nothing: `Kanal 5`, `News`. */
const AMBIGUOUS = 3;

/** The ways to look a name up, the surest first: as a hash. */
const WAYS: readonly ((identity: Identity, market: string) => number)[] = [
  ({ key }, market) => hash53(`${market}\n${key}`, 1),
  ({ variant, strongGlued }, market) => hash53(`${market}\n${variant}|${strongGlued}`, 2),
  ({ strongGlued }, market) => withoutAccents(strongGlued, market),
  ({ key }) => hash53(key, 3),
];

/** `T1` for `ČT1`, in a list that has lost its accented letters: the last way within the market. */
const withoutAccents = (text: string, market: string): number => hash53(`${market}\n${text}`, 4);

/** Which of them asks all markets. */
const ELSEWHERE = 3;
/** Which of them is told of names that have lost their accents only. */
const UNACCENTED = 2;

export function tabulate(names: Iterable<KnownName>): KnowledgeTable {
  const numbers = new Map<string, number>();
  const hashes: number[] = [];
  const channels: number[] = [];
  let nameCount = 0;
  for (const { channelId, name, country } of names) {
    const number = numbers.get(channelId) ?? numbers.size;
    numbers.set(channelId, number);
    const identity = identify(readName(name, { market: country }), { market: country });
    for (const [at, way] of WAYS.entries()) {
      if (at === UNACCENTED && identity.unaccented.length < 2) continue;
      hashes.push(at === UNACCENTED ? withoutAccents(identity.unaccented, country) : way(identity, country));
      channels.push(number);
    }
    nameCount += 1;
  }
  const order = Uint32Array.from(hashes.keys()).toSorted(
    (a, b) => hashes[a]! - hashes[b]! || channels[a]! - channels[b]!,
  );
  const kept = order.filter((at, place) => {
    const before = order[place - 1];
    return before === undefined || hashes[before] !== hashes[at] || channels[before] !== channels[at];
  });
  return {
    hashes: Float64Array.from(kept, (at) => hashes[at]!),
    channels: Int32Array.from(kept, (at) => channels[at]!),
    channelCount: numbers.size,
    nameCount,
  };
}

export function knowledgeOf({ hashes, channels }: KnowledgeTable): Knowledge {
  return {
    channelsOf(identity, market) {
      for (const [at, way] of WAYS.entries()) {
        const hash = way(identity, market);
        const from = firstAt(hashes, hash);
        let to = from;
        while (hashes[to] === hash && to - from <= AMBIGUOUS) to += 1;
        if (to > from && to - from <= AMBIGUOUS)
          return { known: [...channels.subarray(from, to)], isKnownElsewhere: at === ELSEWHERE };
      }
      return NOBODY_KNOWN;
    },
  };
}

export const NOBODY_KNOWN: KnownChannels = { known: [], isKnownElsewhere: false };

export const buildKnowledge = (names: Iterable<KnownName>): Knowledge => knowledgeOf(tabulate(names));

/** Where the sorted column has this hash, or the next one. */
function firstAt(hashes: Float64Array, hash: number): number {
  let from = 0;
  let to = hashes.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (hashes[middle]! < hash) from = middle + 1;
    else to = middle;
  }
  return from;
}
