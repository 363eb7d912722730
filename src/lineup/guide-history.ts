// Which decisions about guides hold still, each as it was made: those that can be taken back. Pure.

import { isDeepStrictEqual } from 'node:util';
import type { GuideChoice } from './guide-choices.ts';
import type { DecisionsChange } from './take-back.ts';

export const GUIDE_DECISIONS = ['choose', 'refuse', 'none'] as const;

export interface PastGuides {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly guides: DecisionsChange['guides'];
}

export interface StandingGuides {
  readonly id: number;
  readonly at: number;
  /** Of the first channel, where there are several. */
  readonly kind: (typeof GUIDE_DECISIONS)[number];
  /** What the guide calls it that was chosen, or refused; empty for none. */
  readonly guide: string;
  /** Of the channels, as decisions know them: without quality and prefix, in small letters. */
  readonly names: readonly string[];
}

/**
 * What has been decided otherwise since, was taken back, or did nothing but take back, is left out.
 * @param past the newest first
 * @param current what is decided now of the channel that has a name
 */
export function standingGuides(
  past: readonly PastGuides[],
  current: (ref: string) => GuideChoice | undefined,
): StandingGuides[] {
  const standing: StandingGuides[] = [];
  const claimed = new Set<string>();
  // The oldest first: a decision that was made again by taking another one back is the older one.
  for (const { id, at, guides } of past.toReversed()) {
    const refs = Object.keys(guides);
    const isStanding = refs.every(
      (ref) => guides[ref]!.after !== null && isDeepStrictEqual(guides[ref]!.after, current(ref)),
    );
    const [first] = refs;
    if (first === undefined || !isStanding || refs.some((ref) => claimed.has(ref))) continue;
    for (const ref of refs) claimed.add(ref);
    const names = [...new Set(refs.map((ref) => ref.slice(ref.indexOf('|') + 1)))];
    standing.push({ id, at, ...saidBy(guides[first]!), names });
  }
  return standing.toReversed();
}

function saidBy({ before, after }: PastGuides['guides'][string]): Pick<StandingGuides, 'guide' | 'kind'> {
  const chosen = after?.chosen;
  if (chosen !== undefined && !isDeepStrictEqual(chosen, before?.chosen))
    return chosen === null ? { kind: 'none', guide: '' } : { kind: 'choose', guide: chosen.name || chosen.xmltv_id };
  const refused = (after?.refused ?? []).filter((one) => !before?.refused?.some((old) => isDeepStrictEqual(old, one)));
  return { kind: 'refuse', guide: refused.map(({ name, xmltv_id: id }) => name || id).join(', ') };
}
