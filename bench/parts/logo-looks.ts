// The logos of a data split, looked at, and how alike the pairs to be judged are.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { artworksOf } from '../../src/logos/artworks.ts';
import { decode } from '../../src/logos/decode.ts';
import { Likeness } from '../../src/logos/likeness.ts';
import { look } from '../../src/logos/look.ts';
import type { View } from '../../src/logos/mask.ts';
import { packAll, type PackedLooks } from '../../src/logos/packed-looks.ts';
import type { LogoPair } from '../ruler/logos.ts';

interface LogoFile {
  readonly file: string;
  /** Who has it, and for which channel of its own: one source has one logo for each channel, or for a family. */
  readonly source: string;
  readonly channel: string;
}

export interface LogoScores {
  readonly pairs: readonly LogoPair[];
  /** By sight alone. */
  readonly alone: readonly number[];
  /** As matching takes it: one artwork or not, and what a source uses for several channels says nothing. */
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
  const sources = [...new Set(files.map(({ source }) => source))];
  const looks = packAll(
    files.map(({ file, source }, at) => ({
      number: at + 1,
      views: views.get(file)!,
      sources: [sources.indexOf(source)],
    })),
  );
  const likeness = new Likeness(looks);
  const placeOf = new Map(files.map(({ file }, at) => [file, at]));
  const alone = pairs.map(({ a, b }) => likeness.ofLogos(placeOf.get(a)!, placeOf.get(b)!));
  const guarded = artworkScores(files, looks, pairs);
  return { pairs, alone, guarded, msPerLogo };
}

/** As matching takes it: 1 for two logos of one artwork that no source shows for two channels. */
function artworkScores(files: readonly LogoFile[], looks: PackedLooks, pairs: readonly LogoPair[]): number[] {
  const artworks = artworksOf(looks);
  const artworkOf = new Map(files.map(({ file }, at) => [file, artworks[at]!]));
  const shownBy = Map.groupBy(files, ({ file, source }) => `${artworkOf.get(file)} ${source}`);
  const families = new Set<number>();
  for (const shown of shownBy.values()) {
    if (new Set(shown.map(({ channel }) => channel)).size > 1) families.add(artworkOf.get(shown[0]!.file)!);
  }
  return pairs.map(({ a, b }) => {
    const artwork = artworkOf.get(a)!;
    return artwork === artworkOf.get(b) && artwork !== 0 && !families.has(artwork) ? 1 : -1;
  });
}
