// What a first visit loads, as the build says: the page, its entry, and all that these import.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const BUILT = join(import.meta.dirname, '../../dist/panel');
const MOST_BYTES = 150_000;
/** What is there from the start, and what the dashboard adds. */
const FIRST = ['index.html', 'views/on-air/on-air.ts'];

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

test.skipIf(!existsSync(BUILT))('a first load of the dashboard stays under 150 kB', () => {
  const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = new Set<string>(['index.html']);
  const add = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is not in the build`);
    if (files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(add);
  };
  FIRST.forEach(add);
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(BUILT, file))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(20_000);
  expect(total).toBeLessThan(MOST_BYTES);
});
