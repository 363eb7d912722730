// A log that cannot be flooded: at most one line in a span of time. The last line of a span is said when it is over, as how
// it ended matters most, and tells how many before it were left out.

import type { Clock, Timer } from './clock.ts';
import type { Log, LogFields, LogLevel } from './log.ts';

/** Debug and trace are left as they are: whoever turns them on wants them all. */
const LIMITED: ReadonlySet<LogLevel> = new Set(['info', 'warning', 'error']);

export interface LimitedLog extends Log {
  /** Says at once what waits for the end of its span. */
  flush(): void;
}

export function limitLog(log: Log, clock: Clock, spanMs: number): LimitedLog {
  let saidMs = Number.NEGATIVE_INFINITY;
  let leftOut = 0;
  let held: { readonly level: LogLevel; readonly message: string; readonly fields: LogFields | undefined } | undefined;
  let timer: Timer | undefined;
  const flush = (): void => {
    timer?.cancel();
    timer = undefined;
    if (!held) return;
    const { level, message, fields } = held;
    saidMs = clock.monotonicMs();
    log[level](message, leftOut > 0 ? { ...fields, left_out: leftOut } : fields);
    held = undefined;
    leftOut = 0;
  };
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => {
    if (!LIMITED.has(level)) return log[level](message, fields);
    if (held) {
      leftOut += 1;
      log.debug(held.message, held.fields);
    }
    held = { level, message, fields };
    const waitMs = saidMs + spanMs - clock.monotonicMs();
    if (waitMs <= 0) flush();
    else timer ??= clock.after(waitMs, flush);
  };
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warning: at('warning'),
    error: at('error'),
    for: (room, fields) => limitLog(log.for(room, fields), clock, spanMs),
    flush,
  };
}
