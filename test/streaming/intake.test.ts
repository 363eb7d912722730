import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Intake } from '../../src/streaming/intake.ts';
import { Ring } from '../../src/streaming/ring.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function setUp() {
  const clock = createTurnedClock();
  const ring = new Ring({ clock, maxBytes: 64 * 1024 * 1024, onChunk: () => undefined });
  let pictures = 0;
  const intake = new Intake({ clock, ring, onPicture: () => (pictures += 1) });
  intake.begin();
  return {
    ring,
    intake,
    pictures: () => pictures,
    /** What a viewer who came with the first picture would have got. */
    recording: (): Buffer => {
      ring.flush();
      const first = ring.joinPoint(Number.POSITIVE_INFINITY)!;
      const chunks = Array.from({ length: ring.nextChunk }, (_, sequence) => ring.chunk(sequence)!.bytes);
      return Buffer.concat([first.psi, Buffer.concat(chunks).subarray(first.position)]);
    },
  };
}

function pushInPieces(intake: Intake, bytes: Buffer, sizes: readonly number[]): void {
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? bytes.length;
    intake.push(bytes.subarray(at, at + size));
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
      const { intake, recording } = setUp();
      pushInPieces(intake, new TransportStream({ ...options, picturesPerGroup: 10 }).pictures(40), pieces);
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
  const { intake, pictures, recording } = setUp();
  intake.push(new TransportStream().pictures(30));
  intake.begin();
  expect(intake.isOpen).toBe(false);
  intake.push(
    new TransportStream({ firstPicture: 1_040, firstPts: 5, firstContinuity: 9, videoPid: 0x100 }).pictures(40),
  );
  const findings = checkTransportStream(recording());
  expect(findings).toMatchObject({ continuityErrors: 0, tornPictures: 0, stepsBack: 0, breaks: 1, syncErrors: 0 });
  expect(findings.pictures.slice(29, 32)).toEqual([29, 1_050, 1_051]);
  expect(pictures()).toBe(2);
});

test('an upstream that breaks off in the middle of a packet leaves no part of it', () => {
  const { intake, recording } = setUp();
  const bytes = new TransportStream().pictures(30);
  intake.push(bytes.subarray(0, bytes.length - 100));
  intake.begin();
  intake.push(new TransportStream({ firstPicture: 100 }).pictures(10));
  const findings = checkTransportStream(recording());
  expect(findings).toMatchObject({ tornBytes: 0, syncErrors: 0, continuityErrors: 0 });
  expect(findings.pictures.at(-1)).toBe(109);
});

test('a stream without marks stays out until any picture will do', () => {
  const { intake } = setUp();
  const stream = new TransportStream({ marksRandomAccess: false, hasParameterSets: false });
  intake.push(stream.pictures(20));
  expect(intake.isOpen).toBe(false);
  intake.takeAnyPicture();
  intake.push(stream.pictures(2));
  expect(intake.isOpen).toBe(true);
});

test('where only the flag tells, what came before the flagged picture stays out', () => {
  const { intake, recording } = setUp();
  const options = { video: 'mpeg4', pictureBytes: 200, picturesPerGroup: 10, firstPicture: 4 } as const;
  intake.push(new TransportStream(options).pictures(30));
  expect(checkTransportStream(recording())).toMatchObject({ continuityErrors: 0, tornPictures: 0 });
  expect(checkTransportStream(recording()).pictures[0]).toBe(10);
});

test('a picture that takes for ever to show what it is lets nothing in, the next one does', () => {
  const { intake, recording } = setUp();
  const packets = new TransportStream({ picturesPerGroup: 2, pictureBytes: 1_000 }).pictures(10);
  const firstKey = packets.subarray(0, 3 * 188);
  firstKey.fill(0xff, 2 * 188 + 12, 3 * 188); // the start of the first key frame says nothing
  const filler = Buffer.alloc(188, 0xff);
  filler.set([0x47, 0x1f, 0xff, 0x10]);
  intake.push(firstKey);
  for (let count = 0; count < 2_100; count += 1) intake.push(filler);
  intake.push(packets.subarray(3 * 188));
  expect(checkTransportStream(recording())).toMatchObject({ beginsAtKeyFrame: true, continuityErrors: 0 });
  expect(checkTransportStream(recording()).pictures[0]).toBe(2);
});

test('garbage is counted and lets nothing in', () => {
  const { intake } = setUp();
  intake.push(Buffer.alloc(10_000, 'x'));
  expect([intake.garbageBytes, intake.isOpen, intake.hasProgram]).toEqual([10_000, false, false]);
});

test('it says what the programme is made of', () => {
  const { intake } = setUp();
  intake.push(new TransportStream({ video: 'hevc' }).pictures(3));
  expect(intake.codecs).toEqual(['hevc', 'aac']);
});
