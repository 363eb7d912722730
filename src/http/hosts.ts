// By which names Masthead is asked. The page of a foreign site can have its own name lead to Masthead's address (DNS rebinding)
// and reads then what is open to the home's network: its browser is at home. What a browser cannot hide is the name, in `Host`.

import { isIP } from 'node:net';
import type { Asked } from './client.ts';

/** Names that nobody outside can have: of one word, or under a domain that public name servers do not give away. */
const HOME_NAMES =
  /^[^.]+$|\.(?:local|localhost|localdomain|lan|home|home\.arpa|internal|intranet|private|corp|test)$|^(?:.+\.)?fritz\.box$/;
/** More than a home has; beyond it the oldest is forgotten. */
const MOST_LEARNED = 50;

export interface HostsOptions {
  /** `security.allowed_hosts`: names, and `*.` before one for those under it. */
  readonly allowed: () => readonly string[];
  /** `MASTHEAD_BASE_URL`, or empty. */
  readonly baseUrl: string;
}

export class Hosts {
  readonly #options: HostsOptions;
  readonly #learned = new Set<string>();

  constructor(options: HostsOptions) {
    this.#options = options;
  }

  /**
   * Whether a request may be answered for the sole reason of where it comes from. Programs may ask by any name: a player has
   * no pages of others. @returns the name that is foreign, or undefined
   */
  foreignName(c: Pick<Asked, 'req'>): string | undefined {
    if (!isFromBrowser(c)) return undefined;
    return namesOf(c).find((name) => !this.#isOurs(name));
  }

  /** Somebody has logged in by this name: no foreign page can. */
  learn(c: Pick<Asked, 'req'>): void {
    for (const name of namesOf(c)) {
      this.#learned.delete(name);
      this.#learned.add(name);
    }
    for (const name of this.#learned) {
      if (this.#learned.size <= MOST_LEARNED) return;
      this.#learned.delete(name);
    }
  }

  #isOurs(name: string): boolean {
    const { allowed, baseUrl } = this.#options;
    return (
      isIP(name.replaceAll(/[[\]]/g, '')) !== 0 ||
      HOME_NAMES.test(name) ||
      this.#learned.has(name) ||
      (baseUrl !== '' && nameOf(URL.parse(baseUrl)?.host ?? '') === name) ||
      allowed().some((one) => (one.startsWith('*.') ? name.endsWith(one.slice(1)) : name === one))
    );
  }
}

/** What browsers send with every request, whatever a page does about it; players send at most one of the last two. */
function isFromBrowser({ req }: Pick<Asked, 'req'>): boolean {
  const says = (name: string): boolean => req.header(name) !== undefined;
  return says('origin') || says('sec-fetch-site') || (says('accept-language') && says('accept-encoding'));
}

/** A proxy that asks by a name of its own tells the one that it was asked by. */
const namesOf = ({ req }: Pick<Asked, 'req'>): string[] =>
  [req.header('host'), ...(req.header('x-forwarded-host')?.split(',') ?? [])].flatMap((host) =>
    host === undefined ? [] : nameOf(host.trim()),
  );

/** Without its port and the dot of the root; what is no name stays as it is. */
const nameOf = (host: string): string =>
  (URL.parse(`http://${host}`)?.hostname ?? host.toLowerCase()).replace(/\.$/, '');
