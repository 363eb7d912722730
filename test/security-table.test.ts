// docs/security.md promises a test for each threat: they are there, and hold what is quoted of them.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const rows = readFileSync(join(root, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

test('each row says the threat, what stops it, and the test', () => {
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((cells) => cells.length !== 5 || cells.slice(1, 4).includes(''))).toEqual([]);
});

test.each(rows.map(([, threat = '', , shown = '']) => [threat, shown]))('%s', (_threat, shown) => {
  const files = shown.match(/(?<=`)test\/[\w./-]+(?=`)/g) ?? [];
  expect(files).not.toEqual([]);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  for (const [, file = '', words = ''] of shown.matchAll(/`(test\/[\w./-]+)`: ([^`;|]+?)(?:;|, `|$)/g)) {
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/\s+/g, ' ');
    const said = words.split(', ')[0]!.trim();
    expect(text.includes(said), `${file} does not say "${said}"`).toBe(true);
  }
});
