// A hub whose upstreams and clock are the test's.

import { silentLog } from '../../src/kernel/log.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { StreamSource } from '../../src/model/stream.ts';
import { Hub } from '../../src/streaming/hub.ts';
import type { TurnedClock } from '../fakes/turned-clock.ts';

type HubOptions = ConstructorParameters<typeof Hub>[0];

export const scriptedHub = (
  options: Pick<HubOptions, 'clock' | 'kinds' | 'sourcesOf' | 'slots'> & Partial<HubOptions>,
): Hub =>
  new Hub({
    log: silentLog,
    settings: () => ({ ...defaultSettings.streaming, linger_seconds: 0 }),
    limits: () => defaultSettings.limits,
    bufferBytes: 64 * 1024 * 1024,
    announce: () => undefined,
    ...options,
  });

/** Stopping takes a moment of its clock. */
export async function stopped(hub: Hub, clock: TurnedClock): Promise<void> {
  const over = hub.stop();
  await clock.advanceAsync(100);
  await over;
}

export const sourceAt = (provider: string, id: number): StreamSource => ({
  streamId: id as StreamId,
  providerId: provider as ProviderId,
  name: '',
  url: `http://${provider}/${id}`,
  headers: {},
});
