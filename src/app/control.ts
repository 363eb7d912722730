// The control socket, where one is asked for: its health and its backups.

import { ControlSocket } from '../http/control.ts';
import { Backup } from '../sync/backup.ts';
import type { AppContext, Stop } from './context.ts';
import type { Rooms } from './rooms.ts';

/** Last to start, so that health says that everything has. */
export async function openControl(
  { options, clock, log }: AppContext,
  { sync, paths, reads }: Rooms,
  { isStopping, stops }: { readonly isStopping: () => boolean; readonly stops: Stop[] },
): Promise<void> {
  if (options.controlSocket === '') return;
  const backup = new Backup({
    hold: () => sync.hold(),
    files: [paths.catalogue, paths.guide, paths.lineup, paths.library, paths.alerts],
    pool: reads,
    clock,
    log: log.for('backup'),
  });
  const control = new ControlSocket({
    path: options.controlSocket,
    isStopping,
    beforeBackup: () => backup.begin(),
    afterBackup: () => backup.end(),
  });
  await control.start();
  stops.push(async () => {
    backup.end();
    await control.stop();
  });
}
