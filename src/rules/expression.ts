// Regular expressions that people write: RE2's, so that none takes more than linear time, whatever it is matched with.

import { RE2JS } from 're2js';

/** What an expression's groups have caught, by number and by name; empty for those that caught nothing. */
export type Captures = (key: string) => string;

export interface Expression {
  /** Whether it has a group of this number or name. */
  catches(key: string): boolean;
  test(text: string): boolean;
  /** Of the first match. */
  match(text: string): Captures | undefined;
  replaceAll(text: string, by: (captures: Captures) => string): string;
}

export type Compiled =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly message: string };

/** Linear still means steps a letter: an expression of 100,000 instructions would hold up a list for minutes. */
const MOST_INSTRUCTIONS = 2_000;
/** No channel's name is longer; what comes after is not looked at. */
const LOOKED_AT = 500;

export const noCaptures: Captures = () => '';

export function compileExpression(source: string): Compiled {
  try {
    const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    if (pattern.programSize() > MOST_INSTRUCTIONS) return { ok: false, message: 'too large an expression' };
    return { ok: true, expression: expressionOf(pattern) };
  } catch (error) {
    return { ok: false, message: explain(source, error) };
  }
}

const looked = (text: string): string => (text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text);

function expressionOf(pattern: RE2JS): Expression {
  const names: Readonly<Record<string, number>> = pattern.namedGroups();
  type Match = ReturnType<RE2JS['matcher']>;
  const capturesOf = (match: Match): Captures => {
    const count = match.groupCount();
    const groups = Array.from({ length: count + 1 }, (_, index) => match.group(index) ?? '');
    return (key) => groups[names[key] ?? Number(key)] ?? '';
  };
  return {
    catches: (key) => (names[key] ?? Number(key)) <= pattern.groupCount(),
    test: (text) => pattern.test(looked(text)),
    match: (text) => {
      if (!pattern.test(looked(text))) return undefined; // much quicker than a matcher
      const match = pattern.matcher(looked(text));
      return match.find() ? capturesOf(match) : undefined;
    },
    replaceAll: (text, by) => {
      const source = looked(text);
      if (!pattern.test(source)) return text;
      const match = pattern.matcher(source);
      let result = '';
      let at = 0;
      while (match.find()) {
        result += source.slice(at, match.start()) + by(capturesOf(match));
        at = match.end();
      }
      return result + text.slice(at);
    },
  };
}

/** `missing closing ) at character 4`. */
function explain(source: string, error: unknown): string {
  const { error: reason, input } = error as { readonly error?: unknown; readonly input?: unknown };
  if (typeof reason !== 'string') return 'not a regular expression';
  const at = placeOf(source, reason, typeof input === 'string' ? input : '');
  return `${reason} at character ${at + 1}`;
}

function placeOf(source: string, reason: string, fragment: string): number {
  const parentheses = unbalanced(source);
  if (reason.includes(')') && parentheses !== undefined) return parentheses;
  return Math.max(0, source.lastIndexOf(fragment));
}

/** Where a parenthesis stands that has no other half, outside of classes. */
function unbalanced(source: string): number | undefined {
  const open: number[] = [];
  let isInClass = false;
  for (let index = 0; index < source.length; index += 1) {
    const letter = source[index];
    if (letter === '\\') index += 1;
    else if (letter === '[') isInClass = true;
    else if (letter === ']') isInClass = false;
    else if (letter === '(' && !isInClass) open.push(index);
    else if (letter === ')' && !isInClass && open.pop() === undefined) return index;
  }
  return open.at(-1);
}
