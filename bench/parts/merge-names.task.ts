// Merges a list of names in a worker, as a build of the lineup does, with what it remembers on the disk.

import { assort } from '../../src/matching/assort.ts';
import { NameTable } from '../../src/matching/name-table.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { openMatchMemory } from '../../src/sync/match-memory.ts';
import { namesAtOnce } from '../../src/sync/naming.ts';
import { defineTask } from '../../src/workers/task.ts';

/** Names in columns: strings by the hundred thousand cross over quicker than objects. */
export interface MergeInput {
  readonly names: readonly string[];
  /** For each name an index of `markets` and one of `providers`. */
  readonly marketOf: Uint16Array;
  readonly providerOf: Uint16Array;
  readonly markets: readonly string[];
  readonly providers: readonly string[];
  /** Where what was compared is kept. */
  readonly folder: string;
}

export interface MergeOutput {
  /** For each name the first name of its channel. */
  readonly channelOf: Int32Array;
  /** Of this thread, without the threads that collect its garbage: what a machine that does other things besides does not change. */
  readonly processorSeconds: number;
}

export default defineTask<MergeInput, MergeOutput>((input) => {
  const before = process.threadCpuUsage();
  const table = new NameTable();
  const nameOf = input.names.map((name, index) => {
    const market = input.markets[input.marketOf[index] ?? 0] ?? '';
    return table.add(name, market, { provider: input.providers[input.providerOf[index] ?? 0] ?? '' });
  });
  const memory = openMatchMemory(input.folder, silentLog);
  const { channelOf } = assort(table, { memory, namesAtOnce: namesAtOnce() });
  const { user, system } = process.threadCpuUsage(before);
  return {
    channelOf: Int32Array.from(nameOf, (name) => channelOf[name]!),
    processorSeconds: (user + system) / 1e6,
  };
});
