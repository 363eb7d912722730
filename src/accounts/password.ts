// Passwords, kept as scrypt hashes. One hash is computed at a time: each takes 16 MiB and a thread.

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { MEBIBYTE } from '../kernel/units.ts';

/** scrypt's parameters: it takes 128·N·r bytes, and N·r·p steps. */
export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 16 MiB and about 0.2 s: OWASP's recommendation for machines with little memory. */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 14, r: 8, p: 5 };
const MAX_MEMORY_BYTES = 64 * MEBIBYTE;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

const STORED = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/** `scrypt$N$r$p$salt$key`, the last two in base64url. */
export const PASSWORD_HASH = STORED;

export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, { ...cost, length: KEY_BYTES });
  return print(cost, salt, key);
}

/** No password has this hash: checking it takes as long as checking a real one, so that unknown names cannot be told. */
export const nobodysHash = (cost: PasswordCost): string =>
  print(cost, Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));

const print = ({ N, r, p }: PasswordCost, salt: Buffer, key: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = STORED.exec(stored);
  if (!match) return false;
  const [, N, r, p, salt = '', key = ''] = match;
  const expected = Buffer.from(key, 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p), length: expected.length };
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), cost), expected);
}

interface Derivation extends PasswordCost {
  readonly length: number;
}

let last: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: Buffer, { length, ...cost }: Derivation): Promise<Buffer> {
  const run = last.then(() => compute(password.normalize('NFKC'), salt, { length, ...cost }));
  last = run.catch(() => undefined);
  return run;
}

function compute(password: string, salt: Buffer, { length, ...cost }: Derivation): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(password, salt, length, { ...cost, maxmem: MAX_MEMORY_BYTES }, (error, key) =>
    error ? reject(error) : resolve(key),
  );
  return promise;
}
