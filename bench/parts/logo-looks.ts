// The logos of a data split, looked at, and how alike the pairs to be judged are.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../src/logos/decode.ts';
import { likeness, SAME_ARTWORK, SAME_FAMILY } from '../../src/logos/likeness.ts';
import { look } from '../../src/logos/look.ts';
import type { View } from '../../src/logos/mask.ts';
import type { LogoPair } from '../ruler/logos.ts';

interface LogoFile {
  readonly file: string;
  /** Who has it: one source has one logo for each channel, or for a family. */
  readonly source: string;
}

export interface LogoScores {
  readonly pairs: readonly LogoPair[];
  /** By sight alone. */
  readonly alone: readonly number[];
  /** As matching takes it: what a source uses for several channels says nothing, nor does what is not the same. */
  readonly guarded: readonly number[];
  readonly msPerLogo: number;
}

const readJsonLines = <Line>(file: string): Line[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

export async function scoreLogoPairs(dataDir: string): Promise<LogoScores> {
  const folder = join(dataDir, 'logos');
  const files = readJsonLines<LogoFile>(join(folder, 'index.jsonl'));
  const startedAt = performance.now();
  const views = new Map<string, readonly View[]>();
  for (const { file } of files) views.set(file, look(await decode(readFileSync(join(folder, file)))).views);
  const msPerLogo = (performance.now() - startedAt) / files.length;
  const pairs = readJsonLines<LogoPair>(join(folder, 'pairs.jsonl'));
  const ofFile = (file: string): readonly View[] => views.get(file) ?? [];
  const alone = pairs.map(({ a, b }) => likeness(ofFile(a), ofFile(b)));
  const families = familiesOf(files, ofFile);
  const guarded = pairs.map(({ a, b }, at) => {
    const score = alone[at]!;
    return families.has(a) || families.has(b) || score <= SAME_ARTWORK ? -1 : score;
  });
  return { pairs, alone, guarded, msPerLogo };
}

/** Logos that one source has for several channels. */
function familiesOf(files: readonly LogoFile[], viewsOf: (file: string) => readonly View[]): Set<string> {
  const families = new Set<string>();
  for (const own of Map.groupBy(files, ({ source }) => source).values()) {
    for (const [at, { file }] of own.entries()) {
      for (const { file: other } of own.slice(at + 1)) {
        if (likeness(viewsOf(file), viewsOf(other)) <= SAME_FAMILY) continue;
        families.add(file);
        families.add(other);
      }
    }
  }
  return families;
}
