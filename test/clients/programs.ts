// Runs a real program and keeps what it says.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync } from 'node:fs';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Ended after this long, which is no error: players never end by themselves. */
  readonly atMostMs?: number;
  readonly signal?: AbortSignal;
  /** Where it runs and writes. */
  readonly cwd?: string;
  /** A folder to call home; as root, the program runs as nobody and owns it. VLC refuses to run as root. */
  readonly nobodysHome?: string;
}

const NOBODY = 65_534;

export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { nobodysHome: home } = options;
  const isRoot = process.getuid?.() === 0;
  if (home !== undefined && isRoot) chownSync(home, NOBODY, NOBODY);
  const child = spawn(program, args, {
    ...(options.signal && { signal: options.signal }),
    ...(options.atMostMs !== undefined && { timeout: options.atMostMs }),
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(home !== undefined && { cwd: home, env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home } }),
    ...(home !== undefined && isRoot && { uid: NOBODY, gid: NOBODY }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}
