import { expect, test } from 'vitest';
import { toneOfDay } from '../../../panel/elements/health-strip.ts';
import { healthMark, languageName, qualityMark, trackLines } from '../../../panel/views/channel/stream-words.ts';

const quality = { score: 500, step: 'probe', advertised: 'fhd', real: 'hd', verdict: 'less' } as const;

test('a stream that is less than its name says is told so, with both', () => {
  expect(qualityMark(quality)).toEqual({ text: '720p, not 1080p', tone: 'warn' });
  expect(qualityMark({ ...quality, real: 'fhd', verdict: 'as-said' })).toEqual({ text: '1080p', tone: 'soft' });
  expect(qualityMark({ ...quality, real: '', verdict: 'unknown' }).text).toBe('said to be 1080p');
  expect(qualityMark({ ...quality, advertised: '', real: '', verdict: 'unknown' }).text).toBe('');
});

test('a dead stream is dead whatever its number, an unchecked one has none', () => {
  expect(healthMark({ state: 'dead', health: 90 })).toEqual({ text: 'dead', tone: 'bad' });
  expect(healthMark({ state: 'unknown', health: null }).tone).toBe('soft');
  expect([95, 60, 20].map((health) => healthMark({ state: 'alive', health }).tone)).toEqual(['good', 'warn', 'bad']);
});

test('tracks are lines for a person; what is not known is left out', () => {
  const probe = {
    at: 0,
    by: 'check' as never,
    bits_per_second: 4_200_000,
    video: { codec: 'h264', width: 1_920, height: 1_080, frames_per_second: 25, is_interlaced: true, hdr: null },
    audio: [
      { codec: 'ac3', language: 'ger', channels: 6, sample_rate: 48_000 },
      { codec: 'mp2', language: '', channels: null, sample_rate: null },
    ],
    subtitles: [],
  };
  const [picture, sound, ...more] = trackLines(probe);
  expect(picture).toBe('Picture: H.264, 1920 × 1080i, 25 fps, 4.2 Mbit/s');
  expect(sound).toMatch(/^Sound: .*Dolby Digital 5\.1; MP2$/);
  expect(more).toEqual([]);
  expect(trackLines({ ...probe, video: null })[0]).toContain('no picture');
});

test('a language that is no code is shown as it is written', () => {
  expect(languageName('de')).toBe('German');
  expect(languageName('und')).toBe('');
  expect(languageName('not a code')).toBe('not a code');
});

test.each([
  [1, 'good'],
  [0.95, 'warn'],
  [0.5, 'bad'],
  [null, 'unknown'],
])('a day that was up %s is %s', (uptime, tone) => {
  expect(toneOfDay({ uptime })).toBe(tone);
});
