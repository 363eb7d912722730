// A hub in a bench's own process, and viewers that keep what they get with the instant at which it came.

import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import type { StreamSource } from '../../src/model/stream.ts';
import { Hub } from '../../src/streaming/hub.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { createHttpTs } from '../../src/streaming/upstreams/http-ts.ts';

export interface AirOptions {
  readonly sourcesOf: (channelId: ChannelId) => readonly StreamSource[];
  readonly limit?: number;
  readonly settings?: Partial<Settings['streaming']>;
  readonly bufferBytes?: number;
}

export function openAir({ sourcesOf, limit, settings, bufferBytes = 128 * 2 ** 20 }: AirOptions): Hub {
  return new Hub({
    clock: systemClock,
    log: silentLog,
    kinds: [createHttpTs()],
    sourcesOf,
    slots: new SlotLedger({ clock: systemClock, limitOf: () => limit ?? null }),
    settings: () => ({ ...defaultSettings.streaming, ...settings }),
    limits: () => defaultSettings.limits,
    bufferBytes,
    announce: () => undefined,
  });
}

export const streamAt = (url: string, id: number, provider = 'one'): StreamSource => ({
  streamId: id as StreamId,
  providerId: provider as ProviderId,
  name: String(id),
  url,
  headers: {},
});
