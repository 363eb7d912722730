// Secrets behind a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM seals. What they belong to is sealed with them:
// a file in which somebody has put another host does not open.

import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { MEBIBYTE } from '../../kernel/units.ts';

/** 32 MiB, about 0.2 s on a Pi 4: once a file, not once a login. */
const COST = { N: 32_768, r: 8, p: 1 } as const;
const MAX_MEMORY_BYTES = 160 * MEBIBYTE;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12; // NIST SP 800-38D
const TAG_BYTES = 16;

const base64 = (bytes: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes);

export const sealed = z.strictObject({
  kdf: z.literal('scrypt'),
  n: z.literal([16_384, 32_768, 65_536, 131_072]),
  r: z.literal(8),
  p: z.literal(1),
  salt: base64(SALT_BYTES),
  cipher: z.literal('aes-256-gcm'),
  iv: base64(IV_BYTES),
  tag: base64(TAG_BYTES),
  data: z.base64(),
});
export type Sealed = z.output<typeof sealed>;

/** @param beside what is not secret, and shall not change */
export async function seal(values: unknown, passphrase: string, beside: string): Promise<Sealed> {
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt, COST.N), iv);
  cipher.setAAD(Buffer.from(beside));
  const data = Buffer.concat([cipher.update(JSON.stringify(values), 'utf8'), cipher.final()]);
  return {
    kdf: 'scrypt',
    n: COST.N,
    r: 8,
    p: 1,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** @throws AppError `request.invalid` for a wrong passphrase, and for anything that has changed */
export async function unseal(box: Sealed, passphrase: string, beside: string): Promise<unknown> {
  const key = await keyOf(passphrase, Buffer.from(box.salt, 'base64'), box.n);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.iv, 'base64'));
  decipher.setAAD(Buffer.from(beside));
  decipher.setAuthTag(Buffer.from(box.tag, 'base64'));
  try {
    const text = Buffer.concat([decipher.update(Buffer.from(box.data, 'base64')), decipher.final()]).toString('utf8');
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('request.invalid', 'The passphrase is wrong, or the file was changed.', { cause });
  }
}

function keyOf(passphrase: string, salt: Buffer, N: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const cost = { N, r: COST.r, p: COST.p, maxmem: MAX_MEMORY_BYTES };
  scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, cost, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}
