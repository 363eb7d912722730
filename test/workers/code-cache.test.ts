import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';

const MODULE = JSON.stringify(join(import.meta.dirname, '../../src/workers/code-cache.ts'));

const run = (dataDir: string): string =>
  execFileSync(process.execPath, [
    '--input-type=module',
    '-e',
    `const { keepCompiledCode } = await import(${MODULE}); keepCompiledCode(${JSON.stringify(dataDir)}); console.log('on')`,
  ]).toString();

test('compiled code is kept in the cache of the data folder', () => {
  const folder = temporaryFolder();
  expect(run(folder)).toBe('on\n');
  expect(existsSync(join(folder, 'cache', 'code'))).toBe(true);
});

test('a folder that cannot be written stops nobody', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(run(file)).toBe('on\n');
});
