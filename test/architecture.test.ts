// The one rule of the house, held against the tree as it is. The rules and their own tests are in test/architecture/.

import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { expect, test } from 'vitest';
import { violationsOf } from './architecture/rules.ts';

const root = new URL('..', import.meta.url);
const paths = globSync('{src,test,bench,scripts,panel}/**/*.ts', { cwd: root });
const tree = new Map(paths.map((path) => [path.split(sep).join('/'), readFileSync(new URL(path, root), 'utf8')]));

test('the tree is there to be checked', () => {
  expect([...tree.keys()]).toEqual(expect.arrayContaining(['src/kernel/errors.ts', 'src/main.ts']));
});

test('every file keeps the rules of the house', () => {
  expect(violationsOf(tree)).toEqual([]);
});
