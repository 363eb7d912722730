// How a task is told when the quiet hours are, and what counts as dead: functions do not cross to a worker.

import { zoneOffsetMs } from '../kernel/zoned.ts';
import { HOUR_MS } from '../kernel/units.ts';
import type { JudgingPolicy } from './standing.ts';

export interface PolicyMessage {
  readonly failuresUntilDead: number;
  readonly startMinute: number;
  /** IANA name. */
  readonly zone: string;
}

export function policyOf({ failuresUntilDead, startMinute, zone }: PolicyMessage): JudgingPolicy {
  const offsets = new Map<number, number>(); // of each hour: asking costs more than all the rest
  const offsetMs = (at: number): number => {
    const hour = Math.floor(at / HOUR_MS);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      if (offsets.size > 1_000) offsets.clear();
      offset = zoneOffsetMs(hour * HOUR_MS, zone);
      offsets.set(hour, offset);
    }
    return offset;
  };
  return { failuresUntilDead, quietHours: { startMinute, offsetMs } };
}

/** `03:00` in minutes after midnight. */
export function quietMinute(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
