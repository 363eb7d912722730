import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceIdNumber, isDeviceId, makeDeviceId } from '../../src/model/device-id.ts';

test('ids that hdhomerun_config accepts are valid, one with a wrong last digit is not', () => {
  for (const id of ['10500009', '1054321C', '10ABCDE1', '1080A1B8']) expect(isDeviceId(id)).toBe(true);
  for (const id of ['10500008', '1054321D', '10abcde1', '1050000', '105000090', 'MASTHEAD', '']) {
    expect(isDeviceId(id)).toBe(false);
  }
});

test('a new id is valid and lies where clients expect HTTP', () => {
  const draw = fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(draw, (numbers) => {
      let place = 0;
      const id = makeDeviceId(() => numbers[place++] ?? 0);
      expect(isDeviceId(id)).toBe(true);
      expect(id).toMatch(/^10[5A]/);
    }),
  );
});

test('any one changed digit makes an id invalid', () => {
  const id = '1054321C';
  for (let place = 0; place < 8; place += 1) {
    for (const digit of '0123456789ABCDEF') {
      const changed = id.slice(0, place) + digit + id.slice(place + 1);
      expect(isDeviceId(changed)).toBe(changed === id);
    }
  }
});

test('an id as a number is unsigned', () => {
  const id = '10ABCDE1';
  if (!isDeviceId(id)) throw new Error('not valid');
  expect(deviceIdNumber(id)).toBe(0x10abcde1);
});
