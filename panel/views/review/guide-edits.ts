// What is decided about a guide that may be a channel's, as the API takes it.

import type { Answer, Asked } from '../../api/routes.ts';

export type Doubt = Answer<'GET /guide/review'>['items'][number];
export type Candidate = Doubt['candidates'][number];
export type GuideEdits = Asked<'POST /guide/review'>['body']['decisions'];
type Decision = GuideEdits[number]['decision'];

const refOf = ({ source, xmltv_id, name }: Candidate) => ({ source, xmltv_id, name });
const decided = ({ channel_id }: Doubt, ...all: readonly Decision[]): GuideEdits =>
  all.map((decision) => ({ channel_id, decision }));

/** Those that were not refused before. */
export const candidatesOf = ({ candidates }: Doubt): readonly Candidate[] =>
  candidates.filter(({ is_refused: isRefused }) => !isRefused);

/** Where the candidate that was marked stands now; the likeliest is where it is offered no more, and of another channel. */
export function markedStill(before: Doubt | undefined, now: Doubt | undefined, marked: number): number {
  const was = before && before.channel_id === now?.channel_id ? candidatesOf(before)[marked] : undefined;
  if (!was || !now) return 0;
  const at = candidatesOf(now).findIndex((one) => one.source === was.source && one.xmltv_id === was.xmltv_id);
  return Math.max(at, 0);
}

export function taken(doubt: Doubt, index: number): GuideEdits {
  const candidate = candidatesOf(doubt)[index];
  return candidate ? decided(doubt, { kind: 'choose', ...refOf(candidate) }) : [];
}

/** None of these is the channel's; another one may come. */
export const noneOfThese = (doubt: Doubt): GuideEdits =>
  decided(doubt, ...candidatesOf(doubt).map((one): Decision => ({ kind: 'refuse', ...refOf(one) })));

/** What it has, or that it has none, stays. */
export const leftAsItIs = (doubt: Doubt): GuideEdits => decided(doubt, { kind: doubt.guide ? 'lock' : 'none' });
