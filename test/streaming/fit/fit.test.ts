import { describe, expect, test } from 'vitest';
import type { ElementaryStream } from '../../../src/formats/mpegts/psi.ts';
import { fitOf, printAbility, printFit, readAbility, type PageAbility } from '../../../src/streaming/fit/fit.ts';

const stream = (pid: number, codec: string, language = ''): ElementaryStream => ({
  pid,
  streamType: 0,
  codec,
  medium: ['h264', 'hevc', 'mpeg2video'].includes(codec) ? 'video' : codec === 'teletext' ? 'other' : 'audio',
  language,
  descriptors: new Uint8Array(0),
});
const page = (plays: string, sound = ''): PageAbility => readAbility(plays, sound)!;
const CHROMIUM = page('aac,h264');

describe('what a browser plays', () => {
  test('is left as it is', () => {
    expect(fitOf([stream(256, 'h264'), stream(257, 'aac'), stream(258, 'teletext')], CHROMIUM).isAsItIs).toBe(true);
    expect(fitOf([stream(257, 'aac')], CHROMIUM)).toMatchObject({ isAsItIs: true, picture: null });
    expect(fitOf([stream(256, 'hevc'), stream(257, 'ac3')], page('aac,ac3,h264,hevc')).isAsItIs).toBe(true);
  });

  test.each(['mp2', 'ac3', 'eac3', 'dts', 'aac-latm'])('sound in %s alone is made, and the picture stays', (codec) => {
    expect(fitOf([stream(256, 'h264'), stream(257, codec)], CHROMIUM)).toMatchObject({
      isAsItIs: false,
      picture: { pid: 256, isMade: false },
      sound: { pid: 257, isMade: true },
    });
  });

  test.each(['hevc', 'mpeg2video'])('a picture in %s is made where the browser does not know it', (codec) => {
    expect(fitOf([stream(256, codec), stream(257, 'aac')], CHROMIUM)).toMatchObject({
      picture: { isMade: true },
      sound: { isMade: false },
    });
  });

  test('E-AC-3 is made whatever the browser knows: hls.js does not read it', () => {
    expect(fitOf([stream(256, 'h264'), stream(257, 'eac3')], page('aac,eac3,h264')).sound?.isMade).toBe(true);
  });
});

describe('of several sounds', () => {
  const four = ['h264', 'ac3:deu', 'aac:deu', 'mp2:eng', 'mp2'].map((text, index) => {
    const [codec = '', language] = text.split(':');
    return stream(256 + index, codec, language);
  });

  test('the one in the first language that plays is taken, else the first', () => {
    expect(fitOf(four, CHROMIUM)).toMatchObject({ isAsItIs: true, sound: { pid: 258 } });
    const [picture, , , english, none] = four;
    expect(fitOf([picture!, english!, none!], CHROMIUM).sound).toMatchObject({ pid: 259, isMade: true });
  });

  test('each has a name that outlives a change of streams, and can be chosen by it', () => {
    expect(fitOf(four, CHROMIUM).sounds.map(({ name }) => name)).toEqual(['deu', 'deu.1', 'eng', '.0']);
    expect(fitOf(four, page('aac,h264', 'eng'))).toMatchObject({ isAsItIs: false, sound: { pid: 259 } });
    expect(fitOf(four, page('aac,h264', 'fra')).sound?.pid).toBe(258);
  });

  test('a second one that plays is led past the first, which hls.js would take', () => {
    const two = [stream(256, 'h264'), stream(257, 'aac', 'deu'), stream(258, 'aac', 'eng')];
    expect(fitOf(two, page('aac,h264', 'eng'))).toMatchObject({ isAsItIs: false, sound: { pid: 258, isMade: false } });
  });

  test('players are told in one line what there is, and what was made', () => {
    const line = printFit(fitOf([stream(256, 'hevc'), stream(257, 'mp2', 'deu')], CHROMIUM));
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(line)).toEqual({
      sounds: [{ name: 'deu', codec: 'mp2', language: 'deu' }],
      sound: 'deu',
      made: ['hevc', 'mp2'],
    });
  });
});

test('who says nothing of itself, or nonsense, is given the channel as it is', () => {
  expect(readAbility(undefined, 'deu')).toBeUndefined();
  expect(readAbility('<script>,vp9', '')).toBeUndefined();
  expect(printAbility(page('h264,nonsense,aac', '../x'))).toBe(printAbility(CHROMIUM));
});
