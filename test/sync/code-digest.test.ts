import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { digestOfCode } from '../../src/sync/code-digest.ts';

const home = mkdtempSync(join(tmpdir(), 'masthead-code-'));
afterAll(() => rmSync(home, { recursive: true }));
const root = join(home, 'dist');
mkdirSync(join(root, 'names', 'words'), { recursive: true });
mkdirSync(join(root, 'others'));
const write = (path: string, text: string): void => writeFileSync(join(root, path), text);

write('../package.json', '{"dependencies":{"fuzzball":"2.2.2"}}');

test('another line in any file below is another digest, and what lies elsewhere is not looked at', () => {
  write('names/read.js', 'one');
  write('names/words/fillers.js', 'two');
  const digest = digestOfCode(['names'], root);
  write('others/read.js', 'three');
  expect(digestOfCode(['names'], root)).toBe(digest);
  write('names/words/fillers.js', 'tva');
  expect(digestOfCode(['names'], root)).not.toBe(digest);
  write('names/words/fillers.js', 'two');
  expect(digestOfCode(['names'], root)).toBe(digest);
  renameSync(join(root, 'names/read.js'), join(root, 'names/write.js'));
  expect(digestOfCode(['names'], root)).not.toBe(digest);
});

test('another version of a library is another digest', () => {
  const digest = digestOfCode(['others'], root);
  write('../package.json', '{"dependencies":{"fuzzball":"2.2.3"}}');
  expect(digestOfCode(['others'], root)).not.toBe(digest);
});

test('this very code has a digest', () => {
  expect(digestOfCode(['matching'])).not.toBe(digestOfCode(['kernel']));
});
