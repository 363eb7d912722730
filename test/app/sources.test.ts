import { expect, test } from 'vitest';
import { triedOf, type RankChannel } from '../../src/app/sources.ts';
import { printStreamId, type ChannelId, type StreamId } from '../../src/model/ids.ts';

const [A, B, C] = [1, 2, 3] as [StreamId, StreamId, StreamId];
const CHANNEL = 5 as ChannelId;
const ranked =
  (resting: readonly StreamId[], never: readonly StreamId[] = []): RankChannel =>
  () => ({ order: [C, A, B], resting: new Set(resting), never: new Set(never) });
const tried = (rank: RankChannel, kept?: { pin?: StreamId; excluded?: StreamId[] }) =>
  triedOf(CHANNEL, [A, B, C], {
    rank,
    lineup: {
      streamOrderOf: () =>
        kept && {
          pin: kept.pin === undefined ? null : printStreamId(kept.pin),
          order: [],
          excluded: (kept.excluded ?? []).map(printStreamId),
        },
    },
  });

test('streams are tried in the order of their rank, the dead ones not', () => {
  expect(tried(ranked([]))).toEqual([C, A, B]);
  expect(tried(ranked([C]))).toEqual([A, B]);
});

test('when all are dead all are tried: there is nothing to lose', () => {
  expect(tried(ranked([A, B, C]))).toEqual([C, A, B]);
});

test('what a person has decided wins', () => {
  expect(tried(ranked([], [C]))).toEqual([A, B]);
  expect(tried(ranked([A, B], [C]))).toEqual([A, B]);
  expect(tried(ranked([]), { pin: B, excluded: [C] })).toEqual([B, A]);
});
