// JSON as documents have it, printed in slices: one with a decision for each of 60,000 channels is six megabytes.

import type { Sliced } from '../kernel/slices.ts';

/** Below it lies one decision, which is small, and often the same object for many channels. */
const DEEPEST = 3;
const INDENT = `\n${' '.repeat(DEEPEST)}`;

/** The same text as `JSON.stringify(value, null, 1)`, for plain data. */
export function* printed(value: unknown): Sliced<string> {
  const parts: string[] = [];
  const print = printer(parts);
  if (isTree(value)) yield* print(value, 0);
  else parts.push(JSON.stringify(value, null, 1));
  return parts.join('');
}

/** Puts what it prints to `parts`. */
function printer(parts: string[]): (value: object, depth: number) => Sliced<void> {
  const decision = remembering();
  return function* print(value, depth): Sliced<void> {
    const isList = Array.isArray(value);
    const line = `\n${' '.repeat(depth + 1)}`;
    let separator = isList ? '[' : '{';
    for (const key of Object.keys(value)) {
      const part = (value as Readonly<Record<string, unknown>>)[key];
      if (!isList && !isPrinted(part)) continue;
      const before = isList ? separator + line : `${separator}${line}${JSON.stringify(key)}: `;
      separator = ',';
      if (!isPrinted(part)) parts.push(before, 'null');
      else if (!isTree(part)) parts.push(before, JSON.stringify(part));
      else if (depth + 1 === DEEPEST) parts.push(before, decision(part));
      else {
        parts.push(before);
        yield* print(part, depth + 1);
      }
      yield;
    }
    if (separator === ',') parts.push(line.slice(0, -1), isList ? ']' : '}');
    else parts.push(isList ? '[]' : '{}');
  };
}

/** Prints what lies deepest; the same object again costs nothing. */
function remembering(): (value: object) => string {
  let last: object | undefined;
  let text = '';
  return (value) => {
    if (value === last) return text;
    last = value;
    text = JSON.stringify(value, null, 1).replaceAll('\n', INDENT);
    return text;
  };
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null && !('toJSON' in value);

const isPrinted = (value: unknown): boolean =>
  value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
