// Somebody who asks: who it is and what it may; and a request that comes in through another door than the LAN's.

import type { Rights, Role, Scope } from './person.ts';

export interface Visitor {
  readonly name: string;
  readonly role: Role;
  /** Why somebody who may be an admin counts as a member; for people. */
  readonly doubt?: string;
  /** Somebody with an account here. */
  readonly account?: {
    readonly id: string;
    readonly rights: Rights;
    /** Of the login that was used; null for an API token. */
    readonly sessionId: string | null;
    /** Of the API token that was used; null for a login, which opens all that the role may. */
    readonly scopes: readonly Scope[] | null;
  };
}

export interface Visit {
  readonly visitor: Visitor;
  /** Who that is by now, for what stays open. @throws AppError `request.forbidden` for whoever would not be let in any more */
  readonly again: () => Promise<Visitor>;
  /** Of the LAN listener, without a trailing slash: the request's own host is a proxy's, of no use to a player. */
  readonly lanUrl: string;
}
