// Which of this machine's addresses another one reaches it by: the system's routes know, so they are asked.

import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** Nothing is ever sent there: connecting a datagram socket only looks the route up. */
const ANY_PORT = 9;

/** @param remote numeric address @returns numeric address, `undefined` when there is no route */
export function localAddressFor(remote: string): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = createSocket(isIPv6(remote) ? 'udp6' : 'udp4');
  const finish = (address: string | undefined): void => {
    socket.close();
    resolve(address);
  };
  socket.once('error', () => finish(undefined));
  socket.connect(ANY_PORT, remote, () => finish(socket.address().address));
  return promise;
}
