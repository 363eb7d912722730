// A knowledge base of channels: which names are one channel's, as the iptv-org database lists them. Optional.

import { readName } from '../formats/names/read.ts';
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
  channelsOf(identity: Identity, market: string): readonly number[];
}

/** Names of more channels than this tell nothing: `Kanal 5`, `News`. */
const AMBIGUOUS = 3;

export function buildKnowledge(names: Iterable<KnownName>): Knowledge {
  const numbers = new Map<string, number>();
  const exact = new Map<string, number[]>();
  const strong = new Map<string, number[]>();
  const anywhere = new Map<string, number[]>();
  for (const { channelId, name, country } of names) {
    let number = numbers.get(channelId);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(channelId, number);
    }
    const identity = identify(readName(name, { market: country }), { market: country });
    push(exact, `${country}\n${identity.key}`, number);
    push(strong, `${country}\n${strongKey(identity)}`, number);
    push(anywhere, identity.key, number);
  }
  return {
    channelsOf(identity, market) {
      const tables = [
        exact.get(`${market}\n${identity.key}`),
        strong.get(`${market}\n${strongKey(identity)}`),
        anywhere.get(identity.key),
      ];
      return tables.find((channels) => channels !== undefined && channels.length <= AMBIGUOUS) ?? [];
    },
  };
}

const strongKey = ({ variant, strongGlued }: Identity): string => `${variant}|${strongGlued}`;

function push<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [item]);
  else if (list.at(-1) !== item) list.push(item);
}
