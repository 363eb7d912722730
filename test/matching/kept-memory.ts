// What matching remembers, as bytes, as a file has them.

import {
  decodeGrounds,
  decodeOutcome,
  decodeSaid,
  encodeGrounds,
  encodeOutcome,
  encodeSaid,
  type MatchMemory,
} from '../../src/matching/memory.ts';

export interface KeptMemory extends MatchMemory {
  /** Markets that were merged anew, in order. */
  readonly written: string[];
  readonly outcomes: Map<string, Uint8Array>;
  readonly grounds: Map<string, Uint8Array>;
}

export function keptMemory(madeBy = 1): KeptMemory {
  const [outcomes, grounds] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()];
  const written: string[] = [];
  return {
    written,
    outcomes,
    grounds,
    read: (market) => (outcomes.has(market) ? decodeOutcome(madeBy, outcomes.get(market)!) : undefined),
    readGrounds: (market) => (grounds.has(market) ? decodeGrounds(madeBy, grounds.get(market)!) : undefined),
    readSaid: () => (grounds.has('*') ? decodeSaid(madeBy, grounds.get('*')!) : undefined),
    writeSaid: (said) => void grounds.set('*', encodeSaid(madeBy, said)),
    write: (market, outcome, madeFrom) => {
      written.push(market);
      outcomes.set(market, encodeOutcome(madeBy, outcome));
      grounds.set(market, encodeGrounds(madeBy, madeFrom));
    },
  };
}
