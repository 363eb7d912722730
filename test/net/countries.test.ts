import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog as log } from '../../src/kernel/log.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { Countries } from '../../src/net/countries.ts';
import { countryFile } from '../fakes/country-file.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function setUp() {
  const file = join(temporaryFolder(), 'country.mmdb');
  const clock = createTurnedClock();
  const chosen = { file };
  const countries = new Countries({ file: () => chosen.file, clock, log });
  onTestFinished(() => countries.stop());
  return { file, clock, chosen, countries };
}

test('an address is in the country that the file says, and in none without one', async () => {
  const { file, countries } = setUp();
  await countries.look();
  expect([countries.isKnown, countries.of('203.0.113.9')]).toEqual([false, null]);
  writeFileSync(
    file,
    countryFile([
      [[203, 0], 'DE'],
      [[198, 51], 'fr'],
    ]),
  );
  await countries.look();
  const asked = ['203.0.113.9', '::ffff:203.0.113.9', '198.51.100.1', '192.168.1.5', 'fe80::1%eth0', 'nonsense', ''];
  expect(asked.map((address) => countries.of(address))).toEqual(['DE', 'DE', 'FR', null, null, null, null]);
});

test('a newer file is taken within the hour, and none when it is taken away', async () => {
  const { file, clock, chosen, countries } = setUp();
  writeFileSync(file, countryFile([[[203, 0], 'DE']]));
  await countries.look();
  writeFileSync(
    file,
    countryFile([
      [[203, 0], 'AT'],
      [[198, 51], 'FR'],
    ]),
  );
  clock.advance(HOUR_MS);
  await expect.poll(() => countries.of('203.0.113.9')).toBe('AT');
  chosen.file = '';
  await countries.look();
  expect(countries.isKnown).toBe(false);
});

test('a file that is none, or damaged, is none', async () => {
  const { file, countries } = setUp();
  writeFileSync(file, 'hello');
  await countries.look();
  expect([countries.isKnown, countries.of('203.0.113.9')]).toEqual([false, null]);
  const whole = countryFile([[[203, 0], 'DE']]);
  for (const length of [0, 20, whole.length - 40]) {
    writeFileSync(file, whole);
    truncateSync(file, length);
    await countries.look();
    expect(countries.of('203.0.113.9')).toBeNull();
  }
});

test('while a newer file is copied over the one that is there that one holds, and the newer one soon after', async () => {
  const { file, clock, chosen, countries } = setUp();
  writeFileSync(file, countryFile([[[203, 0], 'DE']]));
  await countries.look();
  const newer = countryFile([[[203, 0], 'AT']]);
  writeFileSync(file, newer.subarray(0, 20));
  clock.advance(HOUR_MS);
  await countries.look();
  expect(countries.of('203.0.113.9')).toBe('DE');
  writeFileSync(file, newer);
  clock.advance(MINUTE_MS);
  await expect.poll(() => countries.of('203.0.113.9')).toBe('AT');
  chosen.file = `${file}.none`;
  await countries.look();
  expect(countries.isKnown).toBe(false); // of another file nothing was ever read
});

test('a file that is no longer the chosen one when it has been read is not taken', async () => {
  const { file, chosen, countries } = setUp();
  writeFileSync(file, countryFile([[[203, 0], 'DE']]));
  const first = countries.look();
  chosen.file = '';
  await Promise.all([first, countries.look()]);
  expect(countries.isKnown).toBe(false);
});
