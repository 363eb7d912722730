import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { expect, test } from 'vitest';

const room = new URL('../../src/lineup/', import.meta.url);
/** Settles everything, after a build or a rule: nobody waits for it at a keystroke. */
const LONG = 'settle.task.ts';
const answering = globSync('*.task.ts', { cwd: room }).filter((name) => name !== LONG);

/** Packages that modules load, each by its name. */
function loadedBy(urls: readonly string[]): string[] {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = new Set();
    registerHooks({ resolve: (name, context, next) => (/^[a-z@]/.test(name) && !/^(node|file):/.test(name) && loaded.add(name), next(name, context)) });
    for (const url of ${JSON.stringify(urls)}) await import(url);
    console.log(JSON.stringify([...loaded]));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  ) as string[];
}

test('a thread that answers a person loads nothing that only checks documents', () => {
  expect(answering).toContain('edit.task.ts');
  const loaded = loadedBy(answering.map((name) => new URL(name, room).href));
  expect(loaded).toContain('re2js'); // what they do load is seen
  expect(loaded).not.toContain('zod');
});
