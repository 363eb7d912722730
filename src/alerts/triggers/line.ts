// Whether it is our own line, as lists tell it: nobody watches and nothing is checked, but all that come over the internet
// have become out of reach together. What health finds out by streams goes before it.

import type { Unsubscribe } from '../../kernel/events.ts';
import { HOUR_MS } from '../../kernel/units.ts';
import type { ChannelId, ProviderId } from '../../model/ids.ts';
import { createLocalTest } from '../../net/own-networks.ts';
import { all, type TriggerPorts } from './trigger.ts';

/** The host was not spoken to: anything that it says, be it no, shows that there is a line. */
const UNREACHED: ReadonlySet<string> = new Set(['net.dns', 'net.refused', 'net.timeout', 'net.tls']);
/** Those that began to fail so far apart have each their own trouble: lists of one interval are read within this. */
const TOGETHER_MS = HOUR_MS;
const AT_HOME = /^(?:localhost|[^.]+|.*\.(?:local|lan|home|internal|home\.arpa))$/i;

export const isUnreached = (code: string): boolean => UNREACHED.has(code);

type LinePorts = Pick<TriggerPorts, 'clock' | 'events' | 'providers'>;

export class Line {
  readonly #ports: LinePorts;
  readonly #isLocal: (address: string) => boolean;
  /** Since when each was out of reach. */
  readonly #unreachedAt = new Map<ProviderId, number>();
  readonly #onAir = new Set<ChannelId>();

  constructor(ports: LinePorts) {
    this.#ports = ports;
    this.#isLocal = createLocalTest(ports.clock);
  }

  follow(): Unsubscribe {
    const { events } = this.#ports;
    return all([
      events.on('session.started', ({ channelId }) => void this.#onAir.add(channelId)),
      events.on('session.ended', ({ channelId }) => void this.#onAir.delete(channelId)),
    ]);
  }

  unreached(id: ProviderId): void {
    if (!this.#unreachedAt.has(id)) this.#unreachedAt.set(id, this.#ports.clock.now());
  }

  /** Nobody is known to be out of reach. */
  forget(): void {
    this.#unreachedAt.clear();
  }

  isRemote(id: ProviderId): boolean {
    return this.#remote().includes(id);
  }

  /** Whether others could show that it is not the provider. */
  get hasWitnesses(): boolean {
    return this.#remote().length > 1;
  }

  /** Whether it comes over the internet, and nothing else does. */
  isOnly(id: ProviderId): boolean {
    return this.isRemote(id) && !this.hasWitnesses;
  }

  get isDown(): boolean {
    const remote = this.#remote();
    const since = remote.map((id) => this.#unreachedAt.get(id) ?? Number.NaN);
    const apart = Math.max(...since) - Math.min(...since); // NaN with one that was reached
    return remote.length > 1 && this.#onAir.size === 0 && apart <= TOGETHER_MS;
  }

  #remote(): ProviderId[] {
    return this.#ports
      .providers()
      .filter(({ enabled, source }) => enabled && this.#isRemote(source))
      .map(({ id }) => id);
  }

  /** Files and what is at home say nothing of the line to the internet. */
  #isRemote(source: string): boolean {
    if (/^file:/i.test(source) || !/^[a-z][a-z0-9+-]+:\/\//i.test(source)) return false;
    const host = URL.parse(source.replace(/^xtream(s?):/i, 'http$1:'))?.hostname.replaceAll(/[[\]]/g, '') ?? '';
    return host === '' || !(this.#isLocal(host) || AT_HOME.test(host) || host.includes(':'));
  }
}
