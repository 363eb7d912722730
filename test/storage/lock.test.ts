import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lockFolder } from '../../src/storage/lock.ts';
import { temporaryFolder } from '../fakes/folder.ts';

test('a second one on the same folder is refused and told which process has it', () => {
  const file = join(temporaryFolder(), 'masthead.lock');
  const lock = lockFolder(file);
  expect(() => lockFolder(file)).toThrow(
    expect.objectContaining({ code: 'storage.locked', message: expect.stringContaining(`process ${process.pid}`) }),
  );
  lock.release();
});

test('a released folder can be taken again', () => {
  const file = join(temporaryFolder(), 'masthead.lock');
  lockFolder(file).release();
  expect(() => lockFolder(file).release()).not.toThrow();
});

test('a lock ends with the process that held it, however that ended', async () => {
  const file = join(temporaryFolder(), 'masthead.lock');
  const module = new URL('../../src/storage/lock.ts', import.meta.url).href;
  const holder = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `const { lockFolder } = await import(${JSON.stringify(module)});
     lockFolder(${JSON.stringify(file)});
     console.log('held');
     setInterval(() => {}, 1000);`,
  ]);
  await once(holder.stdout, 'data');
  expect(() => lockFolder(file)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(`process ${holder.pid}`) }),
  );
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await vi.waitFor(() => lockFolder(file).release(), { timeout: 10_000 }); // the system takes a moment to give it back
  expect(existsSync(file)).toBe(true);
});

test('a damaged lock file is no reason not to start', () => {
  const file = join(temporaryFolder(), 'masthead.lock');
  writeFileSync(file, 'this is no database, but it is long enough to look like one'.repeat(20));
  expect(() => lockFolder(file).release()).not.toThrow();
  expect(existsSync(file)).toBe(true);
});

test('a lock that cannot be opened is not blamed on another Masthead', () => {
  const file = join(temporaryFolder(), 'masthead.lock');
  mkdirSync(file);
  expect(() => lockFolder(file)).toThrow(expect.objectContaining({ code: 'internal' }));
});
