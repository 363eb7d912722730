import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { LocalLogos } from '../../src/logos/local-folder.ts';
import { filesIn, ownLogoNames, readFolder, type FolderIndex } from '../../src/logos/folder-index.ts';
import { MINUTE_MS } from '../../src/kernel/units.ts';
import { drawLogo } from '../fakes/drawn-logo.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const read = async (folder: string, known?: FolderIndex): Promise<FolderIndex> => readFolder(folder, known);

async function openFolder() {
  const folder = join(temporaryFolder(), 'logos');
  mkdirSync(folder);
  const clock = createTurnedClock();
  const add = async (name: string, text = name): Promise<Buffer> => {
    const bytes = await drawLogo({ text });
    writeFileSync(join(folder, name), bytes);
    return bytes;
  };
  return { folder, clock, add, logos: new LocalLogos({ folder: () => folder, read, clock }) };
}

test('a file is for the channel that is named like it, whatever its quality and prefix, or has its id', async () => {
  const { logos, add } = await openFolder();
  const named = await add('Bergland_Eins HD.png');
  const byId = await add('c00000000001.png');
  expect((await logos.find(['DE: Bergland Eins FHD']))?.bytes).toEqual(named);
  expect((await logos.find(['c00000000001', 'Other']))?.bytes).toEqual(byId);
  expect(await logos.find(['Bergland Zwei'])).toBeUndefined();
  expect(await logos.find([])).toBeUndefined();
});

test('another feed, a later showing and a station have files of their own, and take the plain one where there is none', async () => {
  const { folder, logos, add } = await openFolder();
  const files = ['Nord', 'Nord West', 'Nord +1', 'Nord (KABC)', 'Ost +1'];
  const bytes = new Map(await Promise.all(files.map(async (name) => [name, await add(`${name}.png`)] as const)));
  const found = async (name: string) => (await logos.find([name]))?.bytes;
  const own = await Promise.all(files.slice(0, 4).map((name) => found(`US: ${name} HD`)));
  expect(own).toEqual(files.slice(0, 4).map((name) => bytes.get(name)));
  const others = await Promise.all(['Nord East', 'Nord +2', 'Nord (KXYZ)'].map(found));
  expect(others).toEqual(Array.from({ length: 3 }, () => bytes.get('Nord')));
  const later = await found('Ost');
  expect(later, 'its later showing is another channel').toBeUndefined();
  expect(ownLogoNames(folder)('Ost')).toBe(false);
  expect(ownLogoNames(folder)('Nord East')).toBe(true);
});

test('a country behind a name, as collections write it, is the channel’s: of that country, whether its name says it or not', async () => {
  const { folder, logos, add } = await openFolder();
  const files = ['nord-eins-uk', 'nord-eins-us-dark', 'nord-eins-us', 'ost-hd-gb', 'this-is-it'];
  const bytes = new Map(
    await Promise.all(files.map(async (name, at) => [name, await add(`${name}.png`, `${at}`)] as const)),
  );
  const found = async (name: string, market = '', background?: 'dark') =>
    (await logos.find([name], background, market))?.bytes;
  expect(await found('Nord Eins FHD', 'uk')).toEqual(bytes.get('nord-eins-uk'));
  expect(await found('UK: Nord Eins', 'us'), 'what the name says goes first').toEqual(bytes.get('nord-eins-uk'));
  expect(await found('Nord Eins', 'us')).toEqual(bytes.get('nord-eins-us'));
  expect(await found('Nord Eins', 'us', 'dark')).toEqual(bytes.get('nord-eins-us-dark'));
  expect(await found('Nord Eins +1', 'uk')).toEqual(bytes.get('nord-eins-uk'));
  expect(await found('Ost', 'uk')).toEqual(bytes.get('ost-hd-gb'));
  expect(await found('This Is It')).toEqual(bytes.get('this-is-it'));
  expect(await found('Nord Eins', 'de')).toBeUndefined();
  expect(await found('Nord Eins'), 'nobody knows its country').toBeUndefined();
  expect([ownLogoNames(folder)('Nord Eins', 'uk'), ownLogoNames(folder)('Nord Eins', 'de')]).toEqual([true, false]);
  const plain = await add('Nord Eins.png');
  await logos.lookAgain();
  expect(await found('Nord Eins', 'uk')).toEqual(plain);
});

test('where a channel has files for backgrounds only, one of them is shown where none is asked for', async () => {
  const { folder, logos, add } = await openFolder();
  const [dark, light] = [await add('Nord-dark.png'), await add('Nord_Light.png')];
  await add('Radio Dark.png');
  expect((await logos.find(['Nord HD']))?.bytes).toEqual(dark);
  expect((await logos.find(['Nord HD'], 'light'))?.bytes).toEqual(light);
  expect(ownLogoNames(folder)('Nord HD')).toBe(true);
  expect(await logos.find(['Radio'])).toBeUndefined(); // a name, not a background
  expect(await logos.find(['Radio Dark'])).toBeDefined();
});

test('of two files for one channel the second can be searched for', async () => {
  const { folder, logos, add } = await openFolder();
  mkdirSync(join(folder, 'uk'));
  await add('Nord.png');
  await add('uk/Nord HD.png');
  expect(await logos.search('nord', 9)).toEqual(['Nord.png', join('uk', 'Nord HD.png')]);
});

test('one for a background goes before the plain one when that is asked for', async () => {
  const { logos, add } = await openFolder();
  const [plain, light] = [await add('Nord.png', 'a'), await add('Nord-light.png', 'b')];
  expect((await logos.find(['Nord'], 'light'))?.bytes).toEqual(light);
  expect((await logos.find(['Nord'], 'dark'))?.bytes).toEqual(plain);
  expect((await logos.find(['Nord']))?.bytes).toEqual(plain);
});

test('what is no image, lies elsewhere or is no file is passed over; a folder that is not there has none', async () => {
  const { folder, logos } = await openFolder();
  writeFileSync(join(folder, 'page.png'), '<html>');
  writeFileSync(join(folder, '..', 'secret.png'), await drawLogo({ text: 'no' }));
  symlinkSync(join(folder, '..', 'secret.png'), join(folder, 'leak.png'));
  mkdirSync(join(folder, 'sub.png'));
  for (const name of ['page', 'leak', 'sub']) expect(await logos.find([name])).toBeUndefined();
  const nowhere = new LocalLogos({ folder: () => join(folder, 'nowhere'), read, clock: createTurnedClock() });
  expect(await nowhere.find(['page'])).toBeUndefined();
  expect(ownLogoNames(join(folder, 'nowhere'))('page')).toBe(false);
  expect(ownLogoNames('')('icon'), 'what lies where Masthead was started').toBe(false);
  expect(ownLogoNames(folder)('Page HD')).toBe(true);
});

test('files in folders in it are found, too, after those beside them; no deeper than three', async () => {
  const { folder, add, logos } = await openFolder();
  for (const sub of ['de', 'de/news', 'de/news/old']) mkdirSync(join(folder, sub));
  const [near, inside] = [await add('Nord.png', 'near'), await add('de/news/West-light.png', 'inside')];
  await add('de/Nord.png', 'far');
  await add('de/news/old/Sued.png');
  expect((await logos.find(['Nord']))?.bytes).toEqual(near);
  expect((await logos.find(['DE: West HD'], 'light'))?.bytes).toEqual(inside);
  expect((await logos.read(join('de', 'news', 'West-light.png')))?.bytes).toEqual(inside);
  expect(await logos.find(['Sued'])).toBeUndefined();
  expect(ownLogoNames(folder)('West light')).toBe(true);
});

test('a new file is seen after a minute', async () => {
  const { logos, add, clock } = await openFolder();
  expect(await logos.find(['Nord'])).toBeUndefined();
  await add('Nord.png');
  expect(await logos.find(['Nord'])).toBeUndefined();
  clock.advance(MINUTE_MS);
  await vi.waitFor(async () => expect(await logos.find(['Nord'])).toBeDefined());
});

test('a folder in it that gets, loses or renames a file has another stamp; what has not changed is not read again', async () => {
  const { folder, add } = await openFolder();
  mkdirSync(join(folder, 'de', 'news'), { recursive: true });
  const empty = readFolder(folder);
  expect(readFolder(folder, empty)).toBe(empty);
  await add('de/news/Nord.png');
  const one = readFolder(folder, empty);
  expect(one.stamp).not.toBe(empty.stamp);
  expect(readFolder(folder).stamp).toBe(one.stamp);
  rmSync(join(folder, 'de/news/Nord.png'));
  expect(readFolder(folder, one).stamp).not.toBe(one.stamp);
  expect(readFolder(join(folder, 'nowhere')).stamp).toBe(0);
});

test('of a folder without end so much is read as is allowed, the least deep first; links out of it and in circles lead nowhere', async () => {
  const { folder, add } = await openFolder();
  mkdirSync(join(folder, 'de'));
  for (const name of ['Nord.png', 'West.png', 'de/Sued.png', 'de/Ost.png']) await add(name);
  symlinkSync(folder, join(folder, 'again'));
  symlinkSync(join(folder, '..'), join(folder, 'up'));
  symlinkSync('/nowhere/at-all.png', join(folder, 'Gone.png'));
  symlinkSync(join(folder, 'Nord.png'), join(folder, 'North.png'));
  const all = readFolder(folder);
  expect([...filesIn(all)]).toEqual(['Nord.png', 'North.png', 'West.png', 'de/Ost.png', 'de/Sued.png']);
  const few = readFolder(folder, undefined, { pictures: 3, entries: 100, folders: 100 });
  expect([...filesIn(few)]).toEqual(['Nord.png', 'North.png', 'West.png']);
  expect([...filesIn(readFolder(folder, undefined, { pictures: 9, entries: 100, folders: 1 }))]).toHaveLength(3);
  expect(
    [...filesIn(readFolder(folder, undefined, { pictures: 9, entries: 2, folders: 9 })).take(3)].length,
  ).toBeLessThan(3);
});

test('whoever asks while the folder is read for the first time waits for it', async () => {
  const { folder, add, clock } = await openFolder();
  await add('Nord.png');
  const { promise: isSlow, resolve: goOn } = Promise.withResolvers<void>();
  const slow = async (path: string): Promise<FolderIndex> => isSlow.then(() => readFolder(path));
  const logos = new LocalLogos({ folder: () => folder, read: slow, clock });
  const both = Promise.all([logos.find(['Nord']), logos.find(['Nord'])]);
  goOn();
  expect((await both).map((logo) => logo?.kind)).toEqual(['png', 'png']);
});
