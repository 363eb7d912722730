// From the fields of a provider's form to what the API is told.

import type { Asked } from '../../api/routes.ts';
import { t } from '../../locale/locale.ts';

type Changes = Asked<'PATCH /providers/{id}'>['body'];

/** @throws Error for a header line without a colon */
export function changesOf(fields: FormData): Changes {
  const text = (name: string): string => ((fields.get(name) ?? '') as string).trim();
  const lines = (name: string): string[] =>
    text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const number = (name: string): number | null => (text(name) === '' ? null : Number(text(name)));
  return {
    name: text('name'),
    source: text('source'),
    max_connections: number('max_connections'),
    sync_interval_hours: number('sync_interval_hours'),
    take_guides: fields.has('take_guides'),
    guide_sources: lines('guide_sources'),
    user_agent: text('user_agent'),
    time_zone: text('time_zone') || 'UTC',
    headers: Object.fromEntries(lines('headers').map(headerOf)),
  };
}

function headerOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(t('field.headers-bad', { line }));
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}
