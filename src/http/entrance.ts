// A second way in to the LAN's routes, for visitors whom somebody else has let in. Whoever did not come by that way is
// refused before any route sees the request.

import type { IncomingMessage } from 'node:http';
import type { Hono } from 'hono';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Visit } from '../model/visit.ts';
import type { LanEnv } from './lan-env.ts';

export interface Entrance {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** @throws AppError `request.forbidden` for whoever has no business here */
  readonly admit: (incoming: IncomingMessage) => Promise<Visit>;
}

export function entranceTo(lan: Hono<LanEnv>, { admit }: Pick<Entrance, 'admit'>) {
  return async (request: Request, bindings: unknown): Promise<Response> => {
    const env = bindings as LanEnv['Bindings'];
    const visit = await admit(env.incoming).catch(toAppError);
    if (visit instanceof AppError) return new Response(`${visit.message}\n`, { status: 403 });
    return lan.fetch(request, Object.assign(env, { visit })); // the same object: an upgrade leaves its answer in it
  };
}
