// How it looks what rules would change, and how a page of it is asked for.

import * as z from 'zod';
import { CHANGE_KINDS } from '../../sync/rule-query.ts';
import { optional } from './route.ts';

const change = z.strictObject({
  kind: z.enum(CHANGE_KINDS),
  before: z.string().meta({ description: 'As text; the group for channels that are gone or back' }),
  after: z.string(),
});

export const rulePreview = z
  .strictObject({
    matched: z.int().meta({ description: 'Streams that the rule is for' }),
    hidden: z.int().meta({ description: 'Streams that are used now and would not be' }),
    shown: z.int().meta({ description: 'Streams that are not used now and would be' }),
    counts: z
      .record(z.enum([...CHANGE_KINDS, 'channels']), z.int())
      .meta({ description: 'Channels by what would change of them; `channels` are all of them, each once' }),
    items: z
      .array(z.strictObject({ id: z.string(), name: z.string(), changes: z.array(change).readonly() }))
      .readonly(),
    total: z.int().meta({ description: 'Of those that the page is taken from' }),
  })
  .meta({ id: 'RulePreview' });

export const previewPage = {
  offset: z.int().min(0).max(1_000_000).default(0),
  limit: z.int().min(0).max(200).default(20),
  only: optional(z.enum(CHANGE_KINDS)).meta({ description: 'Only channels with a change of this kind' }),
};
