// What a person sets of checks, ranks and upgrades.

import * as z from 'zod';

const meta = (label: string, unit?: string): Record<string, unknown> => ({ label, ...(unit && { unit }) });

export const RANK_PREFERENCES = ['balanced', 'reliability', 'quality'] as const;

export const healthSettings = z.strictObject({
  enabled: z.boolean().default(true).meta(meta('Check whether streams work')),
  check_at: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'not a time of day')
    .default('03:00')
    .meta(meta('When the quiet hours begin in which all streams are checked (hh:mm)')),
  concurrent_checks: z.int().min(1).max(200).default(50).meta(meta('Checks at once, over all providers')),
  timeout_seconds: z.number().min(1).max(60).default(10).meta(meta('Longest wait for a stream that is checked', 's')),
  failures_until_dead: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .meta(meta('Failures in a row after which a stream leaves the rotation')),
  probe_streams: z.boolean().default(true).meta(meta('Look into the bytes of streams: picture, sound, languages')),
  probe_days: z.int().min(1).max(365).default(7).meta(meta('How long what was found in a stream holds', 'd')),
  picture_checks: z
    .boolean()
    .default(false)
    .meta(meta('Look for frozen and black pictures and for silence (takes processor time)')),
  prefer: z.enum(RANK_PREFERENCES).default('balanced').meta(meta('What counts most when streams are ranked')),
  languages: z
    .array(z.string().regex(/^[A-Za-z]{2,3}$/, 'not a language code'))
    .max(20)
    .default([])
    .meta(meta('Preferred languages of the sound, the first before the others')),
  auto_upgrade: z.boolean().default(true).meta(meta('Take a better stream of a channel when there is one, once a day')),
});
