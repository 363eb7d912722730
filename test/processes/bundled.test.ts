import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundledFfprobe } from '../../src/processes/bundled.ts';
import { Programs } from '../../src/processes/programs.ts';
import { temporaryFolder } from '../fakes/folder.ts';

function refuse(): never {
  throw new Error('unsupported platform');
}

test('the package that brings ffprobe is used where it is installed and has one that can be run', () => {
  const programs = new Programs('');
  const file = join(temporaryFolder(), 'ffprobe');
  const find = (): string | undefined => bundledFfprobe(programs, () => ({ path: file }));
  expect(find()).toBeUndefined();
  writeFileSync(file, '#!/bin/sh\n');
  expect(find()).toBeUndefined();
  chmodSync(file, 0o755);
  expect(find()).toBe(file);
});

test('where the package knows nothing of the platform, there is none', () => {
  expect(bundledFfprobe(new Programs(''), () => ({ path: '' }))).toBeUndefined();
  expect(bundledFfprobe(new Programs(''), refuse)).toBeUndefined();
});
