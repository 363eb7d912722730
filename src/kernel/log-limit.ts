// A log that cannot be flooded: at most one line in a span of time; the next one says how many were left out.

import type { Clock } from './clock.ts';
import type { Log, LogFields, LogLevel } from './log.ts';

/** Debug and trace are left as they are: whoever turns them on wants them all. */
const LIMITED: ReadonlySet<LogLevel> = new Set(['info', 'warning', 'error']);

export function limitLog(log: Log, clock: Clock, spanMs: number): Log {
  let saidMs = Number.NEGATIVE_INFINITY;
  let leftOut = 0;
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => {
    if (!LIMITED.has(level)) return log[level](message, fields);
    const nowMs = clock.monotonicMs();
    if (nowMs - saidMs < spanMs) {
      leftOut += 1;
      return log.debug(message, fields);
    }
    saidMs = nowMs;
    log[level](message, leftOut > 0 ? { ...fields, left_out: leftOut } : fields);
    leftOut = 0;
  };
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warning: at('warning'),
    error: at('error'),
    for: (room, fields) => limitLog(log.for(room, fields), clock, spanMs),
  };
}
