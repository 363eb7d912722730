import { expect, test } from 'vitest';
import { CLOCK_HZ, timestampAt } from '../../../../src/formats/mpegts/clock.ts';
import { isUnitStart, PACKET_BYTES, payloadStart, pidOf } from '../../../../src/formats/mpegts/packet.ts';
import { JoinPointFinder } from '../../../../src/formats/mpegts/join-point.ts';
import { PackedAudio } from '../../../../src/streaming/upstreams/hls/packed-audio.ts';
import { checkTransportStream } from '../../../fakes/ts-checker.ts';

/** ADTS frames of 200 bytes at 48 kHz. */
function adts(count: number): Buffer {
  const frame = Buffer.alloc(200, 0x21);
  frame.set([0xff, 0xf1, 0x4c, 0x80 | (200 >> 11), (200 >> 3) & 0xff, ((200 & 7) << 5) | 0x1f, 0xfc]);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** MPEG-1 layer III at 128 kbit/s and 44.1 kHz: 417 bytes. */
function mp3(count: number): Buffer {
  const frame = Buffer.alloc(417, 0x21);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** An ID3 tag that tells the time of what follows. */
function tag(ticks: number): Buffer {
  const owner = Buffer.from('com.apple.streaming.transportStreamTimestamp\0', 'latin1');
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(ticks));
  const frame = Buffer.concat([Buffer.from('PRIV\0\0\0'), Buffer.from([owner.length + 8, 0, 0]), owner, time]);
  return Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0'), Buffer.from([frame.length]), frame]);
}

function setUp() {
  const made: Uint8Array[] = [];
  const audio = new PackedAudio((packets) => made.push(packets));
  return { audio, bytes: () => Buffer.concat(made) };
}

function ptsOf(bytes: Buffer): number[] {
  const times: number[] = [];
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
    if (pidOf(bytes, at) === 0x101 && isUnitStart(bytes, at))
      times.push(timestampAt(bytes, payloadStart(bytes, at) + 9));
  }
  return times;
}

function codecOf(bytes: Buffer): string | undefined {
  const finder = new JoinPointFinder();
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) finder.read(bytes, at, at);
  return finder.program?.streams[0]?.codec;
}

test.each([
  ['aac', adts(200), 200],
  ['mp2', mp3(200), 417],
])(
  'frames of %s become a clean transport stream with every byte of them, however they are cut',
  (codec, frames, size) => {
    const { audio, bytes } = setUp();
    audio.begin();
    for (let at = 0; at < frames.length; at += 777) audio.push(frames.subarray(at, at + 777));
    audio.end();
    const { continuityErrors, syncErrors, tornBytes, stepsBack } = checkTransportStream(bytes());
    expect({ continuityErrors, syncErrors, tornBytes, stepsBack }).toEqual({
      continuityErrors: 0,
      syncErrors: 0,
      tornBytes: 0,
      stepsBack: 0,
    });
    expect(codecOf(bytes())).toBe(codec);
    const start = frames.subarray(0, 4).toString('latin1');
    const sound: Buffer[] = [];
    for (let at = 0; at < bytes().length; at += PACKET_BYTES) {
      if (pidOf(bytes(), at) !== 0x101) continue;
      const from = payloadStart(bytes(), at) + (isUnitStart(bytes(), at) ? 14 : 0);
      sound.push(bytes().subarray(from, at + PACKET_BYTES));
    }
    const payload = Buffer.concat(sound);
    expect(payload.length).toBe(200 * size);
    expect(payload.toString('latin1', 0, 4)).toBe(start);
  },
);

test('the tag of a segment tells its time, and without one time goes on', () => {
  const { audio, bytes } = setUp();
  audio.begin();
  audio.push(Buffer.concat([tag(900_000), adts(47)]));
  audio.end();
  audio.begin();
  audio.push(adts(47));
  audio.end();
  const times = ptsOf(bytes());
  expect(times[0]).toBe(900_000 + 0.5 * CLOCK_HZ);
  const steps = times.slice(1).map((time, index) => time - times[index]!);
  expect(Math.max(...steps)).toBeLessThanOrEqual(0.11 * CLOCK_HZ);
  expect(times.at(-1)! - times[0]!).toBeCloseTo(((94 - 3) * 1_024 * CLOCK_HZ) / 48_000, -4);
});

test('a large tag is passed over, garbage between frames, too', () => {
  const { audio, bytes } = setUp();
  const picture = Buffer.concat([Buffer.from('ID3\x04\0\0\0\x01\0\0', 'latin1'), Buffer.alloc(16_384, 0xff)]);
  audio.begin();
  for (const part of [
    picture.subarray(0, 5_000),
    picture.subarray(5_000),
    adts(10),
    Buffer.alloc(99, 0x11),
    adts(10),
  ]) {
    audio.push(part);
  }
  audio.end();
  expect(codecOf(bytes())).toBe('aac');
});

test('what is no sound that we know is refused', () => {
  const { audio } = setUp();
  audio.begin();
  audio.push(Buffer.alloc(50_000, 0x0b));
  expect(() => audio.end()).toThrow(expect.objectContaining({ code: 'upstream.unsupported' }));
});
