import { expect, test } from 'vitest';
import { NULL_PID, pidOf } from '../../../src/formats/mpegts/packet.ts';
import { preparedSlates, type SilenceReason } from '../../../src/streaming/splice/slates.ts';
import { TransportStream, type TransportStreamOptions } from '../../fakes/transport-stream.ts';
import { checkTransportStream, type Findings } from '../../fakes/ts-checker.ts';
import { splicing } from '../splicing.ts';

const REASONS: readonly SilenceReason[] = ['one-moment', 'no-stream', 'connection-limit'];
const EVEN = { continuityErrors: 0, stepsBack: 0, jumps: 0, pcrStepsBack: 0, latePictures: 0, tableErrors: 0 } as const;

/** Two seconds of a channel in real time, then silence. */
function onAir(options: TransportStreamOptions = {}) {
  const air = splicing();
  const stream = new TransportStream(options);
  const gate = air.upstream();
  const play = (pictures: number): void => {
    for (let count = 0; count < pictures; count += 1) {
      gate.push(stream.next());
      air.clock.advance(40);
    }
  };
  play(50);
  const before = checkTransportStream(air.recording());
  return { ...air, gate, play, before };
}

const nulls = (recording: Buffer): number =>
  Array.from({ length: recording.length / 188 }, (_, packet) => pidOf(recording, packet * 188)).filter(
    (pid) => pid === NULL_PID,
  ).length;

const lead = (findings: Findings): number => findings.units.get(0x100) ?? 0;

test('a short silence is not noticed, a longer one is bridged with tables and null packets', () => {
  const { silence, recording, before, play, splice, gate } = onAir();
  silence(200);
  expect(checkTransportStream(recording()).packets).toBe(before.packets);
  silence(1_400);
  expect([splice.isSlateShown, gate.isOnAir]).toEqual([false, true]);
  const after = checkTransportStream(recording());
  expect(nulls(recording())).toBeGreaterThan(7);
  expect(lead(after)).toBe(lead(before));
  play(25);
  expect(checkTransportStream(recording())).toMatchObject({ ...EVEN, breaks: 0, tornPictures: 0 });
  expect(checkTransportStream(recording()).pictures.length).toBe(75);
});

test('after 1.5 s a slate is shown as fast as time passes, and the picture comes back at a key frame', () => {
  const { silence, recording, before, play, gate, splice } = onAir();
  silence(5_400);
  expect([splice.isSlateShown, gate.isOnAir]).toEqual([true, false]);
  const slate = checkTransportStream(recording());
  expect(slate.durationMs - before.durationMs).toBeGreaterThan(5_200);
  expect(slate.durationMs - before.durationMs).toBeLessThan(5_900);
  play(30);
  expect(splice.isSlateShown).toBe(false);
  const after = checkTransportStream(recording());
  expect(after).toMatchObject({ ...EVEN, breaks: 2, breaksWithoutKeyFrame: 0, layouts: ['256:h264 257:aac'] });
  expect(after.pictures.slice(50)).toEqual(pictures(50, 80));
});

const pictures = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

test.each(['h264', 'hevc', 'mpeg2video'] as const)('there is a slate for %s, of each kind, with silence', (video) => {
  for (const reason of REASONS) {
    for (const audio of ['aac', 'ac3', 'eac3', 'mp2'] as const) {
      const { silence, recording, before } = onAir({ video, audio });
      silence(3_000, reason);
      const findings = checkTransportStream(recording());
      expect(findings).toMatchObject({ ...EVEN, breaksWithoutKeyFrame: 0 });
      expect(lead(findings) - lead(before)).toBeGreaterThan(60);
      expect(findings.units.get(0x101)! - before.units.get(0x101)!).toBeGreaterThan(70);
    }
  }
});

test('a radio station falls silent in its own codec', () => {
  const { silence, recording, before } = onAir({ video: 'none', audio: 'mp2' });
  silence(3_000);
  const findings = checkTransportStream(recording());
  expect(findings).toMatchObject(EVEN);
  expect(findings.units.get(0x101)! - before.units.get(0x101)!).toBeGreaterThan(100);
});

test('without a slate for its codec a channel is kept alive with null packets, and goes on where it was', () => {
  const { silence, recording, play, gate } = onAir({ video: 'mpeg4' });
  silence(2_500);
  expect(gate.isOnAir).toBe(true);
  play(25);
  expect(checkTransportStream(recording())).toMatchObject({ ...EVEN, breaks: 0, tornPictures: 0 });
});

test('viewers who were sent seconds in advance see them before a slate', () => {
  const { silence, splice, gate } = onAir();
  gate.push(
    new TransportStream({ firstPts: 900_000 + 50 * 3_600, firstPicture: 50, firstContinuity: 9 }).pictures(150),
  );
  silence(4_400);
  expect(splice.isSlateShown).toBe(false);
  silence(1_600);
  expect(splice.isSlateShown).toBe(true);
});

test('another reason is another slate, at once', () => {
  const { silence, recording } = onAir();
  silence(3_000, 'one-moment');
  const [first] = preparedSlates.pictures('no-stream', 'h264')!;
  const hasText = (): boolean =>
    // at one of these places it is not cut by a packet
    [5_000, 5_060, 5_120].some((at) => recording().includes(Buffer.from(first!.subarray(at, at + 40))));
  expect(hasText()).toBe(false);
  silence(1_600, 'no-stream');
  expect(hasText()).toBe(true);
});

test('before the first picture nothing is sent', () => {
  const { silence, ring } = splicing();
  silence(5_000);
  expect(ring.written).toBe(0);
});

test('prepared pictures are a second of access units that begin with one to decode alone', () => {
  for (const reason of REASONS) {
    for (const codec of ['h264', 'hevc', 'mpeg2video']) expect(preparedSlates.pictures(reason, codec)?.length).toBe(25);
  }
  expect(preparedSlates.pictures('one-moment', 'vc1')).toBeUndefined();
});
