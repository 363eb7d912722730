// Answers to "is there a tuner?" on UDP 65001, each with the address at which the asker can reach this machine.

import { createSocket, type RemoteInfo, type Socket, type SocketType } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { asksFor, writeDiscoverReply } from '../../formats/hdhomerun/discovery.ts';
import { toAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import type { DeviceId } from '../../model/device-id.ts';

export const HDHOMERUN_PORT = 65_001;

/** Where libhdhomerun looks on IPv6: the link and the site. */
const IPV6_GROUPS = ['ff02::176', 'ff05::176'];
/** Questions being answered at once; a flood of more is not a question. */
const MAX_UNDER_WAY = 32;

export interface DiscoveryServerOptions {
  readonly deviceId: DeviceId;
  readonly tunerCount: () => number;
  /** The base URL for one asker; `undefined` when there is none that it could use. */
  readonly baseUrlFor: (remoteAddress: string) => Promise<string | undefined>;
  readonly log: Log;
  /** 0 takes any free one, for tests. */
  readonly port?: number;
}

export class DiscoveryServer {
  readonly #options: DiscoveryServerOptions;
  readonly #sockets: Socket[] = [];
  #underWayCount = 0;

  constructor(options: DiscoveryServerOptions) {
    this.#options = options;
  }

  /** The UDP port of IPv4; `undefined` when it could not be had. */
  get port(): number | undefined {
    return this.#sockets[0]?.address().port;
  }

  /** A port that is taken is a warning: the tuner can still be added by its address. */
  async start(): Promise<void> {
    const isOpen = await this.#open('udp4', (error) =>
      this.#options.log.warning('Tuner discovery is off: its port cannot be had', { port: this.#port, error }),
    );
    if (isOpen) {
      await this.#open('udp6', (error) => this.#options.log.debug('No tuner discovery over IPv6', { error }));
    }
  }

  async stop(): Promise<void> {
    const closing = this.#sockets.splice(0).map((socket) => {
      const closed = once(socket, 'close');
      socket.close();
      return closed;
    });
    await Promise.all(closing);
  }

  get #port(): number {
    return this.#options.port ?? HDHOMERUN_PORT;
  }

  async #open(type: SocketType, onFailure: (error: unknown) => void): Promise<boolean> {
    const socket = createSocket({ type, ipv6Only: type === 'udp6' });
    try {
      socket.bind(this.#port);
      await once(socket, 'listening');
    } catch (error) {
      socket.close();
      onFailure(error);
      return false;
    }
    socket.on('error', (error) => this.#options.log.debug('Tuner discovery met an error', { error }));
    socket.on('message', (datagram, asker) => this.#onMessage(socket, datagram, asker));
    if (type === 'udp6') joinGroups(socket);
    this.#sockets.push(socket);
    return true;
  }

  #onMessage(socket: Socket, datagram: Uint8Array, asker: RemoteInfo): void {
    if (this.#underWayCount >= MAX_UNDER_WAY || !asksFor(this.#options.deviceId, datagram)) return;
    this.#underWayCount += 1;
    this.#reply(socket, asker)
      .catch((error: unknown) =>
        this.#options.log.debug('A tuner search went unanswered', { error: toAppError(error) }),
      )
      .finally(() => (this.#underWayCount -= 1));
  }

  async #reply(socket: Socket, asker: RemoteInfo): Promise<void> {
    const baseUrl = await this.#options.baseUrlFor(asker.address);
    if (baseUrl === undefined || !this.#sockets.includes(socket)) return;
    const { deviceId, tunerCount } = this.#options;
    socket.send(writeDiscoverReply({ deviceId, tunerCount: tunerCount(), baseUrl }), asker.port, asker.address);
  }
}

/** On every interface that has IPv6; one that refuses is left out. */
function joinGroups(socket: Socket): void {
  for (const [name, addresses = []] of Object.entries(networkInterfaces())) {
    if (!addresses.some(({ family, internal }) => family === 'IPv6' && !internal)) continue;
    for (const group of IPV6_GROUPS) {
      try {
        socket.addMembership(group, `::%${name}`);
      } catch {
        // an interface that is going down, or has multicast switched off
      }
    }
  }
}
