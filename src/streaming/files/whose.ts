// Whose a file is that is open. Several in a home may have one device and one address: each has its own rate and rights, and
// loses its own.

import type { Viewer } from '../sink.ts';
import { clientOf } from '../slots/slots.ts';

type Whose = Pick<Viewer, 'account' | 'address' | 'userAgent'>;

const loginOf = ({ account }: Whose): string => `${account?.id ?? ''} ${account?.pass ?? ''}`;

/** Its connections take each other's place: a player that seeks opens the next before the last is gone. */
export const whoseOf = (viewer: Whose): string => `${clientOf(viewer)}\n${loginOf(viewer)}`;

/** What counts as one stream of a person: a player looks into a file under one name and plays it under another. */
export const streamOf = (viewer: Whose, key: string): string => `${viewer.address}\n${loginOf(viewer)}\n${key}`;
