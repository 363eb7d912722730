// The token that opens the API for an hour: a JWT signed with this installation's own key.

import { JOSEError } from 'jose/errors'; // the parts: the whole library takes 30 ms of every start
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/units.ts';

const ALGORITHM = 'HS256';
const ISSUER = 'masthead';
/** A script that reads a few things does it within this; whoever stays takes its refresh token for the next. */
const ACCESS_LIFETIME_MS = HOUR_MS;

/** Tokens whose signature need not be checked again: those of the people and programs that ask just now. */
const MOST_KNOWN = 64;

const claims = z.object({ sub: z.string(), gen: z.number(), sid: z.string(), exp: z.number() });
type Claims = z.output<typeof claims>;

export interface Bearer {
  readonly personId: string;
  /** How often the password had been set when the token was made: a new password ends the old tokens. */
  readonly generation: number;
  readonly sessionId: string;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: number;
}

export interface Tokens {
  issue(bearer: Bearer): Promise<AccessToken>;
  /** `undefined` for a token that is forged, expired or of another installation. */
  read(token: string): Promise<Bearer | undefined>;
}

/** @param signingKey 32 bytes in hex */
export function createTokens(signingKey: string, clock: Clock): Tokens {
  const key = Buffer.from(signingKey, 'hex');
  const known = new Map<string, Claims>();

  async function verified(token: string): Promise<Claims | undefined> {
    const options = { algorithms: [ALGORITHM], issuer: ISSUER, currentDate: new Date(clock.now()) };
    const { payload } = await jwtVerify(token, key, options);
    const { data } = claims.safeParse(payload);
    if (data) remember(token, data);
    return data;
  }

  function remember(token: string, data: Claims): void {
    known.set(token, data);
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  }

  return {
    async issue({ personId, generation, sessionId }) {
      const issuedAt = Math.floor(clock.now() / SECOND_MS);
      const expiresAt = issuedAt + ACCESS_LIFETIME_MS / SECOND_MS;
      const token = await new SignJWT({ gen: generation, sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setSubject(personId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt: expiresAt * SECOND_MS };
    },
    async read(token) {
      try {
        const before = known.get(token);
        const isFresh = before !== undefined && clock.now() < before.exp * SECOND_MS;
        const data = isFresh ? before : await verified(token);
        return data && { personId: data.sub, generation: data.gen, sessionId: data.sid };
      } catch (error) {
        if (error instanceof JOSEError) return undefined;
        throw error;
      }
    },
  };
}
