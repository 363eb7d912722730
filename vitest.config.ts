import { defineConfig } from 'vitest/config';

/**
 * Where the whole suite runs at once, a test that waits for real programs may be starved for a moment: it is run once more
 * there, and the reporter says `(retry x1)` beside it. At a desk nothing is run twice, so that what is unsure is seen.
 */
const retry = process.env['CI'] === 'true' ? 1 : 0;

const project = (name: string, include: string[], more: Record<string, unknown> = {}) => ({
  test: { name, include, environment: 'node', retry, ...more },
});

/**
 * A module is loaded once for all files of a process (a quarter of a run was loading; no test mocks a module). The limit is
 * for tests that start a process on a machine that does something else as well.
 */
const shared = {
  isolate: false,
  setupFiles: ['test/set-up/already-sent.ts'],
  testTimeout: 15_000,
  expect: { poll: { timeout: 5_000 } },
};

// Unit and contract tests are quick; the others run real programs and take their time.
export default defineConfig({
  test: {
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
        exclude: ['test/panel/browser/**'],
      }),
      project('matrix', ['test/matrix/**/*.test.ts'], { testTimeout: 60_000, maxConcurrency: 6 }),
      // As Masthead itself is started: what is measured there is its memory, and not the allocator's habits.
      project('soak', ['test/soak/**/*.test.ts'], {
        execArgv: ['--expose-gc', '--max-semi-space-size=2'],
        env: { MALLOC_ARENA_MAX: '1' },
      }),
      project('clients', ['test/clients/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
      project('image', ['test/image/**/*.test.ts'], { testTimeout: 600_000, hookTimeout: 120_000 }),
      project('browser', ['test/browser/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
    ],
  },
});
