import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalLogos, ownLogoNames } from '../../src/logos/local-folder.ts';
import { MINUTE_MS } from '../../src/kernel/units.ts';
import { drawLogo } from '../fakes/drawn-logo.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

async function openFolder() {
  const folder = join(temporaryFolder(), 'logos');
  mkdirSync(folder);
  const clock = createTurnedClock();
  const add = async (name: string, text = name): Promise<Buffer> => {
    const bytes = await drawLogo({ text });
    writeFileSync(join(folder, name), bytes);
    return bytes;
  };
  return { folder, clock, add, logos: new LocalLogos({ folder: () => folder, clock }) };
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
  const nowhere = new LocalLogos({ folder: () => join(folder, 'nowhere'), clock: createTurnedClock() });
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
  expect(await logos.find(['Nord'])).toBeDefined();
});
