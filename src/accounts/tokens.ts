// The token a login gives: a JWT signed with this installation's own key.

import { JOSEError } from 'jose/errors'; // the parts: the whole library takes 30 ms of every start
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/units.ts';

const ALGORITHM = 'HS256';
const ISSUER = 'masthead';
const LIFETIME_MS = 12 * HOUR_MS;

const claims = z.object({ sub: z.string(), gen: z.number() });

export interface Bearer {
  readonly name: string;
  /** How often the password had been set when the token was made: a new password ends the old tokens. */
  readonly generation: number;
}

export interface Login {
  readonly token: string;
  readonly expiresAt: number;
}

export interface Tokens {
  issue(bearer: Bearer): Promise<Login>;
  /** `undefined` for a token that is forged, expired or of another installation. */
  read(token: string): Promise<Bearer | undefined>;
}

/** @param signingKey 32 bytes in hex */
export function createTokens(signingKey: string, clock: Clock): Tokens {
  const key = Buffer.from(signingKey, 'hex');
  return {
    async issue({ name, generation }) {
      const issuedAt = Math.floor(clock.now() / SECOND_MS);
      const expiresAt = issuedAt + LIFETIME_MS / SECOND_MS;
      const token = await new SignJWT({ gen: generation })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setSubject(name)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt: expiresAt * SECOND_MS };
    },
    async read(token) {
      try {
        const options = { algorithms: [ALGORITHM], issuer: ISSUER, currentDate: new Date(clock.now()) };
        const { payload } = await jwtVerify(token, key, options);
        const checked = claims.safeParse(payload);
        return checked.success ? { name: checked.data.sub, generation: checked.data.gen } : undefined;
      } catch (error) {
        if (error instanceof JOSEError) return undefined;
        throw error;
      }
    },
  };
}
