// JSON as documents have it, printed in slices: one with a decision for each of 60,000 channels is six megabytes.

import type { Sliced } from '../kernel/slices.ts';

/** Below it lies one decision, which is small. */
const DEEPEST = 3;

/** The same text as `JSON.stringify(value, null, 1)`, for plain data. */
export function* printed(value: unknown): Sliced<string> {
  const parts: string[] = [];
  yield* print(value, 0, parts);
  return parts.join('');
}

function* print(value: unknown, depth: number, parts: string[]): Sliced<void> {
  if (depth >= DEEPEST || typeof value !== 'object' || value === null || 'toJSON' in value) {
    const text = JSON.stringify(value, null, 1);
    parts.push(depth > 0 && text.includes('\n') ? text.replaceAll('\n', `\n${' '.repeat(depth)}`) : text);
    return;
  }
  const isList = Array.isArray(value);
  const line = `\n${' '.repeat(depth + 1)}`;
  let separator = isList ? '[' : '{';
  for (const key in value) {
    const part = (value as Readonly<Record<string, unknown>>)[key];
    if (!isList && !isPrinted(part)) continue;
    parts.push(separator + line + (isList ? '' : `${JSON.stringify(key)}: `));
    separator = ',';
    if (isPrinted(part)) yield* print(part, depth + 1, parts);
    else parts.push('null');
    yield;
  }
  if (separator === ',') parts.push(line.slice(0, -1), isList ? ']' : '}');
  else parts.push(isList ? '[]' : '{}');
}

const isPrinted = (value: unknown): boolean =>
  value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
