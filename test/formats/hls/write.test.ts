import { expect, test } from 'vitest';
import { readPlaylist } from '../../../src/formats/hls/read.ts';
import { writeMasterPlaylist, writeMediaPlaylist } from '../../../src/formats/hls/write.ts';

const segment = (uri: string, isBreak = false) => ({ uri, seconds: 2.04, isBreak });

test('a live playlist is read back as it was written', () => {
  const text = writeMediaPlaylist({
    targetSeconds: 4,
    firstSequence: 7,
    breaksBefore: 0,
    isIndependent: true,
    segments: [segment('7.ts'), segment('8.ts', true)],
  });
  expect(text).toBe(
    '#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:7\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n' +
      '#EXT-X-INDEPENDENT-SEGMENTS\n#EXTINF:2.040,\n7.ts\n#EXT-X-DISCONTINUITY\n#EXTINF:2.040,\n8.ts\n',
  );
  expect(readPlaylist(text, { url: 'http://h.example/a.m3u8' })).toMatchObject({
    targetSeconds: 4,
    firstSequence: 7,
    segments: [
      { sequence: 7, url: 'http://h.example/7.ts', isBreak: false },
      { sequence: 8, url: 'http://h.example/8.ts', isBreak: true },
    ],
  });
});

test('without breaks nothing is said of them, and after one has left the window it counts', () => {
  const parts = { targetSeconds: 4, firstSequence: 7, isIndependent: false, segments: [segment('7.ts')] };
  expect(writeMediaPlaylist({ ...parts, breaksBefore: 0 })).not.toMatch(/DISCONTINUITY|INDEPENDENT/);
  expect(writeMediaPlaylist({ ...parts, breaksBefore: 3 })).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:3\n');
});

test('a master playlist names its one variant', () => {
  const text = writeMasterPlaylist('a/b.m3u8', 1_234_567.8);
  expect(readPlaylist(text, { url: 'http://h.example/x.m3u8' })).toMatchObject({
    variants: [{ url: 'http://h.example/a/b.m3u8', bandwidth: 1_234_568 }],
  });
});
