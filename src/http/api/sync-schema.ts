// How a sync's state looks in answers.

import * as z from 'zod';
import { ERROR_CODES } from '../../kernel/errors.ts';
import { PROVIDER_STATES } from '../../model/provider.ts';
import { SYNC_PHASES } from '../../sync/status.ts';
import { instant, optional } from './route.ts';

const fault = z
  .strictObject({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    figures: optional(z.record(z.string(), z.number())).meta({
      description: 'What it is about, in numbers: `status` of an answer; `now` and `before` of a list that has shrunk',
    }),
  })
  .nullable()
  .meta({ description: 'Of the last attempt; null when it went well' });

const guide = z.strictObject({
  source: z.string().meta({ description: 'Without its credentials' }),
  channel_count: z.int(),
  programme_count: z.int(),
  last_success_at: instant.nullable(),
  error: fault,
});

export const syncStatus = z
  .strictObject({
    provider_id: z.string(),
    state: z.enum(PROVIDER_STATES),
    phase: z.enum(SYNC_PHASES),
    progress: z
      .strictObject({ bytes: z.int(), entries: z.int(), programmes: z.int() })
      .meta({ description: 'Of the run under way, else of the last one' }),
    matching: z
      .strictObject({ names: z.int(), total: z.int() })
      .nullable()
      .meta({ description: 'Names that are sorted into channels, while the lineup is built' }),
    started_at: instant.nullable(),
    finished_at: instant.nullable(),
    next_at: instant.nullable(),
    last_success_at: instant.nullable(),
    error: fault,
    counts: z.strictObject({
      live: z.int(),
      radio: z.int(),
      movie: z.int(),
      series: z.int(),
      skipped: z.int(),
      headings: z.int().meta({ description: 'Of live and radio: lines that only divide the list, and are left out' }),
    }),
    skips: z
      .strictObject({
        count: z.int(),
        byReason: z.record(z.string(), z.int()),
        samples: z.array(z.strictObject({ line: z.int(), reason: z.string() })).readonly(),
      })
      .meta({ description: 'Entries that could not be read; all counted, the first few with their line' }),
    guides: z.array(guide).readonly(),
  })
  .meta({ id: 'SyncStatus' });
