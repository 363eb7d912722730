import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noDecisions } from '../../src/lineup/decisions.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { readFolder, type FolderIndex } from '../../src/logos/folder-index.ts';
import { LocalLogos } from '../../src/logos/local-folder.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { LineupBuilder, type LineupBuilderOptions } from '../../src/sync/lineup-builder.ts';
import type { WorkerPool } from '../../src/workers/pool.ts';

interface Build {
  readonly threshold: number;
  end(): void;
  tell(names: number): void;
  isAborted(): boolean;
}

/** A builder whose builds take as long as the test wants. */
function openBuilder(
  ownLogos: LineupBuilderOptions['ownLogos'] = { folder: '', stamp: 0, lookAgain: async () => undefined },
) {
  const builds: Build[] = [];
  const state = { matching: defaultSettings.matching, edition: '1' };
  const stopping = new AbortController();
  const run = (
    _task: unknown,
    input: { matching: { merge_threshold: number }; builtFrom: string },
    options: RunOptions,
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      options.signal.addEventListener('abort', () => reject(new Error('aborted')));
      builds.push({
        threshold: input.matching.merge_threshold,
        end: () => {
          lineup.builtFrom = input.builtFrom;
          resolve({ revision: `built with ${input.matching.merge_threshold}` });
        },
        tell: (names) => options.onProgress({ names, total: 10 }),
        isAborted: () => options.signal.aborted,
      });
    });
  interface RunOptions {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: { names: number; total: number }) => void;
  }
  const lineup = {
    builtFrom: '',
    decisions: noDecisions,
    rebuild: (work: (store: never) => Promise<unknown>) => work({} as never),
  };
  const builder = new LineupBuilder({
    files: { catalogue: '', guide: '', matches: '' },
    matching: () => state.matching,
    knowledge: () => null,
    looks: () => null,
    ownLogos,
    pool: { run } as unknown as WorkerPool,
    lineup: lineup as unknown as LineupBuilderOptions['lineup'],
    catalogue: { edition: () => state.edition },
    guide: { revision: '' },
    providers: { list: () => [] },
    rules: () => ({ patterns: [], rules: [] }),
    takeHeadings: () => false,
    signal: stopping.signal,
  });
  const wish = (merge_threshold: number): void => void (state.matching = { ...state.matching, merge_threshold });
  return { builder, builds, state, wish, stopping, lineup };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test('a build with settings that have changed is given up, and who waited for it gets the next one', async () => {
  const { builder, builds, wish } = openBuilder();
  const first = builder.rebuild();
  await turn();
  wish(70);
  const second = builder.rebuild();
  await turn();
  expect(builds.map(({ threshold }) => threshold)).toEqual([85, 70]);
  builds[1]!.end();
  await turn();
  builds[2]?.end(); // asked for anew by who waited, unless it was served already
  expect(await second).toMatchObject({ revision: 'built with 70' });
  expect(await first).toMatchObject({ revision: 'built with 70' });
});

test('new streams do not end a build under way: with eight providers none would ever end', async () => {
  const { builder, builds, state } = openBuilder();
  const first = builder.rebuild();
  await turn();
  state.edition = '2';
  const second = builder.rebuild();
  await turn();
  expect(builds).toHaveLength(1);
  builds[0]!.end();
  await first;
  await turn();
  expect(builds).toHaveLength(2);
  builds[1]!.end();
  await second;
});

test('it says how far the names are, while it builds', async () => {
  const { builder, builds } = openBuilder();
  expect(builder.progress).toBeNull();
  const built = builder.rebuild();
  await turn();
  builds[0]!.tell(4);
  expect(builder.progress).toEqual({ names: 4, total: 10 });
  builds[0]!.end();
  await built;
  expect(builder.progress).toBeNull();
});

test('stopping ends it for everybody', async () => {
  const { builder, wish, stopping } = openBuilder();
  const first = builder.rebuild();
  await turn();
  wish(70);
  stopping.abort();
  await expect(first).rejects.toThrow('aborted');
});

test('a build that nobody waits for any more ends; as long as one does, it goes on', async () => {
  const { builder, builds } = openBuilder();
  const [gone, alsoGone] = [new AbortController(), new AbortController()];
  const first = builder.catchUp(gone.signal);
  await turn();
  const second = builder.catchUp(alsoGone.signal);
  gone.abort(new Error('cancelled'));
  await expect(first).rejects.toThrow('cancelled');
  expect(builds[0]!.isAborted()).toBe(false);
  alsoGone.abort(new Error('cancelled, too'));
  await expect(second).rejects.toThrow('cancelled, too');
  expect(builds[0]!.isAborted()).toBe(true);
  await turn();
  expect(builder.progress).toBeNull();
  const next = builder.catchUp();
  await turn();
  builds[1]!.end();
  await next;
});

test('of two providers that were read before a build begins only one has the lineup built', async () => {
  const { builder, builds, state } = openBuilder();
  const one = builder.catchUp();
  await turn();
  const other = builder.catchUp();
  await turn();
  builds[0]!.end();
  await Promise.all([one, other, builder.catchUp()]);
  expect(builds).toHaveLength(1);
  state.edition = '2';
  const later = builder.catchUp();
  await turn();
  state.edition = '3'; // a list comes while another is built in
  const last = builder.catchUp();
  builds[1]!.end();
  await turn();
  builds[2]!.end();
  await Promise.all([later, last]);
  expect(builds).toHaveLength(3);
});

const read = async (path: string, known?: FolderIndex): Promise<FolderIndex> => readFolder(path, known);

test('a logo that a person has put into a folder in the folder is a reason to build', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'de'));
  const logos = new LocalLogos({ folder: () => folder, read, clock: createTurnedClock() });
  const { builder, builds, lineup } = openBuilder(logos);
  const first = builder.rebuild();
  await turn();
  builds[0]!.end();
  await first;
  await builder.catchUp();
  expect(builds).toHaveLength(1);
  writeFileSync(join(folder, 'de', 'ZDF.png'), '');
  const again = builder.catchUp();
  await turn();
  expect(builds).toHaveLength(2);
  builds[1]!.end();
  await again;
  expect(lineup.builtFrom).not.toBe('');
});
