import { expect, test } from 'vitest';
import { CueReader, type Cue } from '../../../src/formats/webvtt/read.ts';

function read(text: string, pieceBytes = 1_000): Cue[] {
  const cues: Cue[] = [];
  const reader = new CueReader((cue) => cues.push(cue));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes));
  reader.end();
  return cues;
}

const TEXT = `WEBVTT

NOTE nothing

00:35.006 --> 00:38.006
At <i>thirty-five</i>
Straße

7
01:01:10.000 --> 01:01:12.500 align:start
Later`;

test.each([1, 2, 7, 1_000])('cues are read out of pieces of %d bytes', (pieceBytes) => {
  expect(read(TEXT, pieceBytes)).toEqual([
    { startMs: 35_006, endMs: 38_006, text: 'At <i>thirty-five</i>\nStraße' },
    { startMs: 3_670_000, endMs: 3_672_500, text: 'Later' },
  ]);
  expect(read(TEXT.replaceAll('\n', '\r\n'), pieceBytes)).toHaveLength(2);
});

test('what is no cue is passed over', () => {
  expect(read('WEBVTT\n\n00:05.000 --> 00:04.000\nbackwards\n\n00:01.000 --> 00:02.000\n\nrubbish\n\n')).toEqual([]);
  expect(read(`WEBVTT\n\n00:01.000 --> 00:02.000\n${'x'.repeat(70_000)}`, 5_000)).toEqual([]);
});

test('a cue is not kept back until the next one is written', () => {
  const cues: Cue[] = [];
  const reader = new CueReader((cue) => cues.push(cue));
  reader.push(Buffer.from('WEBVTT\n\n00:35.006 --> 00:38.006\nAt thirty-five\n'));
  expect(cues).toHaveLength(0);
  reader.settle();
  reader.push(Buffer.from('\n01:10.000 --> 01:12.000\nLa'));
  reader.settle();
  expect(cues.map(({ text }) => text)).toEqual(['At thirty-five']);
  reader.push(Buffer.from('ter\n'));
  reader.settle();
  reader.end();
  expect(cues.map(({ text }) => text)).toEqual(['At thirty-five', 'Later']);
});
