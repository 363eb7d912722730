import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Gate } from '../../../src/streaming/gate.ts';
import { TransportStream, type TransportStreamOptions } from '../../fakes/transport-stream.ts';
import { checkTransportStream } from '../../fakes/ts-checker.ts';
import { harbour, lighthouse, type Sample } from '../../fakes/two-upstreams.ts';
import { splicing } from '../splicing.ts';

const SEAMLESS = {
  tornBytes: 0,
  syncErrors: 0,
  continuityErrors: 0,
  tornPictures: 0,
  stepsBack: 0,
  jumps: 0,
  pcrStepsBack: 0,
  latePictures: 0,
  tableErrors: 0,
  strayPids: [],
  repeats: 0,
  beginsAtKeyFrame: true,
  breaksWithoutKeyFrame: 0,
} as const;

type Air = ReturnType<typeof splicing>;

interface Piece {
  readonly fromMs: number;
  readonly toMs: number;
  /** At its end. */
  readonly missingBytes?: number;
}

/** In real time, 100 ms at once. */
function play(air: Air, sample: Sample, { fromMs, toMs, missingBytes = 0 }: Piece): Gate {
  const gate = air.upstream();
  for (let ms = fromMs; ms < toMs; ms += 100) {
    const bytes = sample.between(ms, ms + 100);
    const isLast = ms + 100 >= toMs;
    gate.push(bytes.subarray(0, bytes.length - (isLast ? missingBytes : 0)));
    air.clock.advance(100);
  }
  return gate;
}

test('from one encoder to another and back the stream goes on: counters, clock, pictures and sound', () => {
  const air = splicing();
  play(air, harbour, { fromMs: 0, toMs: 5_300, missingBytes: 777 }).close();
  air.clock.advance(400);
  play(air, lighthouse, { fromMs: 2_300, toMs: 8_300, missingBytes: 1_234 }).close();
  air.clock.advance(300);
  play(air, harbour, { fromMs: 90_005_500, toMs: 90_007_900 });
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ ...SEAMLESS, breaks: 2 });
  const layout = '256:h264 257:aac';
  expect(findings.layouts).toEqual([layout, '256:h264 68:ac3 257:aac', '256:h264 257:aac 68:ac3']);
  expect(findings.durationMs).toBeGreaterThan(10_000);
  expect(findings.durationMs).toBeLessThan(14_000);
});

test.each([
  ['another codec', { audio: 'ac3' }, ['256:h264 257:aac', '256:h264 258:ac3 257:aac']],
  ['no sound at all', { audio: 'none' }, ['256:h264 257:aac']],
] as const)(
  'where the next upstream brings %s, the sound that players listen to goes on in silence',
  (_, next, layouts) => {
    const air = splicing();
    const show = (options: TransportStreamOptions): void => {
      const gate = air.upstream();
      const stream = new TransportStream(options);
      for (let count = 0; count < 100; count += 1) {
        gate.push(stream.next());
        air.clock.advance(40);
      }
      gate.close();
    };
    show({});
    const before = checkTransportStream(air.recording());
    show({ ...next, firstPicture: 1_000 });
    const during = checkTransportStream(air.recording());
    expect(during).toMatchObject({ ...SEAMLESS, layouts });
    expect((during.units.get(257)! - before.units.get(257)!) * 1_024).toBeCloseTo(4 * 48_000, -4); // four seconds
    show({ firstPicture: 2_000 });
    const after = checkTransportStream(air.recording());
    expect(after).toMatchObject(SEAMLESS);
    expect(after.units.get(257)! - during.units.get(257)!).toBeGreaterThan(95); // its own again, a unit a picture
  },
);

test('where the codecs agree the tables stay as they are, whatever PIDs the next upstream has', () => {
  const air = splicing();
  air.upstream().push(new TransportStream().pictures(50));
  air
    .upstream()
    .push(new TransportStream({ videoPid: 0x31, audioPid: 0x44, pmtPid: 0x20, firstPicture: 1_000 }).pictures(50));
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ ...SEAMLESS, layouts: ['256:h264 257:aac'], breaks: 1 });
  expect(findings.units.get(0x101)).toBeGreaterThan(97);
});

test('another video codec gets a PID of its own, in a new version of the PMT, and the clock moves to it', () => {
  const air = splicing();
  air.upstream().push(new TransportStream().pictures(50));
  air.upstream().push(new TransportStream({ video: 'hevc', firstPicture: 1_000 }).pictures(50));
  air.upstream().push(new TransportStream({ video: 'mpeg2video', firstPicture: 2_000 }).pictures(50));
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ continuityErrors: 0, stepsBack: 0, pcrStepsBack: 0, tableErrors: 0, strayPids: [] });
  expect(findings.layouts).toEqual(['256:h264 257:aac', '257:aac 258:hevc', '257:aac 259:mpeg2video']);
});

test('whatever two upstreams are like and wherever the first is cut, nothing goes backwards or is sent twice', () => {
  const upstream: fc.Arbitrary<TransportStreamOptions> = fc.record({
    videoPid: fc.integer({ min: 0x20, max: 0x30 }),
    audioPid: fc.integer({ min: 0x31, max: 0x40 }),
    pmtPid: fc.constantFrom(0x41, 0x1000),
    video: fc.constantFrom<'h264' | 'hevc' | 'mpeg2video'>('h264', 'hevc', 'mpeg2video'),
    audio: fc.constantFrom<'aac' | 'ac3' | 'mp2'>('aac', 'ac3', 'mp2'),
    picturesPerSecond: fc.constantFrom(25, 30, 50),
    picturesPerGroup: fc.integer({ min: 5, max: 30 }),
    pictureBytes: fc.integer({ min: 30, max: 2_000 }),
    delay: fc.integer({ min: 0, max: 150_000 }),
    firstPts: fc.oneof(
      fc.integer({ min: 0, max: 2 ** 33 - 1 }),
      fc.integer({ min: 2 ** 33 - 200_000, max: 2 ** 33 - 1 }),
    ),
    firstContinuity: fc.integer({ min: 0, max: 15 }),
    firstPicture: fc.integer({ min: 0, max: 30 }),
  });
  const seam = fc.record({ isRadio: fc.boolean(), cut: fc.nat(), gapMs: fc.integer({ min: 0, max: 4_000 }) });
  fc.assert(
    fc.property(upstream, upstream, seam, (video, next, { isRadio, cut, gapMs }) => {
      const air = splicing();
      const [one, other] = isRadio
        ? [
            { ...video, video: 'none' as const },
            { ...next, video: 'none' as const },
          ]
        : [video, next];
      const first = new TransportStream(one).pictures(80);
      const gate = air.upstream();
      const half = Math.floor(first.length / 2);
      gate.push(first.subarray(0, half + (cut % half)));
      air.clock.advance(40_000 / (one.picturesPerSecond ?? 25));
      gate.close();
      air.clock.advance(gapMs);
      air
        .upstream()
        .push(new TransportStream({ ...other, firstPicture: 500 + (other.firstPicture ?? 0) }).pictures(80));
      const findings = checkTransportStream(air.recording());
      expect(findings).toMatchObject({
        ...SEAMLESS,
        jumps: gapMs > 1_000 ? findings.jumps : 0,
        breaks: findings.breaks,
        breaksWithoutKeyFrame: findings.breaksWithoutKeyFrame,
      });
      expect(findings.pictures.at(-1)).toBe(500 + (other.firstPicture ?? 0) + 79);
    }),
    { numRuns: 60 },
  );
});

test('a clock that jumps in mid-stream, back or forth, with or without a word, goes on evenly', () => {
  for (const firstPts of [5, 2 ** 32, 900_000 - 400_000, 900_000 + 90_000 * 600]) {
    const air = splicing();
    const gate = air.upstream();
    gate.push(new TransportStream().pictures(50));
    air.clock.advance(2_000);
    gate.push(new TransportStream({ firstPts, firstPicture: 100, firstContinuity: 7 }).pictures(50));
    const findings = checkTransportStream(air.recording());
    expect(findings).toMatchObject({ ...SEAMLESS, layouts: ['256:h264 257:aac'] });
    expect(findings.durationMs).toBeCloseTo(3_960, -2);
  }
});

test('an upstream that says that its time begins anew is believed', () => {
  const air = splicing();
  const gate = air.upstream();
  gate.push(new TransportStream().pictures(50));
  gate.break();
  gate.push(new TransportStream({ firstPts: 900_000 + 51 * 3_600, firstPicture: 100 }).pictures(50));
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ ...SEAMLESS, breaks: 1 });
  expect(findings.durationMs).toBe(99 * 40);
});

test('time that was lost on the way stays lost: the picture does not fall behind its sound or the clock on the wall', () => {
  const air = splicing();
  const gate = air.upstream();
  gate.push(new TransportStream().pictures(50));
  air.clock.advance(10_000);
  gate.push(new TransportStream({ firstPts: 900_000 + 90_000 * 12, firstPicture: 300 }).pictures(50));
  expect(checkTransportStream(air.recording())).toMatchObject({ stepsBack: 0, jumps: 1, durationMs: 13_960 });
});

test('short silences are passed over, longer ones become time of the stream', () => {
  const air = splicing();
  for (let turn = 0; turn < 6; turn += 1) {
    const gate = air.upstream();
    const stream = new TransportStream({ firstPicture: turn * 100 });
    for (let picture = 0; picture < 50; picture += 1) {
      gate.push(stream.next());
      air.clock.advance(40);
    }
    gate.close();
    air.clock.advance(900);
  }
  const { durationMs } = checkTransportStream(air.recording());
  const wallMs = 6 * 2_000 + 5 * 900;
  expect(durationMs).toBeGreaterThan(wallMs - 3_000);
  expect(durationMs).toBeLessThan(wallMs + 100);
});

test('an upstream that sends its last moments again is heard and seen once', () => {
  const air = splicing();
  const gate = play(air, harbour, { fromMs: 0, toMs: 4_500 });
  for (let ms = 4_200; ms < 6_000; ms += 100) gate.push(harbour.between(ms, ms + 100));
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ continuityErrors: 0, stepsBack: 0, jumps: 0, pcrStepsBack: 0, repeats: 0 });
});
