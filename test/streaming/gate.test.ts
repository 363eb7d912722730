import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Gate } from '../../src/streaming/gate.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { splicing } from './splicing.ts';

function pushInPieces(gate: Gate, bytes: Buffer, sizes: readonly number[]): void {
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? bytes.length;
    gate.push(bytes.subarray(at, at + size));
    at += size;
  }
}

test('nothing is let in before the first key frame, and from then on everything, whole and in order', () => {
  const stream = fc.record({
    firstPicture: fc.integer({ min: 0, max: 30 }),
    video: fc.constantFrom<'h264' | 'hevc' | 'mpeg2video' | 'none'>('h264', 'hevc', 'mpeg2video', 'none'),
    marksRandomAccess: fc.boolean(),
    firstContinuity: fc.integer({ min: 0, max: 15 }),
    pictureBytes: fc.integer({ min: 30, max: 3_000 }),
  });
  const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(stream, sizes, (options, pieces) => {
      const { upstream, recording } = splicing();
      pushInPieces(upstream(), new TransportStream({ ...options, picturesPerGroup: 10 }).pictures(40), pieces);
      const findings = checkTransportStream(recording());
      expect(findings).toMatchObject({ tornBytes: 0, syncErrors: 0, continuityErrors: 0, tornPictures: 0, breaks: 0 });
      expect(findings.beginsAtKeyFrame).toBe(true);
      const first = options.video === 'none' ? options.firstPicture : Math.ceil(options.firstPicture / 10) * 10;
      const expected = Array.from({ length: options.firstPicture + 40 - first }, (_, index) => first + index);
      expect(findings.pictures).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('the next upstream comes in at a key frame, with the break declared on every PID', () => {
  const { upstream, recording } = splicing();
  const first = upstream();
  first.push(new TransportStream().pictures(30));
  first.close();
  const second = upstream();
  expect(second.isOnAir).toBe(false);
  second.push(
    new TransportStream({ firstPicture: 1_040, firstPts: 5, firstContinuity: 9, videoPid: 0x100 }).pictures(40),
  );
  const findings = checkTransportStream(recording());
  expect(findings).toMatchObject({ continuityErrors: 0, tornPictures: 0, stepsBack: 0, breaks: 1, syncErrors: 0 });
  expect(findings.pictures.slice(29, 32)).toEqual([29, 1_050, 1_051]);
  expect([first.isOnAir, second.isOnAir]).toEqual([false, true]);
});

test('an upstream that breaks off in the middle of a packet leaves no part of it', () => {
  const { upstream, recording } = splicing();
  const bytes = new TransportStream().pictures(30);
  const first = upstream();
  first.push(bytes.subarray(0, bytes.length - 100));
  first.close();
  upstream().push(new TransportStream({ firstPicture: 100 }).pictures(10));
  const findings = checkTransportStream(recording());
  expect(findings).toMatchObject({ tornBytes: 0, syncErrors: 0, continuityErrors: 0 });
  expect(findings.pictures.at(-1)).toBe(109);
});

test('a stream without marks stays out until any picture will do', () => {
  const gate = splicing().upstream();
  const stream = new TransportStream({ marksRandomAccess: false, hasParameterSets: false });
  gate.push(stream.pictures(20));
  expect(gate.isOnAir).toBe(false);
  gate.takeAnyPicture();
  gate.push(stream.pictures(2));
  expect(gate.isOnAir).toBe(true);
});

test('where only the flag tells, what came before the flagged picture stays out', () => {
  const { upstream, recording } = splicing();
  const gate = upstream();
  const options = { video: 'mpeg4', pictureBytes: 200, picturesPerGroup: 10, firstPicture: 4 } as const;
  gate.push(new TransportStream(options).pictures(30));
  expect(checkTransportStream(recording())).toMatchObject({ continuityErrors: 0, tornPictures: 0 });
  expect(checkTransportStream(recording()).pictures[0]).toBe(10);
});

test('a picture that takes for ever to show what it is lets nothing in, the next one does', () => {
  const { upstream, recording } = splicing();
  const gate = upstream();
  const packets = new TransportStream({ picturesPerGroup: 2, pictureBytes: 1_000 }).pictures(10);
  const firstKey = packets.subarray(0, 3 * 188);
  firstKey.fill(0xff, 2 * 188 + 12, 3 * 188); // the start of the first key frame says nothing
  const filler = Buffer.alloc(188, 0xff);
  filler.set([0x47, 0x1f, 0xff, 0x10]);
  gate.push(firstKey);
  for (let count = 0; count < 2_100; count += 1) gate.push(filler);
  gate.push(packets.subarray(3 * 188));
  expect(checkTransportStream(recording())).toMatchObject({ beginsAtKeyFrame: true, continuityErrors: 0 });
  expect(checkTransportStream(recording()).pictures[0]).toBe(2);
});

test('garbage is counted and lets nothing in', () => {
  const gate = splicing().upstream();
  gate.push(Buffer.alloc(10_000, 'x'));
  expect([gate.garbageBytes, gate.isOnAir, gate.hasProgram]).toEqual([10_000, false, false]);
});

test('it says what the programme is made of', () => {
  const gate = splicing().upstream();
  gate.push(new TransportStream({ video: 'hevc' }).pictures(3));
  expect(gate.codecs).toEqual(['hevc', 'aac']);
});

test('it holds the newest picture and all since until it is sent on air', () => {
  const { clock, splice, recording } = splicing();
  let ready = 0;
  const gate = new Gate({ clock, onPicture: () => (ready += 1) });
  const stream = new TransportStream({ picturesPerGroup: 10, firstPicture: 4 });
  gate.push(stream.pictures(30));
  expect([ready, gate.isReady, gate.isOnAir]).toEqual([1, true, false]);
  gate.goOnAir(splice);
  expect([gate.isReady, gate.isOnAir]).toEqual([false, true]);
  gate.push(stream.pictures(6));
  expect(checkTransportStream(recording())).toMatchObject({ continuityErrors: 0, beginsAtKeyFrame: true });
  expect(checkTransportStream(recording()).pictures).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
});

test('off air it holds again, and what it showed is not sent twice', () => {
  const { upstream, splice, recording } = splicing();
  let ready = 0;
  const gate = upstream(() => (ready += 1));
  const stream = new TransportStream({ picturesPerGroup: 10 });
  gate.push(stream.pictures(13));
  gate.goOffAir();
  expect([gate.isOnAir, splice.isOnAir]).toEqual([false, false]);
  gate.push(stream.pictures(12));
  expect(ready).toBe(2);
  expect(checkTransportStream(recording()).pictures.slice(10)).toEqual([10, 11, 12, 20, 21, 22, 23, 24]);
});

test('another upstream takes the place of the one on air, which holds again', () => {
  const { upstream, recording } = splicing();
  const first = upstream();
  first.push(new TransportStream().pictures(3));
  const second = upstream();
  second.push(new TransportStream({ firstPicture: 100 }).pictures(3));
  first.push(new TransportStream({ firstPicture: 3 }).pictures(3));
  expect([first.isOnAir, second.isOnAir]).toEqual([false, true]);
  expect(checkTransportStream(recording()).pictures).toEqual([0, 1, 2, 100, 101, 102]);
});

test('what it holds is bounded: a group of pictures without end is let go', () => {
  const { clock } = splicing();
  const gate = new Gate({ clock, onPicture: () => undefined });
  const stream = new TransportStream({ picturesPerGroup: 1_000, pictureBytes: 100_000 });
  gate.push(stream.pictures(60));
  expect(gate.isReady).toBe(true);
  gate.push(stream.pictures(30));
  expect(gate.isReady).toBe(false);
});
