// Prints the one line that .ci/run ends with, out of vitest's report; fails when a test failed or none ran.

import { readFileSync } from 'node:fs';

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const NOTHING: Report = {
  success: false,
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};

function read(): Report {
  try {
    return JSON.parse(readFileSync(new URL('../.vitest-report.json', import.meta.url), 'utf8')) as Report;
  } catch {
    return NOTHING;
  }
}

const report = read();
/** Files that could not even be loaded: each counts as one failed test. */
const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
const failed = report.numFailedTests + broken.length;
const skipped = report.numPendingTests + report.numTodoTests;
console.log(`tests: ${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = report.success && failed === 0 && report.numPassedTests > 0 ? 0 : 1;
