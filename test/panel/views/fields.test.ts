import { expect, test } from 'vitest';
import * as z from 'zod';
import { fieldsOf, isDefault, parseTyped, patchOf } from '../../../panel/views/settings/fields.ts';
import { defaultSettings, settingsSchema } from '../../../src/model/settings.ts';

const fields = fieldsOf(
  z.toJSONSchema(settingsSchema, { io: 'input' }) as Parameters<typeof fieldsOf>[0],
  defaultSettings,
);
const field = (path: string) => fields.find((one) => one.path === path)!;

test('every setting there is has a field with a label, and all stand at their defaults', () => {
  expect(fields.length).toBeGreaterThan(25);
  expect(fields.filter(({ label, path }) => label === path)).toEqual([]);
  expect(fields.filter((one) => !isDefault(one)).map(({ path }) => path)).toEqual([]);
});

test('a field knows its control, unit and limits', () => {
  expect(field('streaming.linger_seconds')).toMatchObject({
    control: 'number',
    unit: 's',
    min: 0,
    max: 300,
    isWhole: false,
  });
  expect(field('access')).toMatchObject({ control: 'choice', choices: ['lan', 'everyone', 'login'] });
  expect(field('sync.at_start').control).toBe('switch');
  expect(field('commands.allowed_programs').control).toBe('lines');
  expect(field('streaming.client_limits')).toMatchObject({ control: 'rows' });
  expect(field('strm.refresh').columns).toMatchObject([
    { name: 'kind', control: 'choice', choices: ['jellyfin', 'emby', 'kodi'], isRequired: true },
    { name: 'url', control: 'url', isRequired: true },
    { name: 'api_key', control: 'password' },
  ]);
  expect(fields.filter(({ control }) => control === 'json').map(({ path }) => path)).toEqual([]);
  expect(field('discovery.tuner_count')).toMatchObject({ control: 'number', isNullable: true, isWhole: true });
});

test('what is typed becomes a value, and nothing typed the automatic one where there is one', () => {
  expect(parseTyped(field('discovery.tuner_count'), ' ')).toBeNull();
  expect(parseTyped(field('discovery.tuner_count'), '6')).toBe(6);
  expect(parseTyped(field('commands.allowed_programs'), ' ffmpeg \n\n/usr/bin/vlc')).toEqual([
    'ffmpeg',
    '/usr/bin/vlc',
  ]);
  expect(patchOf('streaming.linger_seconds', 7)).toEqual({ streaming: { linger_seconds: 7 } });
});
