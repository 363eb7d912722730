// What guides were found by likeness, remembered between builds, a market at a time: a name that has not changed is not
// asked for again as long as its market's guide channels are what they were.

import type { PublishedChannel } from '../guide/reader.ts';
import type { GuideQuestion } from '../lineup/merge.ts';
import type { GuideCandidate, GuideGuess } from '../matching/guide-match.ts';
import { GUIDE_MODEL } from '../matching/weights.ts';
import { hash53, type GuideChannelId } from '../model/ids.ts';

/** Another one when names are read or compared otherwise. */
const FOUND_AS = 6;

export type Remembered = Pick<GuideCandidate, 'score' | 'shiftMinutes'> & { readonly id: GuideChannelId };

export type Guess = Pick<GuideGuess, 'isShort' | 'score'> & { readonly id: GuideChannelId };

export interface GuideAnswer {
  /** The candidate to take. */
  readonly best: Remembered | null;
  /** Where there is none: those to take while they are nobody's, in their order. */
  readonly leftOver: readonly Remembered[] | null;
  /** Where there is none: of each guide what may be it, and abbreviations that are likelier, the likeliest first. */
  readonly near: readonly Guess[];
}

/** By the question's digest. */
export type GuideAnswers = Map<number, GuideAnswer>;

export interface GuideMemory {
  /** @returns undefined when the market's guide channels were others, or nothing is remembered */
  read(market: string, digest: string): GuideAnswers | undefined;
  write(market: string, digest: string, answers: GuideAnswers): void;
}

/** Of all that decides about a market's answers but the questions. */
export function digestOf(
  bySource: ReadonlyMap<string, readonly PublishedChannel[]>,
  knowledgeRevision: string | undefined,
): string {
  let text = JSON.stringify([FOUND_AS, GUIDE_MODEL, knowledgeRevision ?? '']);
  for (const [source, channels] of bySource) {
    text += `\n\n${source}`;
    for (const { id, displayNames } of channels) text += `\n${id}\t${displayNames.join('\t')}`;
  }
  return hash53(text).toString(36);
}

export const questionDigest = ({ names }: GuideQuestion): number => hash53(names.join('\n'));
