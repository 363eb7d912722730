// What the player says while what it had fetched runs out, and when it looks again.

import { expect, test } from 'vitest';
import { learnWhoIAm } from '../../../panel/api/me.ts';
import { Elsewhere } from '../../../panel/views/player/elsewhere.ts';
import { Player } from '../../../panel/views/player/player.ts';
import { serve } from './api.ts';
import { mount } from './mount.ts';

const live = { kind: 'live', channelId: 'c1', streamId: '', name: 'News' };

test('what ended a channel is said until it is begun anew, whatever is still played of it', async () => {
  await serve({ 'GET /api/me': { may: [] } });
  const { find, settled } = await mount(Player, { played: live });
  const video = find('video') as HTMLVideoElement;
  await expect.poll(() => video.src).toContain('stream/c1.m3u8');
  video.dispatchEvent(new Event('error'));
  const said = (): string | undefined => (find('mh-trouble') as unknown as { error?: Error }).error?.message;
  await expect.poll(said).toContain('decode');
  video.dispatchEvent(new Event('playing'));
  await settled();
  expect(said()).toContain('decode');
});

test('what is begun anew goes on where it was, and what comes after it at its own beginning', async () => {
  await serve({ 'GET /api/me': { may: [] } });
  const past = { kind: 'past', channelId: 'c1', name: 'News', title: 'At nine', startAt: 60_000 };
  const { element, find } = await mount(Player, { played: past });
  const video = find('video') as HTMLVideoElement;
  const begun: number[] = [];
  let at = 0;
  const begin = (seconds: number): void => {
    at = seconds;
    begun.push(seconds);
  };
  Object.defineProperties(video, {
    duration: { value: 3_600 },
    currentTime: { get: () => at, set: begin },
    load: { value: () => (at = 0) },
  });
  await expect.poll(() => video.src).toContain('utc=60');
  at = 1_200;
  video.dispatchEvent(new Event('timeupdate'));
  find('mh-trouble').dispatchEvent(new Event('retry'));
  await expect.poll(() => begun).toEqual([1_200]);
  element.played = { ...past, startAt: 120_000 } as typeof element.played;
  await expect.poll(() => video.src).toContain('utc=120');
  expect(begun).toEqual([1_200]);
});

test('a viewer who came through Home Assistant is given an address that a television reaches', async () => {
  await serve({ 'GET /api/me': { may: ['me'], address: 'http://192.168.1.5:5004' } });
  await learnWhoIAm();
  const { find } = await mount(Elsewhere, { path: 'stream/c1.ts', name: 'News' });
  await expect.poll(() => find('mh-copy-field').getAttribute('value')).toBe('http://192.168.1.5:5004/stream/c1.ts');
});
