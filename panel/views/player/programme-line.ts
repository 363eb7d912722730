// What is on, in one line below the name.

import { ask } from '../../api/client.ts';
import { clockTime, dayName } from '../../locale/format.ts';
import type { Played } from '../../played.ts';

/** @returns an empty line for a movie, and where no guide says anything */
export async function programmeLine(played: Played): Promise<string> {
  if (played.kind === 'past') return `${dayName(played.startAt)}, ${clockTime(played.startAt)} ${played.title}`;
  if (played.kind !== 'live') return '';
  const nowAt = Date.now();
  const body = { channel_ids: [played.channelId], from_at: nowAt, until_at: nowAt + 1 };
  const listing = await ask('POST /guide/listings', { body }).catch(() => undefined);
  const now = listing?.items[0]?.programmes[0];
  return now ? `${clockTime(now.start_at)} ${now.title}` : '';
}
