import { expect, test } from 'vitest';
import { BoxReader, type Cue } from '../../../panel/views/player/cues.ts';
import { firstSound, playsAsItIs, soundTracks, withoutExtension } from '../../../panel/views/player/file-tracks.ts';
import { bufferedUntil } from '../../../panel/views/player/media-buffer.ts';
import { cueBox } from '../../../src/formats/mp4/boxes.ts';
import type { FileTracks } from '../../../src/streaming/files/file-tracks.ts';

function box(type: string, bytes: number): Buffer {
  const made = Buffer.alloc(8 + bytes, 7);
  made.writeUInt32BE(made.length, 0);
  made.write(type, 4, 'latin1');
  return made;
}

test.each([1, 7, 64, 10_000])('cues are told apart from the film, in pieces of %d bytes', (pieceBytes) => {
  const cue = cueBox({ startMs: 35_006, endMs: 38_006, text: 'Über <i>Bord</i>' }, 1);
  const stranger = box('emsg', 40); // of another scheme: the browser passes over it
  const film = [box('moov', 30), stranger, box('moof', 12), box('mdat', 300)];
  const sent = Buffer.concat([film[0]!, cue, ...film.slice(1)]);
  const cues: Cue[] = [];
  const reader = new BoxReader((one) => cues.push(one));
  const media: Uint8Array[] = [];
  for (let at = 0; at < sent.length; at += pieceBytes) media.push(reader.push(sent.subarray(at, at + pieceBytes)));
  expect(Buffer.concat(media).equals(Buffer.concat(film))).toBe(true);
  expect(cues).toEqual([{ startSeconds: 35.006, endSeconds: 38.006, text: 'Über <i>Bord</i>' }]);
});

const track = { codec: '', language: '', title: '', isDefault: false };
const film: FileTracks = {
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  durationSeconds: 60,
  picture: { ...track, index: 0, mime: 'h264', width: 1, height: 1, isInterlaced: false },
  sounds: [{ ...track, index: 1, mime: 'aac', channels: 2 }],
  subtitles: [],
};
const sound = film.sounds[0]!;
const words = { ...track, index: 3, isText: true, isForced: false };

const canPlay = (mime: string): boolean => ['h264', 'aac'].includes(mime);

test.each([
  ['a usual mp4', film, 'mp4', true],
  ['a sound that the browser does not know', { ...film, sounds: [{ ...sound, mime: 'ac3' }] }, 'mp4', false],
  ['a sound that no browser knows', { ...film, sounds: [{ ...sound, mime: '' }] }, 'mp4', false],
  ['two sounds to choose from', { ...film, sounds: [sound, { ...sound, index: 2 }] }, 'mp4', false],
  ['subtitles to choose from', { ...film, subtitles: [words] }, 'mp4', false],
  ['subtitles that are pictures', { ...film, subtitles: [{ ...words, isText: false }] }, 'mp4', true],
  ['no picture', { ...film, picture: null }, 'mp4', false],
  ['webm', { ...film, container: 'matroska,webm' }, 'webm', true],
  ['mkv', { ...film, container: 'matroska,webm' }, 'mkv', false],
] as const)('%s: played as it is or not', (_, tracks, extension, isPlayed) => {
  expect(playsAsItIs(tracks, extension, canPlay)).toBe(isPlayed);
});

test('a sound is called by its language, its title and how wide it is; the file’s own choice goes first', () => {
  const tracks = {
    ...film,
    sounds: [sound, { ...sound, index: 2, language: 'ger', title: 'Kommentar', channels: 6, isDefault: true }],
  };
  expect(firstSound(tracks)).toBe(2);
  expect(soundTracks(tracks, 2)).toEqual([
    { id: 1, label: '1', isChosen: false },
    { id: 2, label: 'German · Kommentar · 5.1', isChosen: true },
  ]);
  expect(firstSound({ ...film, sounds: [] })).toBeUndefined();
});

test('an address loses its extension and nothing else', () => {
  expect(withoutExtension('vod/t1a2b3c4d5e6.mkv')).toBe('vod/t1a2b3c4d5e6');
  expect(withoutExtension('vod/t1a2b3c4d5e6')).toBe('vod/t1a2b3c4d5e6');
});

const ranges = (...all: readonly (readonly [number, number])[]) => ({
  buffered: { length: all.length, start: (at: number) => all[at]![0], end: (at: number) => all[at]![1] },
});

test.each([
  [0, [[0, 10]], 10],
  [5, [[0, 4]], 5],
  [0, [[0.08, 10]], 10], // a picture that begins a little after the sound
  [
    0,
    [
      [0, 10],
      [10.1, 20],
      [40, 50],
    ],
    20,
  ],
] as const)('from second %d on it is there until a hole', (at, given, until) => {
  expect(bufferedUntil(ranges(...given), at)).toBe(until);
});
