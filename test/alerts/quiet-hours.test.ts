// Quiet hours go by the clock on the wall, also in the nights in which it is changed. A process of its own has another zone.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const MODULE = new URL('../../src/alerts/quiet-hours.ts', import.meta.url).href;

async function inBerlin(expression: string): Promise<unknown> {
  const script = `const { nextAt, tellableAt } = await import(${JSON.stringify(MODULE)});
    const at = (text) => Date.parse(text);
    const iso = (instant) => new Date(instant).toISOString().slice(0, 16);
    console.log(JSON.stringify(${expression}));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: 'Europe/Berlin' },
  });
  return JSON.parse(stdout);
}

const tellable = (instants: readonly string[], from: string, until: string): Promise<unknown> =>
  inBerlin(
    `${JSON.stringify(instants)}.map((one) => iso(tellableAt(at(one), { from: '${from}', until: '${until}', but_critical: true })))`,
  );

test('over midnight: what happens before, in and after them', async () => {
  expect(
    await tellable(
      ['2026-11-25T20:59Z', '2026-11-25T21:00Z', '2026-11-25T23:30Z', '2026-11-26T05:59Z', '2026-11-26T06:00Z'],
      '22:00',
      '07:00',
    ),
  ).toEqual(['2026-11-25T20:59', '2026-11-26T06:00', '2026-11-26T06:00', '2026-11-26T06:00', '2026-11-26T06:00']);
});

test('within a day, and hours that begin when they end are none', async () => {
  expect(await tellable(['2026-11-25T11:59Z', '2026-11-25T12:00Z'], '13:00', '15:00')).toEqual([
    '2026-11-25T11:59',
    '2026-11-25T14:00',
  ]);
  expect(await tellable(['2026-11-25T12:00Z'], '13:00', '13:00')).toEqual(['2026-11-25T12:00']);
});

test('the night that is an hour shorter, and the one that is longer, end at seven all the same', async () => {
  expect(await tellable(['2026-03-28T22:00Z', '2026-10-24T21:00Z'], '22:00', '07:00')).toEqual([
    '2026-03-29T05:00',
    '2026-10-25T06:00',
  ]);
});

test('in the hour that comes twice they end soon, not a day later', async () => {
  expect(await tellable(['2026-10-25T00:15Z', '2026-10-25T01:15Z'], '22:00', '02:30')).toEqual([
    '2026-10-25T00:30',
    '2026-10-25T01:30',
  ]);
});

test('the daily summary comes at eight by the wall, each day once', async () => {
  const days = `['2026-03-28T12:00Z', '2026-03-29T06:00Z', '2026-10-24T12:00Z'].map((one) => iso(nextAt('08:00', at(one))))`;
  expect(await inBerlin(days)).toEqual(['2026-03-29T06:00', '2026-03-30T06:00', '2026-10-25T07:00']);
});
