import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { audioParameters } from '../../../src/formats/mpegts/audio-parameters.ts';
import { videoParameters } from '../../../src/formats/mpegts/video-parameters.ts';
import { Gate } from '../../../src/streaming/gate.ts';
import { harbour, lighthouse, type Sample } from '../../fakes/two-upstreams.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

const slate = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../src/streaming/splice/slates/${name}`, import.meta.url));

test.each([
  ['h264', 1_280, 720, 25],
  ['hevc', 1_280, 720, undefined],
  ['mpeg2video', 720, 576, 25],
])('%s says how large its picture is', (codec, width, height, picturesPerSecond) => {
  const found = videoParameters(codec, slate(`one-moment.${codec}`).subarray(0, 4_096));
  expect(found).toEqual({ width, height, picturesPerSecond, isInterlaced: false, hdr: null });
});

test.each(['aac', 'ac3', 'eac3', 'mp2'])('%s says how many channels it has, wherever its frame begins', (codec) => {
  const frame = slate(`silence.${codec}`);
  const shifted = Buffer.concat([Buffer.from([0xff, 0x00, 0x0b]), frame]);
  expect(audioParameters(codec, shifted)).toEqual({ sampleRate: 48_000, channels: 2 });
});

test.each<[string, Sample, object]>([
  ['harbour', harbour, { width: 640, height: 360, picturesPerSecond: 25, isInterlaced: false, hdr: null }],
  ['lighthouse', lighthouse, { width: 480, height: 270, picturesPerSecond: 30, isInterlaced: false, hdr: null }],
])('an upstream that an encoder made says what it is like: %s', (_, sample, video) => {
  const gate = new Gate({ clock: createTurnedClock(), onPicture: () => undefined });
  for (let ms = 0; ms < 4_000; ms += 100) gate.push(sample.between(ms, ms + 100));
  expect(gate.facts.video).toEqual(video);
  expect(gate.facts.audio).toEqual({ sampleRate: 48_000, channels: 2 });
});

/** An unsigned Exp-Golomb code. */
const ue = (value: number): string => {
  const bits = (value + 1).toString(2);
  return '0'.repeat(bits.length - 1) + bits;
};

/** Of an AVC sequence parameter set of main profile, bit by bit. */
function interlaced(usability = '0'): Uint8Array {
  const fields = [
    ue(0),
    ue(0),
    ue(0),
    ue(0),
    ue(4),
    '0',
    ue(119),
    ue(33),
    '0',
    '1',
    '1',
    '1',
    ue(0),
    ue(0),
    ue(0),
    ue(2),
  ];
  const bits = `${fields.join('')}${usability}1`;
  const bytes = bits
    .padEnd(Math.ceil(bits.length / 8) * 8, '0')
    .match(/.{8}/g)!
    .map((byte) => Number.parseInt(byte, 2));
  return Uint8Array.from([0, 0, 1, 0x67, 77, 0, 40, ...bytes]);
}

test('fields are counted as one picture, and what is cropped is left out', () => {
  expect(videoParameters('h264', interlaced())).toMatchObject({ width: 1_920, height: 1_080, isInterlaced: true });
});

const byte = (value: number): string => value.toString(2).padStart(8, '0');

test.each([
  [16, 'hdr10'],
  [18, 'hlg'],
  [1, null],
])('transfer characteristics %i are %s', (transfer, hdr) => {
  const colours = `1 101 0 1 ${byte(9)} ${byte(transfer)} ${byte(9)}`;
  const usability = `1 0 0 ${colours} 0 0`.replaceAll(' ', ''); // neither shape nor overscan before, nothing after
  expect(videoParameters('h264', interlaced(usability))).toMatchObject({ width: 1_920, hdr });
});

test('any bytes at all are read without an error, and what is found is possible', () => {
  const codecs = fc.constantFrom('h264', 'hevc', 'mpeg2video', 'vc1');
  const heads = fc.constantFrom([0, 0, 1, 0x67], [0, 0, 1, 0x42, 1], [0, 0, 1, 0xb3], []);
  fc.assert(
    fc.property(codecs, heads, fc.uint8Array({ maxLength: 200 }), (codec, head, rest) => {
      const found = videoParameters(codec, Uint8Array.from([...head, ...rest]));
      expect((found?.width ?? 1) > 0 && (found?.height ?? 1) > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.constantFrom('aac', 'ac3', 'eac3', 'mp2'), fc.uint8Array({ maxLength: 60 }), (codec, rest) => {
      const found = audioParameters(codec, Uint8Array.from([0xff, 0xf1, ...rest, 0x0b, 0x77, ...rest]));
      expect((found?.sampleRate ?? 1) > 0 && (found?.channels ?? 1) > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
