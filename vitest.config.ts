import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: Record<string, unknown> = {}) => ({
  test: { name, include, environment: 'node' as const, ...more },
});

// Unit and contract tests are quick; the others run real programs and take their time.
export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'], {
        exclude: ['test/clients/**', 'test/contract/**', 'test/soak/**', 'test/panel/**'],
      }),
      project('contract', ['test/contract/**/*.test.ts']),
      project('clients', ['test/clients/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
    ],
  },
});
