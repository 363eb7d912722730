// Which guides channels could have, remembered from one question to the next: the queue of doubts is asked for after each build,
// and nearly all of it is what it was. In the cache.

import type { Log } from '../kernel/log.ts';
import { digestOfCode } from './code-digest.ts';
import type { AskedChannel, Candidate } from './guide-candidates.ts';
import { decodeUnder, encodeUnder } from './kept-json.ts';
import { filesIn } from './match-memory.ts';

/** By `questionKey`. */
export type Candidates = Map<string, readonly Candidate[]>;

/** Several pages of doubts, and the channels that were looked at between them: 4 kB each. */
const KEPT = 200;

/** All that decides about a channel's candidates but the guides and what is known of names. */
export const questionKey = ({ question: { names, xmltvIds }, market }: AskedChannel, limit: number): string =>
  JSON.stringify([limit, market, names, xmltvIds]);

let madeBy: number | undefined;

/** @param folder is made where it is not there */
export function openCandidateMemory(folder: string, log: Log) {
  madeBy ??= digestOfCode(['formats/names', 'guide', 'kernel', 'matching', 'model', 'sync']);
  const files = filesIn(folder, log);
  const digestOf = (foundIn: string): string => `${madeBy} ${foundIn}`;
  return {
    /** @param foundIn one word for the guides and what is known; empty where it was another one then */
    read: (foundIn: string): Candidates =>
      files.read('candidates', '', (stored) => decodeUnder(digestOf(foundIn), stored) as Candidates) ?? new Map(),
    /** @param asked keys of this time: of the others the oldest are left out */
    write(foundIn: string, candidates: Candidates, asked: readonly string[]): void {
      const newest = new Set(asked);
      const kept = [...candidates].toSorted(([one], [other]) => Number(newest.has(one)) - Number(newest.has(other)));
      files.write('candidates', '', encodeUnder(digestOf(foundIn), new Map(kept.slice(-KEPT))));
    },
  };
}
