// Masthead as an HDHomeRun: the pages and streams on the LAN listener, and the ways in which clients find it.

import type { Hono } from 'hono';
import { MAX_BASE_URL_LENGTH } from '../../formats/hdhomerun/discovery.ts';
import { MODEL } from '../../formats/hdhomerun/documents.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Channel, LineupSnapshot } from '../../model/channel.ts';
import type { Identity } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';
import { plainAddress } from '../../net/network.ts';
import { baseUrlOf, httpUrl } from '../base-url.ts';
import type { LanEnv, Output } from '../output.ts';
import type { Play } from '../play.ts';
import { Beacons, type Beacon } from './beacons.ts';
import { ControlServer } from './control-server.ts';
import { DiscoveryServer } from './discovery-server.ts';
import { addDocumentRoutes } from './document-routes.ts';
import { addLiveRoutes } from './live-routes.ts';
import { localAddressFor } from './local-address.ts';
import { Ssdp } from './ssdp.ts';
import type { Tuners } from './tuners.ts';

export interface HdhomerunPorts {
  readonly lineup: () => LineupSnapshot;
  readonly settings: () => Settings;
  /** @returns the way to stop listening */
  readonly onSettingsChanged: (listener: () => void) => () => void;
  readonly identity: Identity;
  readonly play: Play;
  readonly tuners: Tuners;
  readonly tunerCount: () => number;
  /** A viewer was turned away because every tuner was in use. */
  readonly onExhausted: (channel: Channel) => void;
  /** `MASTHEAD_BASE_URL`, or empty. */
  readonly baseUrl: string;
  /** Where the LAN listener listens; asked once discovery is on. */
  readonly lanPort: () => number;
  /** `MASTHEAD_DISCOVERY`. */
  readonly isDiscoverable: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export function createHdhomerunOutput(ports: HdhomerunPorts): Output {
  const { tuners, tunerCount } = ports;
  const beacons = new Beacons(() => beaconsOf(ports));
  const follow = (): Promise<void> => beacons.turn(ports.isDiscoverable && ports.settings().discovery.enabled);
  let unfollow: (() => void) | undefined;
  return {
    name: 'hdhomerun',
    routes(lan: Hono<LanEnv>): void {
      addDocumentRoutes(lan, {
        lineup: ports.lineup,
        identity: ports.identity,
        friendlyName: () => ports.settings().discovery.friendly_name,
        baseUrl: (c) => baseUrlOf(c, ports.baseUrl),
        tunerCount,
        tuners,
      });
      addLiveRoutes(lan, { lineup: ports.lineup, play: ports.play, onExhausted: ports.onExhausted, tuners });
    },
    async start(): Promise<void> {
      unfollow = ports.onSettingsChanged(() => void follow());
      await follow();
    },
    async stop(): Promise<void> {
      unfollow?.();
      await beacons.turn(false);
    },
  };
}

function beaconsOf(ports: HdhomerunPorts): Beacon[] {
  const log = ports.log.for('discovery');
  const { identity, clock, lanPort, baseUrl, tuners, tunerCount } = ports;
  return [
    new DiscoveryServer({ deviceId: identity.device_id, tunerCount, baseUrlFor: baseUrlFor(baseUrl, lanPort), log }),
    new ControlServer({
      log,
      facts: () => ({
        model: MODEL.firmware,
        hardwareModel: MODEL.number,
        version: MODEL.version,
        tunerCount: tunerCount(),
        channelOf: (tuner) => tuners.facts()[tuner]?.playing?.number,
      }),
    }),
    new Ssdp({ uuid: identity.uuid, baseUrl, lanPort, clock, log }),
  ];
}

/**
 * The base URL to tell one asker of a search. One set by a person is told where it fits; else it is this machine's
 * address on the asker's network. A link-local address is none: it means nothing without the asker's own interface.
 */
function baseUrlFor(configured: string, lanPort: () => number) {
  return async (remoteAddress: string): Promise<string | undefined> => {
    if (configured !== '' && configured.length <= MAX_BASE_URL_LENGTH) return configured;
    const address = await localAddressFor(plainAddress(remoteAddress));
    return address === undefined || /^fe[89ab]/i.test(address) ? undefined : httpUrl(address, lanPort());
  };
}
