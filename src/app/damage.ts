// Databases that a disk has spoilt: noticed while they are in use, set aside where nobody has them open, and made anew.

import { basename } from 'node:path';
import type { Log } from '../kernel/log.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { Paths } from '../storage/paths.ts';
import { isDamaged, markDamaged, setMarkedAside, tellsOfDamage } from '../storage/set-aside.ts';
import { watchForDamage } from '../sync/damage.ts';
import type { AppContext, Stop } from './context.ts';
import { databasesIn } from './databases.ts';
import type { Rooms } from './rooms.ts';

const LOOK_WHO_WATCHES_MS = 10 * SECOND_MS;

const filesIn = (paths: Paths): string[] => [...databasesIn(paths).map(({ file }) => file), paths.files, paths.looks];

/** At a start, before anything is opened. */
export function setDamagedAside(paths: Paths, log: Log): void {
  const files = setMarkedAside(filesIn(paths)).map((file) => basename(file));
  if (files.length > 0)
    log.warning('Damaged databases were set aside; they are kept as …corrupt, and made anew', { files });
}

/** Whether a start that failed may go well once what is damaged is set aside. Nothing may be open. */
export function isMendable(error: unknown, paths: Paths): boolean {
  if (!(error instanceof Error) || !tellsOfDamage(error.message)) return false;
  const damaged = filesIn(paths).filter((file) => isDamaged(file));
  for (const file of damaged) markDamaged(file);
  return damaged.length > 0;
}

/** Starts anew when something is damaged, as soon as nobody watches. */
export function mendDamage({ clock, log, logBook, restart }: AppContext, rooms: Rooms, stops: Stop[]): void {
  const { hub, relay, paths, reads: pool } = rooms;
  const restartUnwatched = (): void => {
    const waiting = clock.every(LOOK_WHO_WATCHES_MS, () => {
      if (hub.sessions().length === 0 && relay.views().length === 0) restart();
    });
    stops.push(() => waiting.cancel());
  };
  const follow = logBook.follow.bind(logBook);
  stops.push(watchForDamage({ files: filesIn(paths), follow, pool, clock, log, onMendable: restartUnwatched }));
}
