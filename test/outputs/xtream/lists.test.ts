// What is written by hand is JSON, of the types on which the strictest clients insist, whatever names hold.

import { expect, test } from 'vitest';
import type { Title, TitleId } from '../../../src/model/title.ts';
import { liveStream } from '../../../src/outputs/xtream/live-lists.ts';
import { smallIdsOf } from '../../../src/outputs/xtream/small-ids.ts';
import { movieText } from '../../../src/outputs/xtream/title-lists.ts';
import { channelOf, lineupOf } from '../../fakes/lineup-of.ts';

const HOSTILE = 'Say "Hi" \\ \u0000\n\ud83d ÄÖ 🌊';

const film: Title = {
  id: 77 as TitleId,
  kind: 'movie',
  number: 12,
  name: HOSTILE,
  year: 2008,
  tmdbId: 603,
  group: HOSTILE,
  posterUrl: 'http://poster.invalid/1.jpg',
  rating: 6.549,
  addedAt: 1_770_452_579_000,
  extension: 'mkv',
  detail: { plot: HOSTILE, cast: 'A "B"' },
};

test('a movie', () => {
  const read = JSON.parse(movieText(film, 3, 'http://tv:5004')) as Record<string, unknown>;
  expect(read).toMatchObject({
    num: 3,
    name: `${HOSTILE} (2008)`,
    title: HOSTILE,
    year: '2008',
    stream_id: 12,
    stream_icon: 'http://tv:5004/logo/t00000000025',
    rating: 6.549,
    rating_5based: 3.3,
    added: '1770452579',
    category_ids: [Number(read['category_id'])],
    container_extension: 'mkv',
    plot: HOSTILE,
    cast: 'A "B"',
    tmdb: '603',
  });
});

test('a movie of which nothing is known has every key all the same', () => {
  const unknown = { ...film, year: 0, tmdbId: 0, posterUrl: '', rating: 0, addedAt: 0, detail: {}, group: '' };
  const read = JSON.parse(movieText(unknown, 1, 'http://tv')) as Record<string, unknown>;
  expect(Object.keys(read)).toEqual(Object.keys(JSON.parse(movieText(film, 1, 'http://tv')) as object));
  expect(Object.values(read)).not.toContain(null);
  expect(read).toMatchObject({ year: '', tmdb: '', stream_icon: '', rating: 0, added: '1577836800' });
});

test('a channel', async () => {
  const channel = channelOf('5.1', HOSTILE, { group: 'News "now"', logoUrl: 'http://logo', catchupDays: 2.5 });
  const ids = await smallIdsOf(lineupOf([channel]));
  const read = JSON.parse(liveStream(channel, 1, { base: 'http://tv', ids })) as Record<string, unknown>;
  expect(read).toMatchObject({
    num: 1,
    name: HOSTILE,
    stream_type: 'live',
    stream_id: ids.numberOf(channel),
    tv_archive: 1,
    tv_archive_duration: 3,
    category_id: String((read['category_ids'] as number[])[0]),
  });
});
