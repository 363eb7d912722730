import { expect, test } from 'vitest';
import { systemClock as clock } from '../../src/kernel/clock.ts';
import { SECOND_MS } from '../../src/kernel/units.ts';
import { inquire } from '../../src/processes/inquiry.ts';

const asked = (script: string, more: Partial<Parameters<typeof inquire>[0]> = {}) =>
  inquire({ file: '/bin/sh', args: ['-c', script], clock, mostMs: 10 * SECOND_MS, ...more });

test('what it is handed, what it writes and what it complains of', async () => {
  const input = Buffer.alloc(1_000_000, 'x');
  expect(await asked('wc -c <&3; echo oh >&2', { input })).toEqual({
    output: Buffer.from('1000000\n'),
    isWhole: true,
    messages: ['oh'],
  });
});

test('one that fails, writes without end, takes too long or is not wanted any more has not said all', async () => {
  const failed = await asked('echo half; exit 3');
  expect([failed.output.toString(), failed.isWhole]).toEqual(['half\n', false]);
  const endless = await asked('yes');
  expect(endless.isWhole).toBe(false);
  expect(endless.output.length).toBeLessThanOrEqual(1_048_576);
  expect((await asked('sleep 60', { mostMs: 50 })).isWhole).toBe(false);
  expect((await asked('sleep 60', { signal: AbortSignal.abort() })).isWhole).toBe(false);
});
