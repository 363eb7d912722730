// UPnP's way of being found: answers to M-SEARCH and notices of coming and going on 239.255.255.250:1900, by node-ssdp.

import { networkInterfaces } from 'node:os';
import { Server } from 'node-ssdp';
import type { Clock, Timer } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { MINUTE_MS, SECOND_MS } from '../../kernel/units.ts';
import { hardened, type HardenedServer } from './ssdp-hardening.ts';

export interface SsdpOptions {
  /** Without `uuid:`. */
  readonly uuid: string;
  /** Absolute base URL, where a person has set one; else empty, and each network hears of its own address. */
  readonly baseUrl: string;
  readonly lanPort: () => number;
  readonly clock: Clock;
  readonly log: Log;
}

const DEVICE_TYPES = ['upnp:rootdevice', 'urn:schemas-upnp-org:device:MediaServer:1'];
/** How long a notice holds, UPnP's usual; it is repeated at half of it. */
const MAX_AGE_SECONDS = 1_800;
/** Networks come and go: a Wi-Fi that was not there at the start is to hear of the tuner as well. */
const LOOK_AGAIN_MS = MINUTE_MS;

export class Ssdp {
  readonly #options: SsdpOptions;
  #server: HardenedServer | undefined;
  #networks = '';
  #watch: Timer | undefined;
  #following: Promise<void> = Promise.resolve();
  #hasWarned = false;

  constructor(options: SsdpOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#watch = this.#options.clock.every(LOOK_AGAIN_MS, () => void this.#lookAgain());
    await this.#lookAgain();
  }

  /** Says goodbye first. */
  async stop(): Promise<void> {
    this.#watch?.cancel();
    await this.#following;
    await this.#server?.stop();
    this.#server = undefined;
  }

  /** One look at a time: a slow one must not leave a server behind that nobody stops. */
  #lookAgain(): Promise<void> {
    this.#following = this.#following.then(() => this.#follow());
    return this.#following;
  }

  /** Starts anew whenever the machine's addresses, or the port, have changed. */
  async #follow(): Promise<void> {
    const addresses = externalAddresses();
    const networks = addresses.length === 0 ? '' : [this.#options.lanPort(), ...addresses].join(' ');
    if (networks === this.#networks) return;
    this.#networks = networks;
    await this.#server?.stop();
    this.#server = undefined;
    if (networks === '') return;
    const server = hardened(this.#createServer());
    try {
      await server.start();
      this.#server = server;
    } catch (error) {
      await server.stop();
      if (!this.#hasWarned) this.#options.log.warning('UPnP discovery is off: port 1900 cannot be had', { error });
      this.#hasWarned = true;
    }
  }

  #createServer(): Server {
    const { uuid, baseUrl, lanPort } = this.#options;
    const server = new Server({
      udn: `uuid:${uuid}`,
      location: baseUrl === '' ? { port: lanPort(), path: '/device.xml' } : `${baseUrl}/device.xml`,
      ssdpSig: 'Linux UPnP/1.0 HDHomeRun/1.0',
      ttl: MAX_AGE_SECONDS,
      adInterval: (MAX_AGE_SECONDS / 2) * SECOND_MS,
      customLogger: () => undefined,
    });
    for (const type of DEVICE_TYPES) server.addUSN(type);
    return server;
  }
}

/** The same that node-ssdp takes: IPv4, not loopback. */
function externalAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
    .toSorted();
}
