import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';

const FOLDER = JSON.stringify(join(import.meta.dirname, '../../src/storage/folder.ts'));
const MODULE = JSON.stringify(join(import.meta.dirname, '../../src/workers/code-cache.ts'));

const run = (dataDir: string): string =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { keepCompiledCode } = await import(${MODULE}); const { makeFolder } = await import(${FOLDER}); keepCompiledCode(makeFolder, ${JSON.stringify(dataDir)}); console.log('on')`,
    ],
    { timeout: 10_000, killSignal: 'SIGKILL' },
  ).toString();

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

test('nor does one that cannot be made, where Node alone would try for ever', () => {
  expect(run('/proc/masthead')).toBe('on\n');
});

test('it is written when that is asked for, not at the end of the process', () => {
  const folder = temporaryFolder();
  const said = execFileSync(process.execPath, [
    '--input-type=module',
    '-e',
    `const { keepCompiledCode, writeCompiledCode } = await import(${MODULE});
     const { readdirSync } = await import('node:fs');
     const kept = () => readdirSync(${JSON.stringify(join(folder, 'cache', 'code'))}, { recursive: true }).length;
     const { makeFolder } = await import(${FOLDER});
     keepCompiledCode(makeFolder, ${JSON.stringify(folder)});
     await import(${JSON.stringify(join(import.meta.dirname, '../../src/kernel/units.ts'))});
     const before = kept();
     writeCompiledCode();
     console.log(kept() - before);`,
  ]).toString();
  expect(Number(said)).toBeGreaterThan(0);
  expect(readdirSync(join(folder, 'cache', 'code')).length).toBeGreaterThan(0);
});
