// What differs between before and after, field by field, as short texts. Pure.

export interface Differing {
  /** Empty where the whole thing is one value. */
  readonly field: string;
  readonly was: string;
  readonly is: string;
}

const LONGEST = 120;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `–` stands for nothing. */
function inShort(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

export function fieldsThatDiffer(before: unknown, after: unknown): Differing[] {
  if (!isFields(before) && !isFields(after)) return [{ field: '', was: inShort(before), is: inShort(after) }];
  const [was, is] = [isFields(before) ? before : {}, isFields(after) ? after : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((field) => ({ field, was: inShort(was[field]), is: inShort(is[field]) }))
    .filter((one) => one.was !== one.is);
}
