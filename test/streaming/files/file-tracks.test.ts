import { expect, test } from 'vitest';
import { conversionArguments } from '../../../src/streaming/files/conversion.ts';
import { readProbe } from '../../../src/streaming/files/file-tracks.ts';

const stream = (index: number, codec_type: string, codec_name: string, more: object = {}): object => ({
  index,
  codec_type,
  codec_name,
  ...more,
});
const probe = (...streams: object[]): string =>
  JSON.stringify({ streams, format: { format_name: 'matroska,webm', duration: '5400.5' } });

const RELEASE = probe(
  stream(0, 'video', 'mjpeg', { disposition: { attached_pic: 1 } }),
  stream(1, 'video', 'hevc', { profile: 'Main 10', level: 120, width: 3_840, height: 2_160, pix_fmt: 'yuv420p10le' }),
  stream(2, 'audio', 'dts', { channels: 6, tags: { LANGUAGE: 'eng' }, disposition: { default: 1 } }),
  stream(3, 'audio', 'eac3', { channels: 6, tags: { language: 'und', title: 'Commentary' } }),
  stream(4, 'subtitle', 'ass', { tags: { language: 'ger' }, disposition: { forced: 1 } }),
  stream(5, 'subtitle', 'hdmv_pgs_subtitle'),
);

test('what a release is made of is read: its picture and not its cover, sounds, subtitles that can be shown', () => {
  const tracks = readProbe(RELEASE);
  expect(tracks).toMatchObject({
    container: 'matroska,webm',
    durationSeconds: 5_400.5,
    picture: { index: 1, mime: 'video/mp4; codecs="hvc1.2.4.L120.B0"', width: 3_840 },
    sounds: [
      { index: 2, mime: '', channels: 6, language: 'eng', isDefault: true },
      { index: 3, mime: 'audio/mp4; codecs="ec-3"', language: '', title: 'Commentary' },
    ],
    subtitles: [
      { index: 4, isText: true, isForced: true },
      { index: 5, isText: false, isForced: false },
    ],
  });
});

test.each(['', '{}', '[]', '{"streams":[{"index":"x"}]}', probe(stream(0, 'data', 'bin_data'))])(
  'what is no film is none: %s',
  (json) => {
    expect(() => readProbe(json)).toThrow('neither picture nor sound');
  },
);

const choice = { startSeconds: 600, copiesPicture: true, sound: 2, copiesSound: false, subtitles: 4 };

test('what the browser plays is copied, the rest made anew, and no list of addresses is followed', () => {
  const made = conversionArguments('http://door', readProbe(RELEASE), choice).join(' ');
  expect(made).toContain('-protocol_whitelist http,tcp -format_whitelist matroska');
  expect(made).toContain('-ss 600 -i http://door -map 0:1 -c:v copy -tag:v hvc1 -map 0:2 -c:a aac -ac 2');
  expect(made).toContain('-output_ts_offset 600');
  expect(made).toMatch(/-map 0:4 -c:s webvtt .* pipe:3$/);
  const anew = conversionArguments('http://door', readProbe(RELEASE), {
    ...choice,
    copiesPicture: false,
    startSeconds: 0,
  });
  expect(anew).toContain('libx264');
  expect(anew).not.toContain('-ss');
});

test('a transport stream that is copied is begun earlier: it has no index of its key frames', () => {
  const broadcast = { ...readProbe(RELEASE), container: 'mpegts' };
  expect(conversionArguments('http://door', broadcast, choice).join(' ')).toContain('-ss 588 -i');
  const anew = conversionArguments('http://door', broadcast, { ...choice, copiesPicture: false });
  expect(anew.join(' ')).toContain('-ss 600 -i');
});
