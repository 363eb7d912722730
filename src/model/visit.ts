// A request that comes in through another door than the LAN's: whose it is, and what Masthead is called outside.

export const ROLES = ['admin', 'member'] as const;
/** A member looks, an admin changes. */
export type Role = (typeof ROLES)[number];

export interface Visitor {
  readonly name: string;
  readonly role: Role;
  /** Why somebody who may be an admin counts as a member; for people. */
  readonly doubt?: string;
}

export interface Visit {
  readonly visitor: Visitor;
  /** Of the LAN listener, without a trailing slash: the request's own host is a proxy's, of no use to a player. */
  readonly lanUrl: string;
}
