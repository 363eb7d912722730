import { expect, test } from 'vitest';
import { opensPalette } from '../../../panel/palette-keys.ts';
import { matches } from '../../../panel/views/palette/sources.ts';
import { keyOf, type PlayerActs } from '../../../panel/views/player/keys.ts';
import { playedTime } from '../../../panel/views/player/seek-bar.ts';
import { chooseSubtitles, labelOf, NONE, subtitlesOf } from '../../../panel/views/player/tracks.ts';

test.each([
  [0, '0:00'],
  [63, '1:03'],
  [3_723, '1:02:03'],
  [-4, '0:00'],
])('%s seconds are %s', (seconds, text) => {
  expect(playedTime(seconds)).toBe(text);
});

const textTracks = (): Pick<HTMLVideoElement, 'textTracks'> => ({
  textTracks: [
    { kind: 'metadata', label: 'ids', mode: 'hidden' },
    { kind: 'subtitles', label: '', language: 'de', mode: 'disabled' },
    { kind: 'captions', label: 'English', language: 'en', mode: 'showing' },
  ] as never,
});

test('subtitles are those that are read, by name or language; one is shown at a time, or none', () => {
  const video = textTracks();
  expect(subtitlesOf(video)).toEqual([
    { id: 1, label: 'de', isChosen: false },
    { id: 2, label: 'English', isChosen: true },
  ]);
  chooseSubtitles(video, 1);
  expect(subtitlesOf(video).map(({ isChosen }) => isChosen)).toEqual([true, false]);
  chooseSubtitles(video, NONE);
  expect(subtitlesOf(video).some(({ isChosen }) => isChosen)).toBe(false);
  expect(video.textTracks[0]!.mode).toBe('hidden'); // not ours to change
  expect(labelOf({}, 2)).toBe('3');
});

/** What a key does, as the names of the acts that it calls. */
function pressed(key: string, from: Element = document.body, more: KeyboardEventInit = {}): unknown[] {
  const called: unknown[] = [];
  const acts = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...given: unknown[]) =>
          called.push([name, ...given]),
    },
  );
  const listen = (event: Event): void => keyOf(event as KeyboardEvent)?.(acts as PlayerActs);
  addEventListener('keydown', listen);
  from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, ...more }));
  removeEventListener('keydown', listen);
  return called;
}

test('keys do what web players do, and nothing in a field or with Ctrl', () => {
  expect(pressed('ArrowRight')).toEqual([['skip', 5]]);
  expect(pressed('7')).toEqual([['toShare', 0.7]]);
  expect(pressed('c')).toEqual([['toggleSubtitles']]);
  expect(pressed('x')).toEqual([]);
  expect(pressed('k', document.body, { ctrlKey: true })).toEqual([]);
  const field = document.body.appendChild(document.createElement('input'));
  expect(pressed('k', field)).toEqual([]);
  field.remove();
});

const key = (name: string, more: Partial<KeyboardEvent> = {}): Parameters<typeof opensPalette>[0] => ({
  key: name,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  composedPath: () => [document.body],
  ...more,
});

test('the palette opens by slash, Ctrl K and Command K, but not while somebody writes', () => {
  const field = document.createElement('input');
  expect([key('/'), key('k', { ctrlKey: true }), key('K', { metaKey: true })].map(opensPalette)).toEqual([
    true,
    true,
    true,
  ]);
  expect(opensPalette(key('/', { composedPath: () => [field] }))).toBe(false);
  expect(opensPalette(key('k'))).toBe(false);
});

test.each([
  ['Télé Loisirs', 'tele', true],
  ['Harbour One HD', 'one harb', true],
  ['Harbour One', 'two', false],
  ['Anything', '', true],
])('%s is found by "%s": %s', (text, words, isFound) => {
  expect(matches(text, words)).toBe(isFound);
});
