// What every route of the LAN listener has at hand, and what a face of it is.

import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Rights } from '../model/person.ts';
import type { Visit } from '../model/visit.ts';

/** Node's own request and response: routes that stream write to the response themselves. */
export interface LanEnv {
  Bindings: HttpBindings & {
    /** Set for requests through an entrance that knows its visitors, as Home Assistant's ingress does. */
    readonly visit?: Visit;
    /** Whoever asks, behind a proxy that is believed. */
    clientAddress?: string;
    /** It came through a proxy that nobody has named: from where is not known. */
    isBehindUnknownProxy?: boolean;
  };
  Variables: {
    /** What whoever asks may watch, where it came with a login; without, everything that is open. */
    readonly rights?: Rights;
  };
}

/** An output, as far as the listener needs to know it. */
export interface Face {
  readonly name: string;
  routes?(lan: Hono<LanEnv>): void;
}
