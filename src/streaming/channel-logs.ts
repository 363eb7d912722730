// The logs of channels: one each, which outlives its sessions, and a line a second at most in any of them.

import type { Clock } from '../kernel/clock.ts';
import { limitLog, type LimitedLog } from '../kernel/log-limit.ts';
import type { Log } from '../kernel/log.ts';
import { SECOND_MS } from '../kernel/units.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';

/** Channels whose lines are counted: more than can be on air. */
const MAX_LOGS = 2_000;

export class ChannelLogs {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #most: number;
  /** Those used last, the newest at the end. */
  readonly #logs = new Map<ChannelId, LimitedLog>();

  /** @param most logs that are kept; what waits in one that is not is said at once */
  constructor(log: Log, clock: Clock, most = MAX_LOGS) {
    this.#log = log;
    this.#clock = clock;
    this.#most = most;
  }

  /** One a channel, not a session: a client that comes back at once makes a session each time. */
  of(channelId: ChannelId): Log {
    const known =
      this.#logs.get(channelId) ??
      limitLog(this.#log.for('streaming', { channel: printChannelId(channelId) }), this.#clock, SECOND_MS);
    this.#logs.delete(channelId);
    this.#logs.set(channelId, known);
    const [oldest] = this.#logs.keys();
    if (this.#logs.size > this.#most && oldest !== undefined) {
      this.#logs.get(oldest)?.flush();
      this.#logs.delete(oldest);
    }
    return known;
  }

  /** Says what waits in any of them. */
  flush(): void {
    for (const log of this.#logs.values()) log.flush();
  }
}
