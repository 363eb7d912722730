// Secrets that Masthead makes itself: long, random, shown once and kept as digests. And Xtream passwords, which players
// send with every request: too many for scrypt, so that their digest has a key that lies elsewhere.

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 24;

export const makeSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** Long enough that nobody finds one by trying. */
const MARK_CHARACTERS = 22;

/** As `makeSecret`, with a mark by which it is known as ours for as long as the key stays, also when its digest is gone. */
export function makeMarkedSecret(mark: Mark): string {
  const secret = makeSecret();
  return `${secret}.${markOf(secret, mark)}`;
}

export function isMarked(secret: string, mark: Mark): boolean {
  const [plain = '', given = ''] = secret.split('.');
  return isSame(given, markOf(plain, mark));
}

/** @property key 32 bytes in hex @property owner whom the secret was made for */
interface Mark {
  readonly key: string;
  readonly owner: string;
}

const markOf = (secret: string, { key, owner }: Mark): string =>
  createHmac('sha256', Buffer.from(key, 'hex'))
    .update(`mark\0${owner}\0${secret}`)
    .digest('base64url')
    .slice(0, MARK_CHARACTERS);

export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** @param key 32 bytes in hex @param owner the same password of two people has two digests */
export const keyedDigestOf = (secret: string, { key, owner }: { key: string; owner: string }): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(`xtream\0${owner}\0${secret}`).digest('base64url');

/** Takes the same time wherever they differ. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
