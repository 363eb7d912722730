// Streams of the lineup that are dead, and channels that have none left: counted anew when health says that some have died or
// live again, so that five thousand of them are one alert.

import { SECOND_MS } from '../../kernel/units.ts';
import { parseChannelId, type ProviderId } from '../../model/ids.ts';
import { all, looking, nameOf, type StreamSums, type Trigger, type TriggerPorts } from './trigger.ts';

/** What dies together is announced within seconds. */
const GATHER_MS = 5 * SECOND_MS;
const LOOK_EVERY_MS = 3_600 * SECOND_MS;
/** So many channels at once are more than the wear of every day. */
const MANY_CHANNELS = 10;
const MOST_NAMES = 5;

export const deadStreams: Trigger = (ports) => {
  const { events, clock, streamSums } = ports;
  let soon: { cancel(): void } | undefined;
  const look = async (): Promise<void> => {
    soon = undefined;
    const sums = await streamSums().catch(() => null);
    if (!sums) return; // the next look will tell
    for (const { id } of ports.providers()) sayOfProvider(ports, id, sums);
    sayOfChannels(ports, sums);
  };
  const lookSoon = (): void => void (soon ??= clock.after(GATHER_MS, () => void look()));
  return all([
    events.on('streams.died', lookSoon),
    events.on('streams.revived', lookSoon),
    looking(clock, LOOK_EVERY_MS, lookSoon),
    () => soon?.cancel(),
  ]);
};

function sayOfProvider(ports: TriggerPorts, id: ProviderId, sums: StreamSums): void {
  const key = `streams:${id}`;
  const { dead = 0, deadIn = 0, streams = 0 } = sums.providers[id] ?? {};
  if (dead === 0) return ports.resolve(key);
  const name = nameOf(ports, id);
  ports.raise({
    key,
    kind: 'streams_dead',
    severity: deadIn >= MANY_CHANNELS ? 'warning' : 'info',
    facts:
      dead < streams
        ? { what: 'streams-dead', name, count: dead, streams }
        : { what: 'all-streams-dead', name, count: dead },
    subject: { provider: id, streamCount: dead, channelCount: deadIn },
  });
}

function sayOfChannels(ports: TriggerPorts, { deadChannels, deadChannelCount: count }: StreamSums): void {
  if (count === 0) return ports.resolve('channels');
  const names = deadChannels.slice(0, MOST_NAMES).flatMap((text) => {
    const id = parseChannelId(text);
    return id === undefined ? [] : [ports.channelName(id)];
  });
  ports.raise({
    key: 'channels',
    kind: 'channel_failure',
    severity: 'warning',
    facts: { what: 'channels-dead', names: count > names.length ? [...names, '…'] : names, count },
    subject: { channelCount: count },
  });
}
