// What a person has decided about channels' guides, by names, which outlive streams, databases and providers: another
// provider's name that reads the same is covered at once.

import * as z from 'zod';
import { keyOfRef, type NameKey } from '../formats/names/key.ts';

const MAX_REFUSED = 50;

/** A guide's channel in words: found again by its id, else by its name, wherever it comes from then. */
const guideRef = z.strictObject({
  source: z.string().max(2_000),
  xmltv_id: z.string().max(500),
  name: z.string().max(500),
});

export const guideChoice = z.strictObject({
  /** Null for none at all; absent while it is found automatically. */
  chosen: guideRef.nullable().optional(),
  /** Never these. */
  refused: z.array(guideRef).max(MAX_REFUSED).optional(),
});

/** `de|zdf hd`: what was decided for the channel that has the name. */
export const guideChoices = z.record(z.string().max(1_000), guideChoice);

export type GuideRef = z.output<typeof guideRef>;
export type GuideChoice = z.output<typeof guideChoice>;
export type GuideChoices = z.output<typeof guideChoices>;

export type GuideEdit =
  | { readonly kind: 'choose' | 'refuse'; readonly guide: GuideRef }
  | { readonly kind: 'automatic' | 'none' };

/** What is decided for all names of one channel. */
export interface GuideDecided {
  readonly refs: readonly string[];
  readonly edit: GuideEdit;
}

/** Takes decisions one after another: what was decided for the first of a channel's names holds for all from now on. */
export function editGuides(before: GuideChoices, decisions: readonly GuideDecided[]): GuideChoices {
  const after = { ...before };
  for (const { refs, edit } of decisions) {
    const known = refs.map((ref) => after[ref]).find((choice) => choice !== undefined) ?? {};
    const choice = EDITS[edit.kind](known, edit);
    for (const ref of refs) delete after[ref];
    if (choice) for (const ref of refs) after[ref] = choice;
  }
  return after;
}

const guideOf = (edit: GuideEdit): GuideRef[] => ('guide' in edit ? [edit.guide] : []);
const isSameGuide = (a: GuideRef, b: GuideRef): boolean => a.source === b.source && a.xmltv_id === b.xmltv_id;

const EDITS: Readonly<Record<GuideEdit['kind'], (known: GuideChoice, edit: GuideEdit) => GuideChoice | undefined>> = {
  choose(known, edit) {
    const [chosen] = guideOf(edit);
    return withRefused(
      { chosen },
      (known.refused ?? []).filter((refused) => !chosen || !isSameGuide(refused, chosen)),
    );
  },
  refuse({ chosen, refused = [] }, edit) {
    const [guide] = guideOf(edit);
    if (!guide) return undefined;
    const isChosen = chosen && isSameGuide(chosen, guide);
    const others = refused.filter((other) => !isSameGuide(other, guide)).slice(1 - MAX_REFUSED);
    return withRefused(chosen === undefined || isChosen ? {} : { chosen }, [...others, guide]);
  },
  none: ({ refused }) => withRefused({ chosen: null }, refused ?? []),
  automatic: () => undefined,
};

const withRefused = (choice: GuideChoice, refused: GuideRef[]): GuideChoice =>
  refused.length === 0 ? choice : { ...choice, refused };

/** The same by keys, as whoever builds a lineup has names. */
export const keyedChoices = (choices: GuideChoices): ReadonlyMap<NameKey, GuideChoice> =>
  new Map(Object.entries(choices).map(([ref, choice]) => [keyOfRef(ref), choice]));
