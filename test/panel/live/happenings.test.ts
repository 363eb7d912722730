import { expect, test } from 'vitest';
import { happeningsBetween } from '../../../panel/live/happenings.ts';
import type { LiveSession } from '../../../panel/live/topics.ts';

const news: LiveSession = {
  channel_id: 'c1',
  channel_name: 'News',
  channel_number: '1',
  state: 'on-air',
  stream_id: 's1',
  provider_id: 'home',
  stream_name: 'News HD',
  since: 1,
  bits_per_second: 1,
  bytes_received: 1,
  buffer_bytes: 1,
  codecs: [],
  retries: 0,
  last_error: null,
  viewer_count: 1,
} as unknown as LiveSession;

const sessions = (...all: LiveSession[]): Map<string, LiveSession> => new Map(all.map((one) => [one.channel_id, one]));
const kinds = (before: Map<string, LiveSession>, after: Map<string, LiveSession>): string[] =>
  happeningsBetween(before, after, 5).map(({ kind, detail }) => `${kind} ${detail}`);

test('a channel that comes has started, one that goes has ended', () => {
  expect(kinds(sessions(), sessions(news))).toEqual(['started News HD']);
  expect(kinds(sessions(news), sessions())).toEqual(['ended ']);
});

test('another stream is a move, and the error that led to it is told first', () => {
  const moved = {
    ...news,
    stream_id: 's2',
    stream_name: 'News SD',
    last_error: { code: 'upstream.stalled', message: 'silence', at: 4 },
  };
  expect(kinds(sessions(news), sessions(moved as LiveSession))).toEqual(['failed silence', 'moved News SD']);
});

test('a new connection to the same stream is a restart', () => {
  expect(kinds(sessions(news), sessions({ ...news, retries: 1 }))).toEqual(['restarted News HD']);
});

test('rates and viewers that change are no happenings', () => {
  expect(kinds(sessions(news), sessions({ ...news, bits_per_second: 9, viewer_count: 7 }))).toEqual([]);
});
