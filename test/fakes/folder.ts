// A temporary folder for one test, or for a file of them, removed when it has ended.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** `onTestFinished`, or `afterAll` for what a whole file shares. */
export type WhenOver = (end: () => void | Promise<void>) => void;

export function temporaryFolder(whenOver: WhenOver = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-test-'));
  whenOver(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
