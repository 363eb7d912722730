import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimOf } from '../../src/health/claim.ts';
import { qualityOf } from '../../src/health/quality.ts';
import { flagsOf, type StreamProbe, type VideoTrack } from '../../src/health/stream-probe.ts';

const video = (more: Partial<VideoTrack> = {}): VideoTrack => ({
  codec: 'h264',
  width: 1_920,
  height: 1_080,
  framesPerSecond: 25,
  isInterlaced: false,
  hdr: null,
  ...more,
});
const stereo = { codec: 'aac', language: 'deu', channels: 2, sampleRate: 48_000 };
const probe = (more: Partial<VideoTrack> = {}, rest: Partial<StreamProbe> = {}): StreamProbe => ({
  by: 'ffprobe',
  video: video(more),
  audio: [stereo],
  subtitles: [],
  bitsPerSecond: 6e6,
  ...rest,
});
const scoreOf = (name: string, url = 'http://tv.test/1'): number => qualityOf(claimOf(name, url), null).score;

test('the words of a name put streams in order', () => {
  const names = ['Sky SD', 'Sky', 'Sky HD', 'Sky FHD', 'Sky FHD HEVC', 'Sky FHD 50FPS', 'Sky UHD', 'Sky UHD HDR'];
  const scores = names.map((name) => scoreOf(name));
  expect(scores).toEqual(scores.toSorted((a, b) => a - b));
  expect(new Set(scores).size).toBe(scores.length);
  expect(scoreOf('Sky RAW')).toBeGreaterThan(scoreOf('Sky'));
});

test.each([
  ['http://tv.test/live/bbc_1080p50/index.m3u8', { resolution: 'fhd', framesPerSecond: 50, step: 'url' }],
  ['http://tv.test/uhd/hevc/1.ts', { resolution: 'uhd', codec: 'hevc', step: 'url' }],
  ['http://hd.example/live/user4k/1080/720.ts?hd', { resolution: 'sd', step: 'name' }],
  ['udp://@239.0.0.1:5000', { resolution: 'sd', step: 'name' }],
])('the address %s says what it is better than the name', (url, expected) => {
  expect(claimOf('Das Erste SD', url)).toMatchObject(expected);
});

test('a probe is believed before name and address, and says when they lied', () => {
  const claim = claimOf('Sport FHD', 'http://tv.test/1080p/1.ts');
  const real = qualityOf(claim, probe({ width: 1_280, height: 720 }, { bitsPerSecond: 3e6 }));
  expect(real).toMatchObject({ step: 'probe', advertised: 'fhd', real: 'hd', verdict: 'less' });
  expect(real.score).toBeLessThan(scoreOf('Sport FHD'));
  expect(qualityOf(claim, probe()).verdict).toBe('as-said');
  expect(qualityOf(claimOf('Sport SD', ''), probe()).verdict).toBe('more');
  expect(qualityOf(claimOf('Sport', ''), probe()).verdict).toBe('unknown');
});

test('a probe that could not read the picture says no more than the name', () => {
  expect(qualityOf(claimOf('Sport FHD', ''), probe({ height: null, width: null })).step).toBe('name');
});

test('bits count: a starved full HD picture is worth less than a good HD one', () => {
  const claim = claimOf('Sport', '');
  const starved = qualityOf(claim, probe({}, { bitsPerSecond: 900_000 })).score;
  const good = qualityOf(
    claim,
    probe({ width: 1_280, height: 720, framesPerSecond: 50 }, { bitsPerSecond: 5e6 }),
  ).score;
  expect(starved).toBeLessThan(good);
});

test('what people look for is flagged', () => {
  const rich = probe(
    { height: 2_160, width: 3_840, codec: 'hevc', hdr: 'hlg', framesPerSecond: 50 },
    {
      audio: [stereo, { ...stereo, language: 'eng', channels: 6 }],
      subtitles: [{ codec: 'dvb-subtitles', language: 'deu' }],
    },
  );
  expect(flagsOf(rich)).toEqual(['uhd', 'hdr', '50fps', 'hevc', '5.1', 'several-languages', 'subtitles']);
  expect(flagsOf({ ...rich, video: null, audio: [stereo], subtitles: [] })).toEqual(['sound-only']);
});

test('it is a whole number from 0 to 1000, whatever was found', () => {
  const anyVideo = fc.record({
    codec: fc.constantFrom('h264', 'hevc', 'mpeg2video', 'vvc'),
    width: fc.option(fc.nat(16_384)),
    height: fc.option(fc.nat(16_384)),
    framesPerSecond: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
    isInterlaced: fc.boolean(),
    hdr: fc.option(fc.constant('hdr10')),
  });
  fc.assert(
    fc.property(anyVideo, fc.option(fc.nat()), fc.boolean(), (track, bitsPerSecond, hasSound) => {
      const made = probe({}, { bitsPerSecond, audio: hasSound ? [stereo] : [] });
      const { score } = qualityOf(claimOf('Any FHD', ''), { ...made, video: track });
      expect(Number.isInteger(score) && score >= 0 && score <= 1_000).toBe(true);
    }),
  );
});
