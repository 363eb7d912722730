// Where a program is found, and what is none.

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Programs } from '../../src/processes/programs.ts';
import { temporaryFolder } from '../fakes/folder.ts';

function install(folder: string, name: string, mode = 0o755): string {
  const file = join(folder, name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
}

test('a name is found in the first folder of PATH that has it', () => {
  const [first, second] = [temporaryFolder(), temporaryFolder()];
  const file = install(second, 'player');
  expect(new Programs(`${first}:${second}`).find('player')).toBe(file);
});

test('an absolute path is taken as it is', () => {
  const file = install(temporaryFolder(), 'player');
  expect(new Programs('').find(file)).toBe(file);
});

test.each(['../player', './player', 'bin/player', 'play er', '-player/..', '', '$(player)'])(
  '%j is no program',
  (name) => {
    const folder = temporaryFolder();
    install(folder, 'player');
    expect(new Programs(folder).find(name)).toBeUndefined();
  },
);

test('a folder, a file that may not be run and a relative folder of PATH are passed over', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder'));
  install(folder, 'text', 0o644);
  const programs = new Programs(`${folder}:.`);
  expect(programs.find('folder')).toBeUndefined();
  expect(programs.find('text')).toBeUndefined();
  expect(programs.find('package.json')).toBeUndefined();
});

test('what is installed later is found, what is removed is lost', () => {
  const folder = temporaryFolder();
  const programs = new Programs(folder);
  expect(programs.find('player')).toBeUndefined();
  const file = install(folder, 'player');
  expect(programs.find('player')).toBe(file);
  chmodSync(file, 0o644);
  expect(programs.find('player')).toBeUndefined();
});
