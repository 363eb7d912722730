// How guides' channels look in answers, and what can be decided about one.

import * as z from 'zod';
import { GUIDE_FOUND_BY } from '../../lineup/query.ts';

const named = { source: z.string(), xmltv_id: z.string(), name: z.string() };
const counted = {
  ...named,
  programme_count: z
    .int()
    .meta({ description: 'Of one that nobody has wanted so far none are kept; choosing it fetches them' }),
};

export const guideRef = z.strictObject(named);
export const guideChannel = z.strictObject(counted);

export const candidate = z
  .strictObject({
    ...counted,
    by: z.enum(GUIDE_FOUND_BY),
    score: z.int().meta({ description: '0 to 100' }),
    shift_minutes: z.int().meta({ description: 'To be added to its times' }),
    reasons: z
      .array(z.strictObject({ text: z.string(), weight: z.number() }))
      .readonly()
      .meta({ description: 'The weightiest first, as log odds; none where an id or an equal name led to it' }),
    on_now: z.string().nullable(),
    is_refused: z.boolean(),
  })
  .meta({ id: 'GuideCandidate' });

const text = z.string().min(1);
/** What a person decides about a channel's guide. */
export const guideDecision = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['choose', 'refuse']),
    source: text.max(2_000),
    xmltv_id: text.max(500),
    name: text.max(500),
  }),
  z.strictObject({ kind: z.enum(['none', 'lock', 'automatic']) }),
]);
