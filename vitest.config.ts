import { statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SideBySide } from './test/set-up/side-by-side.ts';

/**
 * Where the whole suite runs at once, a test that waits for real programs may be starved for a moment: it is run once more
 * there, and the reporter says `(retry x1)` beside it. At a desk nothing is run twice, so that what is unsure is seen.
 */
const retry = process.env['CI'] === 'true' ? 1 : 0;

const project = (name: string, include: string[], more: Record<string, unknown> = {}) => ({
  test: { name, include, environment: 'node', retry, ...more },
});

/**
 * Where the quick tests have their folders: in memory, where there is room for it. What they wait for most is the disk,
 * every document being flushed to it: with a disk that others use too they took three times as long.
 */
function inMemory(): Record<string, string> {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 2 ** 29 ? { TMPDIR: '/dev/shm' } : {};
  } catch {
    return {};
  }
}

/**
 * A module is loaded once for all files of a process (a quarter of a run was loading; no test mocks a module). The limits are
 * no measure of anything: what waits for something to be seen has the time that a starved machine takes for it.
 */
const shared = {
  isolate: false,
  maxWorkers: availableParallelism(), // not more: some wait by the clock, and must not be starved
  setupFiles: ['test/set-up/already-sent.ts', 'test/set-up/fetch.ts'],
  testTimeout: 90_000,
  hookTimeout: 60_000,
  env: inMemory(),
  expect: { poll: { timeout: 30_000 } },
};

/**
 * They run real programs, and wait for pictures for most of the time: 240 s of processor in 1,200 s of the tests with clients.
 * All are one group, so that what waits runs beside what computes, and none waits for another kind's last file.
 */
const real = {
  setupFiles: ['test/set-up/fetch.ts'],
  sequence: { groupOrder: 1 },
  maxWorkers: availableParallelism() * 2,
  expect: { poll: { timeout: 60_000 } }, // and so long Playwright waits for what it looks for
};

// Unit and contract tests are quick; the others run real programs and take their time.
export default defineConfig({
  test: {
    sequence: { sequencer: SideBySide },
    projects: [
      project('unit', ['test/**/*.test.ts'], {
        ...shared,
        exclude: [
          'test/clients/**',
          'test/contract/**',
          'test/matrix/**',
          'test/soak/**',
          'test/panel/**',
          'test/browser/**',
          'test/image/**',
        ],
      }),
      project('contract', ['test/contract/**/*.test.ts'], shared),
      project('panel', ['test/panel/**/*.test.ts'], {
        environment: 'happy-dom',
        maxWorkers: shared.maxWorkers,
        testTimeout: 60_000,
        expect: { poll: { timeout: 15_000 } },
        exclude: ['test/panel/browser/**'],
      }),
      project('matrix', ['test/matrix/**/*.test.ts'], { ...real, testTimeout: 180_000, maxConcurrency: 6 }),
      // As Masthead itself is started: what is measured there is its memory, and not the allocator's habits.
      project('soak', ['test/soak/**/*.test.ts'], {
        ...real,
        execArgv: ['--expose-gc', '--max-semi-space-size=2'],
        env: { MALLOC_ARENA_MAX: '1' },
      }),
      project('clients', ['test/clients/**/*.test.ts'], {
        ...real,
        testTimeout: 240_000,
        hookTimeout: 120_000,
      }),
      project('image', ['test/image/**/*.test.ts'], { ...real, testTimeout: 600_000, hookTimeout: 120_000 }),
      project('browser', ['test/browser/**/*.test.ts'], {
        ...real,
        testTimeout: 240_000,
        hookTimeout: 120_000,
      }),
    ],
  },
});
