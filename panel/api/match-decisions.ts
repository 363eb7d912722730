// Decisions about which names are one channel, as the server numbers them.

import { ask } from './client.ts';
import type { Answer } from './routes.ts';

export type MatchDecision = Answer<'POST /review'>['decisions'][number];

/** These and no others, whatever was decided since; the newest first. */
export async function takeBack(decisions: readonly Pick<MatchDecision, 'id'>[]): Promise<void> {
  for (const { id } of decisions.toReversed()) await ask('DELETE /review/history/{id}', { params: { id } });
}
