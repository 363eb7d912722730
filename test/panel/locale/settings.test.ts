// Every setting that there is has its words in the panel (locale.test.ts holds that a word is there in every language), and
// no words are left of settings that are gone.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { settingsSchema } from '../../../src/model/settings.ts';
import { fieldsOf, type JsonSchema } from '../../../panel/views/settings/fields.ts';

const english = JSON.parse(readFileSync(join(import.meta.dirname, '../../../panel/locale/en.json'), 'utf8')) as Record<
  string,
  string
>;
const schema = z.toJSONSchema(settingsSchema, { io: 'input' }) as JsonSchema;
const fields = fieldsOf(schema, settingsSchema.parse({}));
const beginning = (prefix: string): string[] => Object.keys(english).filter((key) => key.startsWith(`${prefix}.`));

test('every setting has its label', () => {
  expect(fields.length).toBeGreaterThan(50);
  expect(fields.map(({ path }) => `setting.${path}`).filter((key) => !(key in english))).toEqual([]);
});

test('every choice of a setting has its word', () => {
  const keys = fields.flatMap(({ path, choices }) => choices.map((choice) => `choice.${path}.${choice}`));
  expect(keys.filter((key) => !(key in english))).toEqual([]);
});

test('every section has its heading', () => {
  const sections = new Set(fields.map(({ section }) => `section.${section}`));
  expect([...sections].filter((key) => !(key in english))).toEqual([]);
});

test('no label is left of a setting that is gone', () => {
  const known = new Set(fields.map(({ path }) => `setting.${path}`));
  expect(beginning('setting').filter((key) => !known.has(key))).toEqual([]);
});
