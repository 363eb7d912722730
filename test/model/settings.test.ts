import { expect, test } from 'vitest';
import * as z from 'zod';
import { defaultSettings, settingsSchema } from '../../src/model/settings.ts';

test('the defaults are the ones that the documentation promises', () => {
  expect(defaultSettings).toMatchObject({
    access: 'lan',
    streaming: {
      linger_seconds: 5,
      stall_seconds: 3,
      retry_attempts: 5,
      retry_backoff_multiplier: 1.5,
      buffer_mebibytes: null,
    },
    sync: { interval_hours: 12, cron: null, at_start: true },
    guide: { days_back: 1, days_ahead: 7, asked_per_minute: 20, placeholders: 'missing', events_from_names: true },
    discovery: { tuner_count: null, friendly_name: 'Masthead' },
    lineup: { enable_new_channels: true, first_number: 1 },
  });
});

test('what is left out takes its default, what is said stays', () => {
  const settings = settingsSchema.parse({ guide: { days_ahead: 3 } });
  expect(settings).toEqual({ ...defaultSettings, guide: { ...defaultSettings.guide, days_ahead: 3 } });
});

test.each([
  [{ streaming: { linger: 5 } }, 'streaming'],
  [{ streaming: { linger_seconds: -1 } }, 'streaming.linger_seconds'],
  [{ discovery: { tuner_count: 0 } }, 'discovery.tuner_count'],
  [{ access: 'all' }, 'access'],
  [{ guide: { days_ahead: '7' } }, 'guide.days_ahead'],
])('%j is refused at %s', (input, path) => {
  const result = settingsSchema.safeParse(input);
  expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});

interface Described {
  readonly label?: string;
  readonly unit?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

const leaves = (node: Described, path = ''): [string, Described][] =>
  node.properties
    ? Object.entries(node.properties).flatMap(([name, child]) => leaves(child, path ? `${path}.${name}` : name))
    : [[path, node]];
const all = leaves(z.toJSONSchema(settingsSchema, { io: 'input' }) as Described);

test('every setting has a label', () => {
  expect(all.length).toBeGreaterThan(10);
  expect(all.filter(([, { label }]) => !/^\p{Lu}/u.test(label ?? '')).map(([path]) => path)).toEqual([]);
});

const UNITS: Readonly<Record<string, string>> = { seconds: 's', ms: 'ms', hours: 'h', mebibytes: 'MiB' };

test('a setting whose name ends in a unit says that unit', () => {
  const named = all.map(([path, { unit }]) => ({ path, unit, by: UNITS[path.slice(path.lastIndexOf('_') + 1)] }));
  expect(named.filter(({ unit, by }) => by !== undefined && by !== unit)).toEqual([]);
});
