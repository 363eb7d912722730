// Real playlist names against the channels of real XMLTV files.

import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { GuideEntry } from '../../src/matching/guide-match.ts';
import type { Figure } from '../report.ts';

export interface PlaylistRow {
  /** Path of the guide, from the folder that holds the split. */
  readonly xmltv: string;
  readonly name: string;
  readonly playlist: string;
  readonly gold: readonly string[];
  readonly gold_channel: readonly string[];
}

/** `PlutoTV__de.xml.gz` is of `de`; guides of the whole world are of none. */
export function marketOfFile(path: string): string {
  const code = /__([a-z]{2})\.xml/.exec(path)?.[1] ?? '';
  return code === 'gb' ? 'uk' : code;
}

const CHANNEL = /<channel\b[^>]*\bid="([^"]*)"[^>]*>(.*?)<\/channel>/gs;
const DISPLAY_NAME = /<display-name[^>]*>([^<]*)</g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

const unescapeXml = (text: string): string =>
  text.replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The channels of a well-formed guide. A bench may read so; Masthead has a reader that takes any guide. */
export async function readChannels(file: string): Promise<GuideEntry[]> {
  const bytes = await readFile(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return [...text.matchAll(CHANNEL)].map((match) => ({
    id: unescapeXml(match[1] ?? ''),
    names: [...(match[2] ?? '').matchAll(DISPLAY_NAME)]
      .map((name) => unescapeXml(name[1] ?? '').trim())
      .filter(Boolean),
  }));
}

export function scoreEndToEnd(rows: readonly PlaylistRow[], answers: readonly (string | null)[]): Figure[] {
  let [asked, right, answered, wrong] = [0, 0, 0, 0];
  for (const [index, row] of rows.entries()) {
    if (row.gold.length === 0) continue;
    const answer = answers[index] ?? null;
    asked += 1;
    if (answer === null) continue;
    answered += 1;
    if (row.gold.includes(answer)) right += 1;
    else if (!row.gold_channel.includes(answer)) wrong += 1;
  }
  return [
    { figure: 'e2e.top1', value: right / (asked || 1), unit: '', aim: 0.97 },
    { figure: 'e2e.wrong_when_answered', value: wrong / (answered || 1), unit: '' },
  ];
}
