// What is wrong with something that was read, for a person: where, and in plain words. The panel has them in its languages
// (panel/locale/problems, `issues`).

import type * as z from 'zod';

type Issue = z.core.$ZodIssue;
type Sized = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall;

const TYPES: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
};

/** Of texts, of lists, of everything that is counted. */
const SIZES = {
  too_small: {
    string: (least: string) => (least === '1' ? 'must not be empty' : `needs ${least} characters at least`),
    array: (least: string) => `needs ${least} entries at least`,
    number: (least: string) => `must be ${least} or more`,
  },
  too_big: {
    string: (most: string) => `has more than ${most} characters`,
    array: (most: string) => `has more than ${most} entries`,
    number: (most: string) => `must be ${most} or less`,
  },
} as const;

/** Of a thing that is one of several kinds, and says another. */
const KINDS = /^Invalid discriminator value. Expected '(.+)'$/;

/** `streaming.linger_seconds: must be 60 or less; …` */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${wordsOf(issue)}`).join('; ');
}

/** Without its place: `must be 60 or less`. */
export function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return sized(issue, issue.minimum);
    case 'too_big':
      return sized(issue, issue.maximum);
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'is missing' : (TYPES[issue.expected] ?? issue.message);
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.message.startsWith('Invalid ') ? 'is not written as it has to be' : issue.message;
    case 'unrecognized_keys':
      return `knows nothing called ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return issue.message.replace(KINDS, (_, kinds: string) => `must be one of ${kinds.replaceAll(/' \| '/g, ', ')}`);
    default:
      return issue.message;
  }
}

function sized(issue: Sized, limit: bigint | number): string {
  const { origin, inclusive = true, code } = issue;
  if (!inclusive) return issue.message;
  const kind = origin === 'int' ? 'number' : origin;
  return Object.hasOwn(SIZES[code], kind) ? SIZES[code][kind as 'string'](String(limit)) : issue.message;
}
