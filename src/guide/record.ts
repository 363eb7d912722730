// A programme as one line of JSON in a block, and blocks as bytes. Compressed by the dozen, lines take a third of the room
// of a row each (docs/decisions/0006-guide-store.md).

import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Programme } from '../model/programme.ts';

const FLAGS = ['isNew', 'isLive', 'isPremiere', 'isRepeat'] as const;

/** One line, without its end. It begins with the start, so that a line can be passed over without reading it. */
export function encodeProgramme(programme: Programme): string {
  return JSON.stringify([
    programme.startAt,
    programme.stopAt,
    programme.title,
    programme.subTitle,
    programme.description,
    programme.categories,
    programme.iconUrl,
    programme.season,
    programme.episode,
    programme.episodeNumbers,
    programme.date,
    programme.rating,
    programme.starRating,
    programme.credits.map(({ role, name }) => [role, name]),
    flagsOf(programme),
    programme.catchupId,
  ]);
}

type Fields = [
  startAt: number,
  stopAt: number,
  title: string,
  subTitle: string,
  description: string,
  categories: string[],
  iconUrl: string,
  season: number,
  episode: number,
  episodeNumbers: string[],
  date: string,
  rating: string,
  starRating: string,
  credits: [role: string, name: string][],
  flags: number,
  catchupId: string,
];

export function decodeProgramme(line: string): Programme {
  const fields = JSON.parse(line) as Fields;
  const flags = fields[14];
  return {
    startAt: fields[0],
    stopAt: fields[1],
    title: fields[2],
    subTitle: fields[3],
    description: fields[4],
    categories: fields[5],
    iconUrl: fields[6],
    season: fields[7],
    episode: fields[8],
    episodeNumbers: fields[9],
    date: fields[10],
    rating: fields[11],
    starRating: fields[12],
    credits: fields[13].map(([role, name]) => ({ role, name })),
    isNew: (flags & 1) !== 0,
    isLive: (flags & 2) !== 0,
    isPremiere: (flags & 4) !== 0,
    isRepeat: (flags & 8) !== 0,
    catchupId: fields[15],
  };
}

function flagsOf(programme: Programme): number {
  let flags = 0;
  for (let bit = 0; bit < FLAGS.length; bit += 1) if (programme[FLAGS[bit]!]) flags |= 1 << bit;
  return flags;
}

/** The start that a line begins with, epoch milliseconds. */
export const startOf = (line: string): number => Number(line.slice(1, line.indexOf(',')));

const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** @param lines UTF-8, each line with its end */
export function packLines(lines: Uint8Array): Uint8Array {
  return zstdCompressSync(lines, PACKING);
}

export function unpackLines(data: Uint8Array): string[] {
  const lines = zstdDecompressSync(data).toString('utf8').split('\n');
  lines.pop(); // after the last line's end
  return lines;
}
