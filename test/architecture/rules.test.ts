// Every rule of the house is seen to fail on a small invented tree, and to let the allowed neighbour of the case pass.

import { expect, test } from 'vitest';
import { violationsOf } from './rules.ts';

const check = (files: Record<string, string>): string[] =>
  violationsOf(new Map(Object.entries(files))).map(({ rule, where }) => `${rule} ${where}`);

const imports = (path: string): string => `import { x } from '${path}';\nexport const y = x;\n`;
const leaf = 'export const x = 1;\n';

test('a room may import from any lower floor and from itself', () => {
  const files = {
    'src/guide/store.ts': imports('../kernel/log.ts') + "import type { z } from './window.ts'; export type Z = z;",
    'src/guide/window.ts': 'export type z = 1;',
    'src/kernel/log.ts': leaf,
  };
  expect(check(files)).toEqual([]);
});

test('nobody imports from a higher floor', () => {
  const files = { 'src/storage/database.ts': imports('../sync/pipeline.ts'), 'src/sync/pipeline.ts': leaf };
  expect(check(files)).toEqual(['direction src/storage/database.ts:1']);
});

test('rooms of one floor do not see each other', () => {
  const files = { 'src/lineup/build.ts': imports('../guide/store.ts'), 'src/guide/store.ts': leaf };
  expect(check(files)).toEqual(['direction src/lineup/build.ts:1']);
});

test.each([
  ['a type import', "import type { T } from '../guide/t.ts';\nexport type U = T;"],
  ['an import type', "export type U = import('../guide/t.ts').T;"],
  ['a re-export', "export { T } from '../guide/t.ts';"],
  ['a dynamic import', "export const load = () => import('../guide/t.ts');"],
  ['a dynamic import of a template', 'export const load = () => import(`../guide/t.ts`);'],
  ['the URL of a task', "export const url = taskUrl(import.meta, '../guide/t');"],
  ['a URL made by hand', "export const url = new URL('../guide/t.ts', import.meta.url);"],
  ['an import for its effects', "import '../guide/t.ts';"],
])('%s counts as an import', (_, source) => {
  const files = { 'src/lineup/build.ts': source, 'src/guide/t.ts': 'export type T = 1;' };
  expect(check(files)).toEqual(['direction src/lineup/build.ts:1']);
});

test.each(['formats', 'providers', 'outputs'])('sub-folders of %s are strangers to each other', (room) => {
  const files = { [`src/${room}/m3u/read.ts`]: imports('../xmltv/times.ts'), [`src/${room}/xmltv/times.ts`]: leaf };
  expect(check(files)).toEqual([`direction src/${room}/m3u/read.ts:1`]);
});

test.each(['formats', 'providers', 'outputs'])('%s itself does not know its kinds, they may know it', (room) => {
  const up = { [`src/${room}/m3u/read.ts`]: imports('../common.ts'), [`src/${room}/common.ts`]: leaf };
  const down = { [`src/${room}/common.ts`]: imports('./m3u/read.ts'), [`src/${room}/m3u/read.ts`]: leaf };
  expect(check(up)).toEqual([]);
  expect(check(down)).toEqual([`direction src/${room}/common.ts:1`]);
});

test('only app knows the kinds of providers; formats are open to everyone above', () => {
  const provider = { 'src/sync/run.ts': imports('../providers/m3u/kind.ts'), 'src/providers/m3u/kind.ts': leaf };
  const app = { 'src/app.ts': imports('./providers/m3u/kind.ts'), 'src/providers/m3u/kind.ts': leaf };
  const format = { 'src/sync/run.ts': imports('../formats/m3u/read.ts'), 'src/formats/m3u/read.ts': leaf };
  expect(check(provider)).toEqual(['direction src/sync/run.ts:1']);
  expect(check(app)).toEqual([]);
  expect(check(format)).toEqual([]);
});

test('only app knows the faces, and main knows app', () => {
  const main = { 'src/main.ts': imports('./http/server.ts'), 'src/http/server.ts': leaf };
  const app = {
    'src/main.ts': imports('./app.ts'),
    'src/app.ts': imports('./http/server.ts'),
    'src/http/server.ts': leaf,
  };
  expect(check(main)).toEqual(['direction src/main.ts:1']);
  expect(check(app)).toEqual([]);
});

test('a file lives in a room of the plan', () => {
  expect(check({ 'src/cellar/wine.ts': leaf, 'src/loose.ts': leaf, 'src/options.ts': leaf })).toEqual([
    'room src/cellar/wine.ts',
    'room src/loose.ts',
  ]);
});

test('the product does not import from tests, benches or scripts', () => {
  const files = { 'src/demo/server.ts': imports('../../test/fakes/x.ts'), 'test/fakes/x.ts': leaf };
  expect(check(files)).toEqual(['outside src/demo/server.ts:1']);
});

test('vocabulary and formats do no input or output', () => {
  const source = "import { open } from 'node:fs/promises';\nexport const x = open;";
  const bare = "import { connect } from 'net';\nexport const x = connect;";
  expect(check({ 'src/formats/m3u/read.ts': source })).toEqual(['pure src/formats/m3u/read.ts:1']);
  expect(check({ 'src/model/ids.ts': bare })).toEqual(['pure src/model/ids.ts:1']);
  expect(check({ 'src/storage/document.ts': source })).toEqual([]);
});

test('imports do not run in circles, not even those of types', () => {
  const files = {
    'src/guide/a.ts': imports('./b.ts'),
    'src/guide/b.ts': imports('./c.ts'),
    'src/guide/c.ts': "import type { y } from './a.ts';\nexport const x: typeof y = 1;",
  };
  expect(check(files)).toEqual(['cycle src/guide/a.ts']);
});

test('a task does not import the file that runs it', () => {
  const files = {
    'src/guide/list.ts': "export const x = 1; export const url = taskUrl(import.meta, './list.task');",
    'src/guide/list.task.ts': imports('./list.ts'),
  };
  expect(check(files)).toEqual(['cycle src/guide/list.task.ts']);
});

test('the URL of a task leads to a file', () => {
  expect(check({ 'src/guide/list.ts': "export const url = taskUrl(import.meta, './gone.task');" })).toEqual([
    'worker src/guide/list.ts:1',
  ]);
});

test('only the loader of providers loads a module whose name it is handed', () => {
  const source = 'export const load = (url: string) => import(url);';
  expect(check({ 'src/guide/load.ts': source })).toEqual(['computed src/guide/load.ts:1']);
  expect(check({ 'src/sync/provider-module.ts': source })).toEqual([]);
});

test('there are no barrels', () => {
  const files = { 'src/guide/all.ts': "export * from './store.ts';", 'src/guide/store.ts': leaf };
  expect(check(files)).toEqual(['barrel src/guide/all.ts:1']);
});

test('a file of more than 400 lines is too long, wherever it lies', () => {
  expect(check({ 'bench/long.ts': '\n'.repeat(401), 'bench/full.ts': '\n'.repeat(400) })).toEqual([
    'length bench/long.ts',
  ]);
});

test('names are kebab-case nouns that say something', () => {
  const names = ['singleFlight', 'string-utils', 'index', 'helper'];
  const files = Object.fromEntries([...names, 'market-index'].map((name) => [`src/kernel/${name}.ts`, leaf]));
  expect(check(files)).toEqual(names.map((name) => `name src/kernel/${name}.ts`));
});
