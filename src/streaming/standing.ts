// Where a viewer stands among the others: by its person's account, else by the rules for clients; both as they are now.

import { networkTest } from '../net/network.ts';
import type { ClientLimit } from '../model/client-limits.ts';
import type { Viewer } from './sink.ts';

export interface Standing {
  /** The higher gets a connection that both want, where the settings say so. */
  readonly priority: number;
  /** It is not sent more than this; null is as fast as it reads. */
  readonly bytesPerSecond: number | null;
}

export type StandingOf = (viewer: Viewer) => Standing;

const KILOBYTE = 1_000;
const USUAL: Standing = { priority: 0, bytesPerSecond: null };

/** What an account says; null leaves it to the rules for clients. */
export type OwnStanding = { readonly [Key in keyof Standing]: Standing[Key] | null };

/**
 * @param rules the same array until they change: what a viewer was found to be is kept as long
 * @param ofPerson what is said of a person; `undefined` for one that is not there
 */
export function createStandings(
  rules: () => readonly ClientLimit[],
  ofPerson: (id: string) => OwnStanding | undefined = () => undefined,
): StandingOf {
  const ofClient = standingsOfClients(rules);
  return (viewer) => {
    const found = ofClient(viewer);
    const own = viewer.account && ofPerson(viewer.account.id);
    if (!own || (own.priority === null && own.bytesPerSecond === null)) return found;
    return {
      priority: own.priority ?? found.priority,
      bytesPerSecond: own.bytesPerSecond ?? found.bytesPerSecond,
    };
  };
}

function standingsOfClients(rules: () => readonly ClientLimit[]): StandingOf {
  let judged: { readonly rules: readonly ClientLimit[]; readonly fits: readonly Fits[] } | undefined;
  let known = new WeakMap<Viewer, Standing>();
  return (viewer) => {
    const now = rules();
    if (judged?.rules !== now) {
      judged = { rules: now, fits: now.map(fitsOf) };
      known = new WeakMap();
    }
    const found = known.get(viewer);
    if (found) return found;
    const standing = standingBy(now[judged.fits.findIndex((one) => one(viewer))]);
    known.set(viewer, standing);
    return standing;
  };
}

function standingBy(rule: ClientLimit | undefined): Standing {
  const kilobytes = rule?.kilobytes_per_second;
  return {
    priority: rule?.priority ?? USUAL.priority,
    bytesPerSecond: kilobytes === undefined ? USUAL.bytesPerSecond : kilobytes * KILOBYTE,
  };
}

type Fits = (viewer: Viewer) => boolean;

function fitsOf({ user_agent: part = '', address }: ClientLimit): Fits {
  const text = part.toLowerCase();
  const isThere = address === undefined ? () => true : networkTest([address]);
  return (viewer) => viewer.userAgent.toLowerCase().includes(text) && isThere(viewer.address);
}
