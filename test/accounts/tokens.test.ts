import { SignJWT } from 'jose/jwt/sign';
import { expect, test } from 'vitest';
import { createTokens } from '../../src/accounts/tokens.ts';
import { HOUR_MS, SECOND_MS } from '../../src/kernel/units.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const KEY = '5a'.repeat(32);
const bearer = { personId: 'anna', generation: 3, sessionId: 's1' };

test('a token is read again and again until its hour is over', async () => {
  const clock = createTurnedClock();
  const tokens = createTokens(KEY, clock);
  const { token, expiresAt } = await tokens.issue(bearer);
  expect(await tokens.read(token)).toEqual(bearer);
  clock.advance(expiresAt - clock.now() - 1);
  expect(await tokens.read(token)).toEqual(bearer);
  clock.advance(1);
  expect(await tokens.read(token)).toBeUndefined();
  expect(await tokens.read(token)).toBeUndefined();
});

test('of what was read before only the very same opens anything', async () => {
  const tokens = createTokens(KEY, createTurnedClock());
  const { token } = await tokens.issue(bearer);
  expect(await tokens.read(token)).toEqual(bearer);
  const [header, claims, signature] = token.split('.');
  const [, forged] = (await tokens.issue({ ...bearer, personId: 'owner' })).token.split('.');
  for (const other of [`${header}.${forged}.${signature}`, `${header}.${claims}.`, `${header}.${claims}`, `${token}A`])
    expect(await tokens.read(other)).toBeUndefined();
  expect(await createTokens('00'.repeat(32), createTurnedClock()).read(token)).toBeUndefined();
});

test('one that never ends is none of ours, whoever signed it', async () => {
  const clock = createTurnedClock();
  const token = await new SignJWT({ gen: 3, sid: 's1' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('masthead')
    .setSubject('anna')
    .sign(Buffer.from(KEY, 'hex'));
  expect(await createTokens(KEY, clock).read(token)).toBeUndefined();
});

test('many tokens at once are each their own', async () => {
  const clock = createTurnedClock();
  const tokens = createTokens(KEY, clock);
  const issued = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => (await tokens.issue({ ...bearer, personId: `p${index}` })).token),
  );
  for (let round = 0; round < 2; round += 1)
    for (const [index, token] of issued.entries()) expect((await tokens.read(token))?.personId).toBe(`p${index}`);
  clock.advance(HOUR_MS + SECOND_MS);
  expect(await Promise.all(issued.map((token) => tokens.read(token)))).toEqual(issued.map(() => undefined));
});
