// A stream under the logins that its provider has given us.

import type { StreamSource } from '../../model/stream.ts';
import type { Slot } from './slots.ts';

/** The logins that may be asked for a stream, in order of preference; '' is the only one of a provider without a pool. */
export const loginsOf = ({ logins }: StreamSource): readonly string[] =>
  logins && logins.length > 0 ? logins.map(({ id }) => id) : [''];

/** Whether nothing but this login of its provider can be asked for it. */
export function isOnlyAt(source: StreamSource, { providerId, login }: Pick<Slot, 'providerId' | 'login'>): boolean {
  return source.providerId === providerId && loginsOf(source).every((id) => id === login);
}

/** The stream as this login asks for it. A login that is gone leaves it as it is. */
export function atLogin(source: StreamSource, loginId: string): StreamSource {
  const login = source.logins?.find(({ id }) => id === loginId);
  return login ? { ...source, url: login.url, headers: { ...source.headers, ...login.headers } } : source;
}
