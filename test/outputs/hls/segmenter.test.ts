import { expect, test } from 'vitest';
import { Segmenter, type Segment } from '../../../src/outputs/hls/segmenter.ts';
import { TransportStream, type TransportStreamOptions } from '../../fakes/transport-stream.ts';
import { checkTransportStream } from '../../fakes/ts-checker.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

function setUp(mostMs = 12_000) {
  const clock = createTurnedClock();
  const segments: Segment[] = [];
  let ends = 0;
  const segmenter = new Segmenter({
    clock,
    mostMs: () => mostMs,
    onSegment: (segment) => segments.push(segment),
    onEnd: () => (ends += 1),
  });
  const play = (stream: TransportStream, pictures: number): void => {
    for (let count = 0; count < pictures; count += 1) {
      segmenter.write(stream.next());
      clock.advance(40);
    }
  };
  return { segmenter, segments, play, ends: () => ends };
}

const secondsOf = (segments: readonly Segment[]): number[] => segments.map(({ seconds }) => seconds);

test('the first segments are short, as a player waits for them; the others have two seconds', () => {
  const { segments, play } = setUp();
  play(new TransportStream(), 25 * 10);
  expect(secondsOf(segments)).toEqual([1, 1, 1, 2, 2, 2]);
});

test.each<[string, TransportStreamOptions]>([
  ['H.264', {}],
  ['HEVC', { video: 'hevc' }],
  ['MPEG-2', { video: 'mpeg2video' }],
  ['sound alone', { video: 'none' }],
])('%s: each segment begins with tables and a picture, and together they are what was sent', (_, options) => {
  const { segments, play } = setUp();
  play(new TransportStream(options), 25 * 12);
  expect(segments.length).toBeGreaterThan(4);
  for (const { bytes, isIndependent, isBreak } of segments) {
    const { firstPids, beginsAtKeyFrame } = checkTransportStream(bytes);
    expect([firstPids.slice(0, 2), beginsAtKeyFrame]).toEqual([[0, 0x1000], true]);
    expect([isIndependent, isBreak]).toEqual([true, false]);
  }
  const { pictures, ...whole } = checkTransportStream(Buffer.concat(segments.map(({ bytes }) => bytes)));
  expect(whole).toMatchObject({ continuityErrors: 0, tornPictures: 0, stepsBack: 0, breaks: 0, syncErrors: 0 });
  expect(pictures).toEqual(Array.from({ length: pictures.length }, (__, number) => number));
});

test('a group of pictures longer than two seconds is a segment', () => {
  const { segmenter, segments, play } = setUp();
  play(new TransportStream({ picturesPerGroup: 100 }), 500);
  expect(secondsOf(segments)).toEqual([4, 4, 4, 4]);
  expect(segmenter.longestGapMs).toBe(4_000);
});

test('no segment is longer than was promised, whatever comes', () => {
  const { segments, play } = setUp(4_000);
  play(new TransportStream({ picturesPerGroup: 1_000 }), 500);
  expect(Math.max(...secondsOf(segments))).toBeLessThan(4.5);
  expect(segments.length).toBeGreaterThan(3);
  expect(segments.map(({ isIndependent }) => isIndependent)).toContain(false);
});

test('where the clock jumps there is a break, and a segment of the length that it took', () => {
  const { segments, play } = setUp();
  play(new TransportStream({ firstPts: 9_000_000 }), 160);
  play(new TransportStream({ firstPts: 90_000 }), 100);
  const breaks = segments.filter(({ isBreak }) => isBreak);
  expect(breaks).toHaveLength(1);
  expect(Math.max(...secondsOf(segments))).toBeLessThan(4);
});

test('other codecs are a break', () => {
  const { segments, play } = setUp();
  play(new TransportStream(), 200);
  play(new TransportStream({ video: 'hevc', firstPts: 900_000 + 200 * 3_600, firstPicture: 200 }), 200);
  expect(segments.map(({ isBreak }) => isBreak)).toContain(true);
});

test('bytes without tables or pictures are not kept', () => {
  const { segmenter, segments } = setUp();
  for (let count = 0; count < 1_000; count += 1) segmenter.write(Buffer.alloc(188 * 100, 0x47));
  expect(segments).toEqual([]);
});

test('the end of the channel is told', () => {
  const { segmenter, ends } = setUp();
  segmenter.end();
  expect(ends()).toBe(1);
});
