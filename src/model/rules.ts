// Rules: what a person wants to be done with many streams at once, in an order. Readable, and fit to be shared.

import * as z from 'zod';
import { condition, MAX_TEXT, patternName, regularExpression } from './rule-condition.ts';

/** What a text may be made of: `{name}` is the name as the rules before have left it, `{title}` what is telling in it. */
export const RULE_PLACEHOLDERS = [
  'name',
  'title',
  'group',
  'market',
  'MARKET',
  'language',
  'quality',
  'provider',
  'tvg_id',
  'number',
] as const;
export type RulePlaceholder = (typeof RULE_PLACEHOLDERS)[number];

const template = z.string().max(MAX_TEXT).meta({
  description:
    '`{name}` `{title}` `{group}` `{market}` `{MARKET}` `{language}` `{quality}` `{provider}` `{tvg_id}` `{number}`; `{1}` and `{station}` for what an expression’s groups have caught; what is not there is empty',
});

const groupTitle = z.string().trim().max(200);

const numberRange = z.strictObject({
  group: groupTitle.meta({ description: 'As the rules before have left it, in any case of letters' }),
  start: z.int().min(1).max(999_999),
  end: z.int().min(1).max(999_999).optional().meta({ description: 'The last number' }),
});

/** How the channels that a rule is for are numbered. Numbers are whole, and given once. */
export const numberScheme = z.strictObject({
  kind: z.literal('number'),
  start: z.int().min(1).max(999_999).default(1),
  step: z.int().min(1).max(10_000).default(1),
  end: z.int().min(1).max(999_999).optional().meta({ description: 'The last number; those past it keep their own' }),
  block: z
    .int()
    .min(2)
    .max(100_000)
    .optional()
    .meta({ description: 'Each group begins at the next multiple of this many numbers' }),
  ranges: z.array(numberRange).max(1_000).default([]).meta({ description: 'Groups with numbers of their own' }),
  keep_provider_numbers: z
    .boolean()
    .default(false)
    .meta({ description: 'The provider’s own number goes first where it is free' }),
  new_numbers: z.enum(['fill_gaps', 'after_highest']).default('fill_gaps').meta({
    description:
      'Channels that come later: the first number that is free, or one after the highest that the scheme has ever given there, and what is free below only when none is left. Changing it changes no number that was given',
  }),
});
export type NumberScheme = z.output<typeof numberScheme>;

const URL_SCHEME = /^https?:\/\//i;
/** Below the folder of a person's logos. */
const LOGO_FILE = /^(?!.*(?:^|\/)\.\.?(?:\/|$))[^/\\\0][^\\\0]*\.(?:png|jpe?g|gif|webp|avif|svg)$/i;

export const ruleAction = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('hide') }).meta({ description: 'These streams are not used' }),
    z
      .strictObject({ kind: z.literal('keep') })
      .meta({ description: 'These are used, whatever the rules before have hidden' }),
    z.strictObject({ kind: z.literal('keep_only') }).meta({ description: 'All others are not used' }),
    z.strictObject({ kind: z.literal('enable') }).meta({ description: 'These channels are on' }),
    z.strictObject({ kind: z.literal('disable') }).meta({ description: 'These channels are off' }),
    z
      .strictObject({
        kind: z.literal('rename'),
        find: regularExpression.optional().meta({ description: 'What is replaced; left out, the whole name is' }),
        to: template,
      })
      .meta({ description: 'A name that would be empty stays' }),
    z
      .strictObject({
        kind: z.literal('regroup'),
        to: template.optional().meta({ description: 'For groups that the table does not have' }),
        table: z
          .array(z.strictObject({ from: groupTitle, to: groupTitle }))
          .max(5_000)
          .default([])
          .meta({ description: 'Groups with their new names, in any case of letters' }),
      })
      .meta({ description: 'Other groups' }),
    numberScheme.meta({ description: 'Numbers by a scheme' }),
    z
      .strictObject({
        kind: z.literal('logo'),
        url: template.optional(),
        file: template.optional().meta({ description: 'One of your own logos, by its name, as `{title}.png`' }),
      })
      .refine(({ url, file }) => (url === undefined) !== (file === undefined), 'give url or file')
      .refine(({ url }) => url === undefined || URL_SCHEME.test(url), 'the address begins with http:// or https://')
      .refine(
        ({ file }) => file === undefined || LOGO_FILE.test(file),
        'a file of a picture, below the folder of logos',
      )
      .meta({ description: 'Another logo' }),
    z
      .strictObject({
        kind: z.literal('guide_shift'),
        minutes: z.int().min(-1_440).max(1_440),
      })
      .meta({ description: 'The guide’s times are this much later; added to what the provider says' }),
  ])
  .meta({ id: 'RuleAction' });

export type RuleAction = z.output<typeof ruleAction>;
export type RuleActionKind = RuleAction['kind'];

export const ruleName = z.string().trim().min(1).max(200);
export const ruleId = z.string().regex(/^r[0-9a-z]{10}$/, 'not the id of a rule');

/** A rule as a person writes it. */
export const draftRule = z.strictObject({
  name: ruleName,
  enabled: z.boolean().default(true),
  when: condition.default({}).meta({ description: 'Left out or empty it is for every stream' }),
  action: ruleAction,
});
export type DraftRule = z.output<typeof draftRule>;

export const rule = draftRule.extend({ id: ruleId }).meta({ id: 'Rule' });
export type Rule = z.output<typeof rule>;

/** A name for an expression or for a condition. */
export const rulePattern = z
  .strictObject({
    name: patternName,
    matches: regularExpression.optional(),
    when: condition.optional(),
  })
  .refine(({ matches, when }) => (matches === undefined) !== (when === undefined), 'give matches or when')
  .meta({ id: 'RulePattern', description: 'A name for a regular expression or for a condition' });
export type RulePattern = z.output<typeof rulePattern>;

export const MAX_RULES = 500;
export const patternList = z
  .array(rulePattern)
  .max(500)
  .superRefine((patterns, context) => {
    const known = new Set<string>();
    for (const [index, { name }] of patterns.entries()) {
      const key = name.toLowerCase();
      if (known.has(key))
        context.addIssue({ code: 'custom', path: [index, 'name'], message: `another pattern is named "${name}"` });
      known.add(key);
    }
  });

/** The document. */
export const ruleBook = z.strictObject({
  patterns: patternList.default([]),
  rules: z.array(rule).max(MAX_RULES).default([]),
});
export type RuleBook = z.output<typeof ruleBook>;

export const noRules: RuleBook = { patterns: [], rules: [] };

/** What is shared: the order is the order, ids are each home's own. */
export const sharedRules = z.strictObject({
  patterns: patternList.default([]),
  rules: z.array(draftRule).max(MAX_RULES).default([]),
});
export type SharedRules = z.output<typeof sharedRules>;
