// What viewers see: refusals, fail-overs, better streams, pictures that are none.

import type { Unsubscribe } from '../../kernel/events.ts';
import { HOUR_MS, MINUTE_MS } from '../../kernel/units.ts';
import type { AlertKind } from '../../model/alert.ts';
import { isFailOver } from '../../model/announcements.ts';
import { all, type Trigger, type TriggerPorts } from './trigger.ts';

/** Nobody says when these are over: they are, when nothing more was heard for a while. */
const REFUSED_FOR_MS = 10 * MINUTE_MS;
const NEWS_FOR_MS = HOUR_MS;

export const tunersExhausted: Trigger = (ports) => {
  const endings = endingsOf(ports, 'tuners_exhausted', REFUSED_FOR_MS);
  return all([
    ports.events.on('tuners.exhausted', ({ channelId }) => {
      ports.raise({
        key: 'tuners',
        kind: 'tuners_exhausted',
        severity: 'warning',
        facts: { what: 'no-tuner', channel: ports.channelName(channelId) },
        subject: { channel: channelId },
      });
      endings.plan('tuners');
    }),
    endings.stop,
  ]);
};

export const failover: Trigger = (ports) => {
  const endings = endingsOf(ports, 'failover', NEWS_FOR_MS);
  return all([
    ports.events.on('session.switched', (switched) => {
      if (!isFailOver(switched)) return;
      const { channelId, reason, gapMs } = switched;
      const key = `failover:${channelId}`;
      ports.raise({
        key,
        kind: 'failover',
        severity: 'info',
        facts: { what: 'switched', channel: ports.channelName(channelId), code: reason, gapMs },
        subject: { channel: channelId },
      });
      endings.plan(key);
    }),
    endings.stop,
  ]);
};

export const upgrade: Trigger = (ports) => {
  const endings = endingsOf(ports, 'upgrade', NEWS_FOR_MS);
  return all([
    ports.events.on('channel.upgraded', ({ channelId, aspect, after, before, isAtOnce }) => {
      const key = `upgrade:${channelId}`;
      ports.raise({
        key,
        kind: 'upgrade',
        severity: 'info',
        facts: {
          what: isAtOnce ? 'upgraded-at-once' : 'upgraded',
          channel: ports.channelName(channelId),
          aspect,
          after,
          before,
        },
        subject: { channel: channelId },
      });
      endings.plan(key);
    }),
    endings.stop,
  ]);
};

export const pictureFault: Trigger = ({ events, open, raise, resolve, channelName }) => {
  for (const { key } of open('picture_fault')) resolve(key); // nobody watches yet
  return all([
    events.on('picture.judged', ({ channelId, faults }) => {
      const key = `picture:${channelId}`;
      if (faults.length === 0) return resolve(key);
      raise({
        key,
        kind: 'picture_fault',
        severity: 'info',
        facts: { what: 'picture', channel: channelName(channelId), faults },
        subject: { channel: channelId },
      });
    }),
    events.on('session.ended', ({ channelId }) => resolve(`picture:${channelId}`)),
  ]);
};

interface Endings {
  /** It was heard of now. */
  plan(key: string): void;
  readonly stop: Unsubscribe;
}

/** Also of those that an earlier run has left open. */
function endingsOf({ clock, open, resolve }: TriggerPorts, kind: AlertKind, lastMs: number): Endings {
  const timers = new Map<string, { cancel(): void }>();
  const end = (key: string, at: number): void => {
    timers.get(key)?.cancel();
    const over = (): void => {
      timers.delete(key);
      resolve(key);
    };
    timers.set(key, clock.after(Math.max(0, at - clock.now()), over));
  };
  for (const { key, updatedAt } of open(kind)) end(key, updatedAt + lastMs);
  return {
    plan: (key) => end(key, clock.now() + lastMs),
    stop() {
      for (const timer of timers.values()) timer.cancel();
    },
  };
}
