// A hub on real servers, for tests: channels by number, limits short, everything it announced and logged kept.

import { systemClock, type Clock } from '../../src/kernel/clock.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import type { StreamSource } from '../../src/model/stream.ts';
import { Hub } from '../../src/streaming/hub.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import type { Subscription, Viewer } from '../../src/streaming/sink.ts';
import { createHttpTs } from '../../src/streaming/upstreams/http-ts.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import type { TsServer } from '../fakes/ts-server.ts';

export const VIEWER = { address: '192.0.2.1', userAgent: 'test', via: 'm3u' };
export const channel = (number: number): ChannelId => number as ChannelId;

export interface Air {
  readonly hub: Hub;
  readonly announced: readonly string[];
  settings: Settings['streaming'];
  limit: number | null;
  limits: Settings['limits'];
  maintenance: boolean;
  /** What a channel is made of; any channel has one stream of `server` to begin with. */
  sources: (channelId: ChannelId) => readonly StreamSource[];
  watch(number: number, sink?: RecordingSink): Promise<Watching>;
}

export interface Watching {
  readonly sink: RecordingSink;
  readonly subscription: Subscription;
}

export function source(server: TsServer, path: string, more: Partial<StreamSource> = {}): StreamSource {
  const streamId = Number.parseInt(path.replaceAll(/\D/g, '') || '0', 10) as StreamId;
  return { streamId, providerId: 'one' as ProviderId, name: path, url: server.url + path, headers: {}, ...more };
}

interface Circumstances {
  readonly clock?: Clock;
  /** Bytes per second that a viewer may have. */
  readonly rateOf?: (viewer: Viewer) => number | null;
}

export function onAir(
  server: TsServer,
  settings: Partial<Settings['streaming']> = {},
  { clock = systemClock, rateOf = () => null }: Circumstances = {},
): Air {
  const announced: string[] = [];
  const air = {
    announced,
    settings: {
      ...defaultSettings.streaming,
      linger_seconds: 0,
      stall_seconds: 0.2,
      first_byte_seconds: 2,
      ...settings,
    },
    limit: null as number | null,
    limits: { ...defaultSettings.limits },
    maintenance: false,
    sources: (channelId: ChannelId) => [source(server, `/ch/${channelId}`)] as readonly StreamSource[],
  };
  const hub = new Hub({
    clock,
    log: silentLog,
    kinds: [createHttpTs()],
    sourcesOf: (channelId) => {
      if (channelId < 0) throw new AppError('channel.unknown', 'There is no such channel');
      return air.sources(channelId);
    },
    slots: new SlotLedger({ clock, limitOf: () => air.limit }),
    isUnderMaintenance: () => air.maintenance,
    settings: () => air.settings,
    limits: () => air.limits,
    standingOf: (viewer) => ({ priority: 0, bytesPerSecond: rateOf(viewer) }),
    bufferBytes: 64 * 1024 * 1024,
    announce: (name) => announced.push(name),
  });
  const watch = async (number: number, sink = new RecordingSink()): Promise<Watching> => {
    const subscription = await hub.join(channel(number), VIEWER, sink);
    sink.begin(subscription);
    return { sink, subscription };
  };
  return Object.assign(air, { hub, watch });
}

/** Lets the event loop turn until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}
