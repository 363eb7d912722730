// What is decided about two channels that may be one, as the API takes it.

import type { Answer, Asked } from '../../api/routes.ts';

export type Proposal = Answer<'GET /review'>['items'][number];
export type MergeEdits = Asked<'POST /review'>['body']['edits'];
export type Side = 'a' | 'b';

/** @param kept the channel that stays, with its number and its name */
export function merged({ a, b }: Proposal, kept: Side): MergeEdits {
  const [into, from] = kept === 'a' ? [a, b] : [b, a];
  return [{ kind: 'merge', into: into.id, from: [from.id] }];
}

export const refused = ({ a, b }: Proposal): MergeEdits => [{ kind: 'refuse', channels: [a.id, b.id] }];

/** Both stay as they are: no other name joins them by likeness. */
export const locked = (proposal: Proposal): MergeEdits => [
  ...refused(proposal),
  { kind: 'lock', channel: proposal.a.id },
  { kind: 'lock', channel: proposal.b.id },
];
