// Who is doing what is being done: known all the way down, without every function being told.

import { AsyncLocalStorage } from 'node:async_hooks';

export const ACTOR_WAYS = ['login', 'token', 'entrance', 'home-assistant', 'system'] as const;

export interface Actor {
  /** Null for somebody without an account, and for what is no person. */
  readonly personId: string | null;
  readonly name: string;
  readonly via: (typeof ACTOR_WAYS)[number];
  readonly address: string;
}

const SYSTEM: Actor = { personId: null, name: '', via: 'system', address: '' };

interface Acting {
  readonly actor: Actor;
  /** Changes that are on the disk. */
  deeds: number;
}

const actors = new AsyncLocalStorage<Acting>();

/** Everything that `work` begins is done by this one. */
export const actAs = <Result>(actor: Actor, work: () => Result): Result => actors.run({ actor, deeds: 0 }, work);

/** Masthead itself, where nobody is said. */
export const currentActor = (): Actor => actors.getStore()?.actor ?? SYSTEM;

/** Something that was decided is on the disk. */
export function noteDeed(): void {
  const acting = actors.getStore();
  if (acting) acting.deeds += 1;
}

/** The last of them were undone at once, on the disk: as if there had been none. */
export function takeDeedsBack(count: number): void {
  const acting = actors.getStore();
  if (acting) acting.deeds -= count;
}

/** How often something was, on behalf of whoever acts now. */
export const deedsSoFar = (): number => actors.getStore()?.deeds ?? 0;
