import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createChannelLogos } from '../../src/app/channel-logos.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import type { ChannelPatch } from '../../src/lineup/query.ts';
import { readFolder } from '../../src/logos/folder-index.ts';
import { LocalLogos } from '../../src/logos/local-folder.ts';
import type { StoredLogo } from '../../src/logos/logo-store.ts';
import { printChannelId } from '../../src/model/ids.ts';
import { drawLogo } from '../fakes/drawn-logo.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { channelOf } from '../fakes/lineup-of.ts';

const CHANNEL = channelOf('1', 'Bergland');
const URLS = ['http://one.invalid/user/secret/a.png', 'http://two.invalid/b.png'];

/** A channel whose streams name two logos, of which the first can be had. */
async function openRoom() {
  const folder = temporaryFolder();
  const png = await drawLogo({ text: 'Own' });
  const seen: StoredLogo = { kind: 'png', bytes: png, fetchedAt: 0 };
  let chosen: string | undefined;
  const logos = createChannelLogos({
    lineup: {
      channel: (id) => (id === CHANNEL.id ? ({} as never) : undefined),
      chosenLogoOf: () => chosen,
      patch: ([patch]: readonly ChannelPatch[]) => {
        chosen = patch?.set.logo ?? undefined;
        return Promise.resolve({ changed: 1, undo_id: 'u' });
      },
    },
    own: new LocalLogos({
      folder: () => folder,
      read: async (path, known) => readFolder(path, known),
      clock: systemClock,
    }),
    cache: { get: (url) => Promise.resolve(url === URLS[0] ? seen : undefined) },
    originOf: () => ({ urls: URLS }),
    lookOf: () => undefined,
  });
  return { logos, folder, png, chosen: () => chosen };
}

test('the logos of its streams are offered by their hosts: an address may hold a password', async () => {
  const { logos } = await openRoom();
  const items = (await logos.candidates(CHANNEL.id, ''))!;
  expect(items.map(({ from, label, is_chosen }) => [from, label, is_chosen])).toEqual([
    ['stream', 'one.invalid', false],
    ['stream', 'two.invalid', false],
  ]);
  expect(JSON.stringify(items)).not.toContain('secret');
});

test('one of them is chosen, shown, and told as chosen; one that cannot be had is refused', async () => {
  const { logos, chosen } = await openRoom();
  const [first, second] = (await logos.candidates(CHANNEL.id, ''))!;
  await expect(logos.choose(CHANNEL.id, { from: 'key', key: second!.key })).rejects.toMatchObject({
    code: 'request.invalid',
  });
  expect(chosen()).toBeUndefined();
  await logos.choose(CHANNEL.id, { from: 'key', key: first!.key });
  expect(chosen()).toBe(URLS[0]);
  expect(await logos.chosen(CHANNEL.id)).toBeDefined();
  expect((await logos.candidates(CHANNEL.id, ''))![0]!.is_chosen).toBe(true);
});

test('an upload lies in the folder of own logos, is the logo at once, and is found among the files', async () => {
  const { logos, folder, png, chosen } = await openRoom();
  await logos.upload(CHANNEL.id, png);
  const file = chosen()!.replace('file:', '');
  expect(file).toContain(printChannelId(CHANNEL.id));
  expect(existsSync(join(folder, file))).toBe(true);
  expect((await logos.chosen(CHANNEL.id))?.bytes).toEqual(png);
  const found = (await logos.candidates(CHANNEL.id, 'masthead'))!.find(({ from }) => from === 'file')!;
  expect((await logos.pictureOf(CHANNEL.id, found.key))?.bytes).toEqual(png);
});

test('what is no image, and what belongs to no channel, is refused', async () => {
  const { logos, png, chosen } = await openRoom();
  const page = new TextEncoder().encode('<html>');
  await expect(logos.upload(CHANNEL.id, page)).rejects.toMatchObject({ code: 'request.invalid' });
  await expect(logos.upload(7 as never, png)).rejects.toMatchObject({ code: 'channel.unknown' });
  await expect(logos.choose(CHANNEL.id, { from: 'key', key: 'another' })).rejects.toMatchObject({
    code: 'request.invalid',
  });
  expect(chosen()).toBeUndefined();
});
