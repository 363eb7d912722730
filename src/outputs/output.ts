// What an output is: a face of the lineup. A kind is a folder here and a line in app/outputs.ts.

import type { Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import type { Rights } from '../model/person.ts';
import type { Visit } from '../model/visit.ts';

/** The LAN listener's environment: routes that stream write to the outgoing response themselves. */
export interface LanEnv {
  Bindings: HttpBindings & {
    readonly visit?: Visit;
    readonly clientAddress?: string;
    readonly isBehindUnknownProxy?: boolean;
  };
  Variables: {
    /** What whoever asks may watch, where it came with a login; without, everything that is open. */
    readonly rights?: Rights;
  };
}

export interface Output {
  readonly name: string;
  /** Adds its routes to the LAN listener. */
  routes?(lan: Hono<LanEnv>): void;
  start?(): Promise<void>;
  stop?(): Promise<void>;
}
