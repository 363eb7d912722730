// What the control socket asks, where there is one, once everything has started: health and backups.

import type { ControlSocket } from '../http/control.ts';
import { Backup } from '../sync/backup.ts';
import type { AppContext, Stop } from './context.ts';
import type { Rooms } from './rooms.ts';

interface Controlled {
  readonly control: ControlSocket | undefined;
  readonly isStopping: () => boolean;
  readonly stops: Stop[];
}

/** Last of a start, so that health says that everything has started. */
export function answerControl(
  { clock, log }: AppContext,
  { sync, paths, reads }: Rooms,
  { control, isStopping, stops }: Controlled,
): void {
  if (!control) return;
  const backup = new Backup({
    hold: () => sync.hold(),
    files: [paths.catalogue, paths.guide, paths.lineup, paths.library, paths.alerts],
    pool: reads,
    clock,
    log: log.for('backup'),
  });
  control.serve({
    isHealthy: () => !isStopping(),
    beforeBackup: () => backup.begin(),
    afterBackup: () => backup.end(),
  });
  stops.push(() => backup.end());
}
