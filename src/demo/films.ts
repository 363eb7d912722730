// The demo provider's movies and its series: all invented, played from the same two samples.

import type { SampleName } from './channels.ts';
import { SEGMENT_SECONDS, type Loop } from './loop.ts';

export interface DemoFilm {
  readonly number: number;
  /** As providers write them. */
  readonly name: string;
  readonly group: string;
  readonly year: number;
  readonly plot: string;
  readonly genre: string;
  readonly sample: SampleName;
}

const film = (number: number, name: string, year: number, plot: string): DemoFilm => ({
  number,
  name,
  year,
  plot,
  group: year < 2_000 ? 'Classics' : 'New films',
  genre: year < 2_000 ? 'Drama' : 'Adventure',
  sample: number % 2 === 0 ? 'harbour' : 'lighthouse',
});

export const FILMS: readonly DemoFilm[] = [
  film(1, 'EN - The Last Ferry (2019) 4K', 2_019, 'A captain brings everybody home, and stays.'),
  film(2, 'EN - The Last Ferry (2019)', 2_019, 'A captain brings everybody home, and stays.'),
  film(3, 'Low Water | 2023 | 7.1', 2_023, 'What the tide leaves behind is not what it took.'),
  film(4, 'The Lamp Keeper (1958)', 1_958, 'One winter, one lamp, no letters.'),
  film(5, 'Gulls.Over.Pier.Nine.2021.1080p', 2_021, 'Somebody feeds them. Somebody counts them.'),
  film(6, 'DE - Ebbe und Mut (1987)', 1_987, 'Zwei Brüder und ein Boot für einen.'),
];

export interface DemoEpisode {
  readonly number: number;
  readonly season: number;
  readonly episode: number;
  readonly title: string;
}

const TITLES = [
  ['Ropes', 'Fog', 'The Buyer'],
  ['Ice', 'Two Lamps', 'Slack Water'],
] as const;

export const SERIES = {
  number: 1,
  name: 'Harbour Street (2020)',
  group: 'Series',
  year: 2_020,
  plot: 'Everybody on Harbour Street owes somebody something.',
  episodes: TITLES.flatMap((titles, season) =>
    titles.map((title, place): DemoEpisode => ({
      number: (season + 1) * 100 + place + 1,
      season: season + 1,
      episode: place + 1,
      title,
    })),
  ),
} as const;

/** Long enough to seek in. */
export const FILM_SECONDS = 64;

const made = new Map<Loop, Buffer>();

/** The bytes of a film, some ten megabytes, made when the first asks for them. */
export function filmOf(loop: Loop): Buffer {
  const known = made.get(loop);
  if (known) return known;
  const segments = Array.from({ length: FILM_SECONDS / SEGMENT_SECONDS }, (_, number) => loop.segment(number));
  const bytes = Buffer.concat(segments);
  made.set(loop, bytes);
  return bytes;
}
