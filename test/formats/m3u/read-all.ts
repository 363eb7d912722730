// Reads a whole list at once, for the tests of this folder.

import { readM3u, type M3uSummary, type ReadM3uOptions } from '../../../src/formats/m3u/read.ts';
import type { StreamEntry } from '../../../src/model/stream.ts';
import { inChunks } from '../../fakes/chunks.ts';

export interface ReadAll extends M3uSummary {
  readonly entries: readonly StreamEntry[];
}

const LIST = 'http://list.invalid/dir/list.m3u';

/** @param sizes where the bytes are cut; in one piece for none */
export async function readAll(
  list: string | Uint8Array,
  sizes: readonly number[] = [],
  options: Partial<ReadM3uOptions> = {},
): Promise<ReadAll> {
  const entries: StreamEntry[] = [];
  const onEntries = (batch: readonly StreamEntry[]): number => entries.push(...batch);
  const summary = await readM3u(inChunks(list, sizes), { base: LIST, source: LIST, onEntries, ...options });
  return { entries, ...summary };
}

/** The entry of an EXTINF line (without `#EXTINF:`) and an address. */
export async function readOne(extinf: string, address = 'http://a.invalid/1'): Promise<StreamEntry> {
  const { entries } = await readAll(`#EXTM3U\n#EXTINF:${extinf}\n${address}\n`);
  return entries[0]!;
}
