// From the fields of a target's form to what the API is told. Pure.

import { t } from '../../locale/locale.ts';
import { TARGET_KINDS, type NewTarget, type TargetField, type TargetKind } from './target-kinds.ts';

type Kinds = NonNullable<NewTarget['kinds']>;

/** What is typed for a field, from what is stored. */
export function writtenOf(field: TargetField, stored: unknown): string {
  if (stored === undefined || stored === null) return field.initial ?? '';
  if (field.type === 'lines') return (stored as string[]).join('\n');
  if (field.type !== 'pairs') return `${stored as boolean | number | string}`;
  return Object.entries(stored as Readonly<Record<string, string>>)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** @throws Error for a header line without a colon */
export function targetOf(fields: FormData, kind: TargetKind): NewTarget {
  const text = (name: string): string => ((fields.get(name) ?? '') as string).trim();
  const own = TARGET_KINDS[kind].fields.map((field) => [field.name, READ[field.type](text(field.name))] as const);
  const kinds = fields.getAll('kinds') as unknown as Kinds;
  return {
    name: text('name'),
    enabled: true,
    minimum_severity: text('minimum_severity') as NonNullable<NewTarget['minimum_severity']>,
    kinds: fields.has('all_kinds') ? null : kinds,
    daily_summary: fields.has('daily_summary'),
    quiet_hours: fields.has('quiet')
      ? { from: text('from_time'), until: text('until_time'), but_critical: fields.has('but_critical') }
      : null,
    options: { kind, ...Object.fromEntries(own) } as NewTarget['options'],
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const READ: Readonly<Record<TargetField['type'], (text: string) => unknown>> = {
  text: (text) => text,
  area: (text) => text,
  check: (text) => text === 'true',
  choice: (text) => text,
  password: (text) => text,
  number: Number,
  lines: linesOf,
  pairs: (text) => Object.fromEntries(linesOf(text).map(pairOf)),
};

function pairOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(t('field.headers-bad', { line }));
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}
