// Home Assistant's ingress: who may come in that way, and who it is. The Supervisor has checked the session; what it says
// of the person is believed only when the Supervisor itself is at the other end of the socket.

import type { IncomingMessage } from 'node:http';
import { AppError } from '../kernel/errors.ts';
import { plainAddress } from '../net/network.ts';
import type { Visit, Visitor } from '../model/visit.ts';

export interface IngressOptions {
  /** The one address that may connect. */
  readonly peer: string;
  /** @returns whether a user of Home Assistant is an administrator; undefined when Home Assistant does not say */
  readonly isAdmin: (userId: string) => Promise<boolean | undefined>;
  /** Gives a visitor its account here. @throws AppError `request.forbidden` */
  readonly accountOf?: (userId: string, visitor: Visitor) => Promise<Visitor>;
  readonly lanUrl: () => string;
}

const DOUBT =
  'Home Assistant does not say at the moment whether you are an administrator, so nothing can be changed. Try again shortly.';
const LONGEST_NAME = 100;

/** @returns for `http`: lets a request in, or throws AppError `request.forbidden` */
export function createIngressDoor({ peer, isAdmin, accountOf, lanUrl }: IngressOptions) {
  return async (incoming: IncomingMessage): Promise<Visit> => {
    const address = plainAddress(incoming.socket.remoteAddress ?? '');
    if (address !== peer) throw new AppError('request.forbidden', 'Open this from the sidebar of Home Assistant.');
    const id = textOf(incoming.headers['x-remote-user-id']);
    const again = async (): Promise<Visitor> => {
      const visitor = await visitorOf(incoming, isAdmin);
      return id === '' || !accountOf ? visitor : await accountOf(id, visitor);
    };
    return { visitor: await again(), again, lanUrl: lanUrl() };
  };
}

/** The Supervisor names the person in headers that it strips from what the browser sends; it does not say the role. */
async function visitorOf({ headers }: IncomingMessage, isAdmin: IngressOptions['isAdmin']): Promise<Visitor> {
  const id = textOf(headers['x-remote-user-id']);
  const name =
    textOf(headers['x-remote-user-display-name']) || textOf(headers['x-remote-user-name']) || 'Home Assistant';
  const knows = id === '' ? undefined : await isAdmin(id).catch(() => undefined);
  if (knows === undefined) return { name, role: 'member', doubt: DOUBT };
  return { name, role: knows ? 'admin' : 'member' };
}

/** Node reads header bytes as Latin-1; Home Assistant sends names in UTF-8. */
function textOf(header: string | string[] | undefined): string {
  const raw = (Array.isArray(header) ? header[0] : header) ?? '';
  return Buffer.from(raw, 'latin1').toString('utf8').trim().slice(0, LONGEST_NAME);
}
