import { expect, test } from 'vitest';
import * as z from 'zod';
import { changesOf, deepChangesOf } from '../../src/http/api/partial.ts';
import { settingsSchema } from '../../src/model/settings.ts';

test('a change fills nothing in, at any depth', () => {
  expect(deepChangesOf(settingsSchema).parse({})).toEqual({});
  expect(deepChangesOf(settingsSchema).parse({ streaming: { linger_seconds: 9 } })).toEqual({
    streaming: { linger_seconds: 9 },
  });
  expect(changesOf(z.strictObject({ a: z.string().default('x') })).parse({})).toEqual({});
});

test('what is there is held against the schema', () => {
  const changes = deepChangesOf(settingsSchema);
  expect(changes.safeParse({ streaming: { linger_seconds: -1 } }).success).toBe(false);
  expect(changes.safeParse({ streaming: { surprise: 1 } }).success).toBe(false);
  expect(changes.safeParse({ sync: { cron: null } }).success).toBe(true);
});

test('labels and units outlive the defaults', () => {
  const described = JSON.stringify(z.toJSONSchema(deepChangesOf(settingsSchema)));
  expect(described).toContain('"label":"Keep a channel open after its last viewer","unit":"s"');
  expect(described).not.toContain('"default"');
});
