import { expect, test } from 'vitest';
import { parseChannelId, printStreamId, type StreamId } from '../../src/model/ids.ts';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { atOnce } from '../../src/kernel/slices.ts';
import { decidingStreams } from '../../src/lineup/decide-streams.ts';
import { orderStreams, type StreamOrderChange } from '../../src/lineup/stream-order.ts';

const KEY = 'c00000000001';
const CHANNEL = parseChannelId(KEY)!;
const [A, B, C, D] = [1, 2, 3, 4] as [StreamId, StreamId, StreamId, StreamId];
const ALL = [A, B, C, D];
const backwards = (ids: readonly StreamId[]): StreamId[] => ids.toReversed();

const decide = (change: StreamOrderChange, before: Decisions = noDecisions): Decisions =>
  atOnce(decidingStreams(before, CHANNEL, change, ALL));
const tried = (decisions: Decisions, ids = ALL): StreamId[] =>
  orderStreams(ids, decisions.channels[KEY]?.streams, backwards);

test('without a decision the rank is the order', () => {
  expect(tried(noDecisions)).toEqual([D, C, B, A]);
});

test('the pinned stream goes first, then those placed by hand, then the rest by rank', () => {
  expect(tried(decide({ pin: C, order: [B, A] }))).toEqual([C, B, A, D]);
  expect(tried(decide({ order: [A] }))).toEqual([A, D, C, B]);
});

test('an excluded stream is not tried, also when it was pinned', () => {
  expect(tried(decide({ pin: C, excluded: [C, D] }))).toEqual([B, A]);
});

test('what is left out of a change stays, and null takes it back', () => {
  const pinned = decide({ pin: C, excluded: [A] });
  const ordered = decide({ order: [B] }, pinned);
  expect(tried(ordered)).toEqual([C, B, D]);
  expect(tried(decide({ pin: null, excluded: null }, ordered))).toEqual([B, D, C, A]);
  expect(decide({ pin: null, excluded: null, order: null }, ordered)).toEqual(noDecisions);
});

test('a stream that has gone for now keeps its place', () => {
  const decisions = decide({ order: [B, A] });
  expect(tried(decisions, [A, C, D])).toEqual([A, D, C]);
  const later = atOnce(decidingStreams(decisions, CHANNEL, { order: [B, C] }, [A, C, D]));
  expect(tried(later)).toEqual([B, C, D, A]);
});

test('a stream of another channel is refused, and other decisions are left alone', () => {
  const named: Decisions = { ...noDecisions, channels: { [KEY]: { name: 'One' } } };
  expect(() => decide({ pin: 9 as StreamId }, named)).toThrow(printStreamId(9 as StreamId));
  expect(decide({ pin: null }, decide({ pin: A }, named))).toEqual(named);
});
