import { expect, test } from 'vitest';
import { audioFor, variantsByPreference } from '../../../src/formats/hls/choice.ts';
import type { AudioRendition, MasterPlaylist, Variant } from '../../../src/formats/hls/playlist.ts';

const variant = (url: string, more: Partial<Variant> = {}): Variant => ({
  url,
  bandwidth: 0,
  height: 0,
  codecs: [],
  audioGroup: '',
  ...more,
});
const ALL = [
  variant('sd', { bandwidth: 1e6, height: 480 }),
  variant('uhd', { bandwidth: 2e7, height: 2_160, codecs: ['hvc1.2.4.L150'] }),
  variant('hd', { bandwidth: 5e6, height: 1_080, codecs: ['avc1.640028', 'mp4a.40.2'] }),
  variant('sound', { bandwidth: 9e7, codecs: ['mp4a.40.2'] }),
  variant('web', { bandwidth: 8e7, height: 2_160, codecs: ['vp09.00', 'opus'] }),
];
const of = (variants: readonly Variant[], audio: readonly AudioRendition[] = []): MasterPlaylist => ({
  kind: 'master',
  variants,
  audio,
  definitions: {},
});
const names = (maxHeight: number | null, maxBandwidth: number | null, variants = ALL): string[] =>
  variantsByPreference(of(variants), { maxHeight, maxBandwidth }).map(({ url }) => url);

test('the best picture that a transport stream carries comes first, sound alone not at all', () => {
  expect(names(null, null)).toEqual(['uhd', 'hd', 'sd']);
});

test('what is above a limit comes last, the least of it first', () => {
  expect(names(1_080, null)).toEqual(['hd', 'sd', 'uhd']);
  expect(names(null, 2e6)).toEqual(['sd', 'hd', 'uhd']);
  expect(names(200, null)).toEqual(['sd', 'hd', 'uhd']);
});

test('radio has no picture, and what cannot be carried is better than nothing', () => {
  expect(names(null, null, [ALL[3]!])).toEqual(['sound']);
  expect(names(null, null, [ALL[4]!])).toEqual(['web']);
});

const rendition = (name: string, url: string, isDefault = false): AudioRendition => ({
  group: 'a',
  name,
  url,
  isDefault,
});

test('the default sound is taken when it is separate', () => {
  const hd = variant('hd', { audioGroup: 'a' });
  expect(audioFor(hd, of([hd], [rendition('one', 'u1'), rendition('two', 'u2', true)]))?.url).toBe('u2');
  expect(audioFor(hd, of([hd], [rendition('one', 'u1')]))?.url).toBe('u1');
  expect(audioFor(hd, of([hd], [rendition('in the picture', '', true), rendition('two', 'u2')]))).toBeUndefined();
  expect(audioFor(variant('sd'), of([hd], [rendition('one', 'u1')]))).toBeUndefined();
});
