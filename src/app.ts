// Knows everyone, with app/ beside it: builds every part, starts them in order, stops them in reverse. The tables of
// providers and outputs are in app/.

import { openAskedGuides } from './app/asked-guides.ts';
import { openAnswers } from './app/answers.ts';
import { followDecisions, openAuditBook } from './app/audit.ts';
import { addSources, ensureXtreamLogin, greet } from './app/begin.ts';
import { VERSION, type AppContext, type Stop } from './app/context.ts';
import { answerControl } from './app/control.ts';
import { isMendable, mendDamage, setDamagedAside } from './app/damage.ts';
import { databasesIn } from './app/databases.ts';
import { Demo } from './app/demo.ts';
import { openDoors } from './app/doors.ts';
import { createFaces } from './app/faces.ts';
import { openFiles } from './app/files.ts';
import { openFolder } from './app/folder.ts';
import { joinHome, meetSupervisor } from './app/home-assistant.ts';
import { followPictures } from './app/pictures.ts';
import { openPools } from './app/pools.ts';
import { openRooms } from './app/rooms.ts';
import { pathsIn } from './storage/paths.ts';
import { openJobBook } from './sync/job-book.ts';
import { Jobs } from './sync/jobs.ts';
import { upgradeDatabases } from './sync/upgrade.ts';

export interface App {
  /** @throws AppError `storage.locked`, `process.port-taken`, `settings.invalid` …; what had started is stopped again */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createApp(context: AppContext): App {
  const stops: Stop[] = [];
  const state = { isStopping: false };
  const stopParts = async (): Promise<void> => {
    for (let part = stops.pop(); part; part = stops.pop()) {
      await Promise.resolve(part()).catch((error: unknown) => context.log.error('A part did not stop well', { error }));
    }
  };
  const start = async (): Promise<void> => {
    try {
      await startParts(context, stops, () => state.isStopping);
    } catch (error) {
      await stopParts();
      throw error;
    }
  };
  return {
    start: () =>
      start().catch((error: unknown) => {
        if (state.isStopping || !isMendable(error, pathsIn(context.options.dataDir))) throw error;
        return start();
      }),
    async stop() {
      state.isStopping = true;
      await stopParts();
    },
  };
}

async function startParts(given: AppContext, stops: Stop[], isStopping: () => boolean): Promise<void> {
  const paths = await openFolder(given, stops);
  setDamagedAside(paths, given.log.for('storage'));
  const { context, ...home } = await meetSupervisor(given);
  const { log, clock } = context;
  const doors = await openDoors(context, home.own?.info, stops);
  const pools = openPools(stops);
  const onBegun = (): void => doors.enter('upgrading');
  await upgradeDatabases(databasesIn(paths), { pool: pools.work, log: log.for('storage'), clock, onBegun });
  doors.enter('starting');
  const rooms = await openRooms(context, { paths, ...pools }, stops);
  const answers = openAnswers(context, rooms, stops);
  const audit = openAuditBook(context, rooms, stops);
  followDecisions(context, { decided: rooms, audit, stops });
  const demo = new Demo(context, rooms.providers);
  const asked = openAskedGuides(context, rooms, stops);
  const wantGuide: typeof asked.want = (channel) => asked.want(channel);
  const files = openFiles(context, rooms);
  const jobs = new Jobs(clock, await openJobBook({ file: paths.jobs, clock, log }));
  const faces = createFaces(context, rooms, { answers, audit, isStopping, files, wantGuide, demo, jobs, doors });
  stops.push(() => faces.lan.stop());
  await faces.lan.start();
  await joinHome({ context, rooms, faces, doors, ...home }, stops);
  for (const output of faces.outputs) {
    if (output.stop) stops.push(() => output.stop!());
    await output.start?.();
  }
  stops.push(() => rooms.hub.stop());
  stops.push(() => demo.stop());
  await ensureXtreamLogin(rooms);
  await addSources(context, rooms, demo);
  stops.push(() => rooms.sync.stop());
  rooms.sync.start();
  rooms.alerts.start();
  rooms.watch.start();
  rooms.learner.start();
  rooms.identifier.start();
  rooms.knowledge.follow();
  void rooms.logos.sight.catchUp();
  asked.start();
  rooms.health.start();
  rooms.viewing.start();
  followPictures({ ...rooms, clock }, stops);
  void rooms.planner.catchUp();
  void rooms.libraryBuilder.catchUp();
  mendDamage(context, rooms, stops);
  answerControl(context, rooms, { control: doors.control, isStopping, stops });
  stops.push(() => rooms.endChecks());
  greet(context, faces.lan, rooms.accounts, demo);
  log.info('Masthead is ready', { version: VERSION, port: faces.lan.address?.port });
}
