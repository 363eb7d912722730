import { expect, test } from 'vitest';
import {
  hashPassword,
  nobodysHash,
  PASSWORD_COST,
  PASSWORD_HASH,
  verifyPassword,
} from '../../src/accounts/password.ts';

const CHEAP = { N: 2, r: 1, p: 1 };

test('a hash of full cost opens to its password alone', async () => {
  const hash = await hashPassword('open sesame', PASSWORD_COST);
  expect(hash).toMatch(PASSWORD_HASH);
  expect(await verifyPassword('open sesame', hash)).toBe(true);
  expect(await verifyPassword('open sesam', hash)).toBe(false);
});

test('the same password has another hash each time', async () => {
  expect(await hashPassword('open sesame', CHEAP)).not.toBe(await hashPassword('open sesame', CHEAP));
});

test('nothing opens the hash of nobody or a text that is none', async () => {
  expect(nobodysHash(CHEAP)).toMatch(PASSWORD_HASH);
  expect(await verifyPassword('', nobodysHash(CHEAP))).toBe(false);
  expect(await verifyPassword('', '')).toBe(false);
});
