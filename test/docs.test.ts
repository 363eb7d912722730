// What people read about settings, against the settings that there are.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultSettings } from '../src/model/settings.ts';

const DOCS = readFileSync(new URL('../DOCS.md', import.meta.url), 'utf8');

function namesIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => namesIn(inner, path === '' ? key : `${path}.${key}`));
}

test('every setting is in DOCS.md by its full name', () => {
  expect(namesIn(defaultSettings).filter((name) => !DOCS.includes(`\`${name}\``))).toEqual([]);
});
