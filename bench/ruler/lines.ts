// JSON lines, gzipped or not, in and out.

import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export function readLines<Line>(file: string): Line[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

export function writeLines(file: string, lines: readonly unknown[]): void {
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

const QUALITY = /\b(?:uhd|fhd|hd|sd|4k|8k|hevc|h265|h264|raw|hq|lq|\d{3,4}[pi]|50fps|60fps)\b/g;

/** A name as the ruler compares names: letters and digits without accents, brackets and qualities. */
export function plainKey(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\[[^\]]*\]|\([^)]*\)/g, ' ')
    .replaceAll(QUALITY, ' ')
    .replaceAll(/[^\p{L}\p{N}+]+/gu, '');
}
