// A lineup on a folder of its own whose builds run here, and whose settling fails on demand.

import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { buildLineup } from '../../src/lineup/build.ts';
import { openLineup, type Lineup } from '../../src/lineup/lineup.ts';
import { knownChannels } from '../../src/lineup/lost.ts';
import { constraintsOf } from '../../src/lineup/match-decisions.ts';
import { noGuide } from '../../src/lineup/merge.ts';
import type { ChannelPatch, LineupSummary } from '../../src/lineup/query.ts';
import { withLineupStore, type LineupStoreInput } from '../../src/lineup/worker-store.ts';
import { type ChannelId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { makeFolders, pathsIn, type Paths } from '../../src/storage/paths.ts';
import { nameStreams } from '../../src/sync/naming.ts';
import type { WorkerPool } from '../../src/workers/pool.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { pool } from '../fakes/pools.ts';
import { storedStream } from '../fakes/stream-entries.ts';

export interface BuildableLineup {
  readonly lineup: Lineup;
  readonly paths: Paths;
  /** What becomes of settling; undefined settles. */
  failing: Error | Promise<never> | undefined;
  /** When everything has been written. */
  failsAfter: boolean;
}

/** @param names one channel of each is built */
export async function openBuildable(names: readonly string[] = []): Promise<BuildableLineup> {
  const paths = pathsIn(temporaryFolder());
  await makeFolders(paths);
  const home = await opening(paths);
  if (names.length > 0) await home.lineup.rebuild(async (input) => build(input, names));
  return home;
}

/** On what is there. */
export async function opening(paths: Paths): Promise<BuildableLineup> {
  const how: Pick<BuildableLineup, 'failing' | 'failsAfter'> = { failing: undefined, failsAfter: false };
  const run: WorkerPool['run'] = async (task, ...rest) => {
    const fails = JSON.stringify(task).includes('settle') ? how.failing : undefined;
    if (fails && !how.failsAfter) throw await fails;
    const result = await pool.run(task, ...rest);
    if (fails) throw await fails;
    return result;
  };
  const lineup = await openLineup({
    paths,
    log: silentLog,
    clock: systemClock,
    pool: { run } as WorkerPool,
    settings: () => defaultSettings.lineup,
    schemes: () => [],
  });
  onTestFinished(async () => {
    if (how.failing instanceof Promise) return;
    await lineup.close();
  });
  return Object.assign(how, { lineup, paths });
}

/** What a build in a worker does. */
export function build(input: LineupStoreInput, names: readonly string[]): LineupSummary {
  const streams = names.map((name) => storedStream('one', { name, group: 'TV', url: `http://one.test/${name}` }));
  return withLineupStore(input, (store) => {
    const { naming } = nameStreams(streams, {
      settings: defaultSettings.matching,
      constraints: constraintsOf(input.decisions.matches),
      known: knownChannels(store.database, store.memory),
      checkpoint: () => undefined,
    });
    return buildLineup({ ...store, streams, naming, guide: noGuide, builtFrom: 'lists' });
  });
}

export const shown = ({ snapshot }: Lineup): string[] =>
  snapshot.channels.map(({ name, group }) => `${name} in ${group}`).toSorted();

export const idOf = ({ snapshot }: Lineup, name: string): ChannelId =>
  snapshot.channels.find((channel) => channel.name === name)!.id;

export const patchOf = (lineup: Lineup, name: string, set: ChannelPatch['set']): ChannelPatch => ({
  ids: [idOf(lineup, name)],
  set,
});
