// What a person sets of the viewing history.

import * as z from 'zod';

const meta = (label: string, unit?: string): Record<string, unknown> => ({ label, ...(unit && { unit }) });

export const historySettings = z.strictObject({
  personal: z
    .boolean()
    .default(true)
    .meta(meta('Keep who watched what, and where; switched off, what was kept of people is deleted')),
  keep_days: z.int().min(1).max(3_650).default(90).meta(meta('How long the viewing history is kept', 'd')),
  statistics_days: z
    .int()
    .min(1)
    .max(3_650)
    .default(1_095)
    .meta(meta('How long sums of it are kept: hours, traffic, most watched', 'd')),
});
