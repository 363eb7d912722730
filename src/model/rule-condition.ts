// What a rule looks for, as data that a form can edit and a person can write: fields that all have to hold, combined with
// `all`, `any` and `not`.

import * as z from 'zod';
import { PROVIDER_ID } from './ids.ts';

/** What a stream is taken for; `live` is what none of the others are. */
export const RULE_KINDS = ['live', 'radio', 'adult', '24-7', 'event', 'heading', 'movie', 'series'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** As the name claims it; `unsaid` where it claims nothing. */
export const RULE_QUALITIES = ['sd', 'hd', 'fhd', 'uhd', '8k', 'hevc', 'hdr', 'raw', 'unsaid'] as const;
export type RuleQuality = (typeof RULE_QUALITIES)[number];

/** Regional feeds, time shifts and siblings of a channel; `main` where the name says none of them. */
export const RULE_VARIANTS = [
  'main',
  'time-shift',
  'east',
  'west',
  'central',
  'mountain',
  'station',
  'plus',
  'extra',
  'kids',
] as const;
export type RuleVariant = (typeof RULE_VARIANTS)[number];

export const MAX_TEXT = 500;
const MAX_CHOICES = 500;

/** Of a pattern that rules refer to. */
export const patternName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'Of a named pattern', example: 'Sport' });

const text = z.string().min(1).max(MAX_TEXT);
const texts = z.array(text).min(1).max(MAX_CHOICES);

/** RE2's syntax, in any case of letters. Whether it is one is found out by whoever compiles it. */
export const regularExpression = text.meta({ description: 'A regular expression (RE2), in any case of letters' });

export const TEXT_TESTS = ['is', 'contains', 'starts_with', 'ends_with', 'matches', 'pattern'] as const;
export type TextTestKind = (typeof TEXT_TESTS)[number];

const textTest = z
  .strictObject({
    is: texts.optional().meta({ description: 'One of these, in any case of letters' }),
    contains: texts.optional().meta({ description: 'Any of these is in it' }),
    starts_with: texts.optional(),
    ends_with: texts.optional(),
    matches: regularExpression.optional(),
    pattern: patternName.optional().meta({ description: 'A named pattern that is a regular expression' }),
  })
  .refine((test) => Object.keys(test).length > 0, 'says nothing to look for')
  .meta({ id: 'RuleTextTest', description: 'Everything given has to hold' });

export type TextTest = z.output<typeof textTest>;

const code = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z]{2,8}$/, 'a code of letters, as de or uk')
  .meta({ example: 'uk' });
const codes = z.array(code).min(1).max(MAX_CHOICES);
const choiceOf = <const Values extends readonly string[]>(values: Values) =>
  z.array(z.enum(values)).min(1).max(values.length);

const numberTest = z
  .strictObject({
    from: z.number().min(0).max(999_999).optional(),
    to: z.number().min(0).max(999_999).optional(),
  })
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'says neither from nor to')
  .meta({ id: 'RuleNumberTest', description: 'The provider’s own number; a stream without one is in no range' });

/** Fields of a stream that a condition can look at. */
export const TEXT_FIELDS = ['name', 'group', 'tvg_id'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

const fields = {
  name: textTest.optional(),
  group: textTest.optional(),
  tvg_id: textTest.optional(),
  market: codes.optional().meta({ description: 'Country codes, as names, groups and ids say them' }),
  language: codes.optional().meta({ description: 'Language codes that the name’s prefix says' }),
  quality: choiceOf(RULE_QUALITIES).optional(),
  kind: choiceOf(RULE_KINDS).optional(),
  variant: choiceOf(RULE_VARIANTS).optional(),
  provider: z.array(z.string().regex(PROVIDER_ID)).min(1).max(MAX_CHOICES).optional(),
  number: numberTest.optional(),
  pattern: patternName.optional().meta({ description: 'A named pattern that is a condition, or a name’s expression' }),
};

/** Every field given has to hold. An empty one holds always. */
export interface Condition {
  readonly name?: TextTest | undefined;
  readonly group?: TextTest | undefined;
  readonly tvg_id?: TextTest | undefined;
  readonly market?: readonly string[] | undefined;
  readonly language?: readonly string[] | undefined;
  readonly quality?: readonly RuleQuality[] | undefined;
  readonly kind?: readonly RuleKind[] | undefined;
  readonly variant?: readonly RuleVariant[] | undefined;
  readonly provider?: readonly string[] | undefined;
  readonly number?: { readonly from?: number | undefined; readonly to?: number | undefined } | undefined;
  readonly pattern?: string | undefined;
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
  readonly not?: Condition | undefined;
}

/** How deep conditions may lie in one another. Written out, not recursive: no body can nest its way through the stack. */
const LEVELS = 5;
const MAX_BRANCHES = 200;

function conditionAt(level: number): z.ZodType<Condition> {
  const id = level === 0 ? 'RuleCondition' : `RuleCondition${level}`;
  if (level === LEVELS - 1) return z.strictObject(fields).meta({ id });
  const inner = conditionAt(level + 1);
  const branches = z.array(inner).min(1).max(MAX_BRANCHES);
  return z
    .strictObject({
      ...fields,
      all: branches.optional().meta({ description: 'All of these hold' }),
      any: branches.optional().meta({ description: 'One of these holds' }),
      not: inner.optional().meta({ description: 'This does not hold' }),
    })
    .meta({ id });
}

export const condition = conditionAt(0);
