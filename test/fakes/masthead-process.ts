// The whole product as its user starts it: a process of its own, with a data folder of its own and any free port.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const FAST_MAIN = fileURLToPath(new URL('fast-main.ts', import.meta.url));
const READY_WITHIN_MS = 90_000; // of a lineup of a test, where others have the processor; a bench with a long one says more
const OURS = {
  MASTHEAD_PORT: '0',
  MASTHEAD_DISCOVERY: 'off',
  MASTHEAD_ADMIN_PASSWORD: 'secret',
  // Each has a new folder, and its compiled code would be there: a thousand modules anew, a third of a start.
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/test-code', import.meta.url)),
};

export interface StartOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Taken as it is and left as it is; without it, a new one that is removed with the process. */
  readonly dataDir?: string;
  /** Channels that the lineup is to have before it counts as ready. */
  readonly channels?: number;
  readonly readyWithinMs?: number;
  /** So many times as fast goes its clock. */
  readonly speed?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly tookMs: number;
}

export interface MastheadProcess {
  /** `http://127.0.0.1:port` */
  readonly base: string;
  readonly dataDir: string;
  /** Everything that it has written to stdout and stderr. */
  output(): string;
  /** Sends SIGTERM and waits for the end; may be called again. */
  stop(): Promise<Ended>;
  /** As the power does it. */
  kill(): Promise<void>;
}

/** Starts it and waits until `/health` answers and the lineup is filled. @throws Error with what it printed when it ends before */
export async function startMasthead(options: StartOptions = {}): Promise<MastheadProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'masthead-process-'));
  const main = options.speed === undefined ? MAIN : FAST_MAIN;
  const child = spawn(process.execPath, ['--max-semi-space-size=2', main, ...(options.args ?? [])], {
    env: {
      ...process.env,
      ...OURS,
      MASTHEAD_DATA_DIR: dataDir,
      FAST_MAIN_SPEED: String(options.speed ?? 1),
      ...options.env,
    },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more) => (text += more));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill); // a test that fails before it stops its Masthead leaves none behind
  void ended.then(() => process.off('exit', kill));
  const cleanUp = (): void => {
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const base = await Promise.race([ready(() => text, options), ended.then(() => Promise.reject(new Error(text)))]);
    return {
      base,
      dataDir,
      output: () => text,
      async stop() {
        const sentAt = performance.now();
        child.kill('SIGTERM');
        const [code, signal] = await ended;
        cleanUp();
        return { code, signal, tookMs: performance.now() - sentAt };
      },
      async kill() {
        kill();
        await ended;
      },
    };
  } catch (error) {
    kill();
    cleanUp();
    throw error;
  }
}

async function ready(output: () => string, options: StartOptions): Promise<string> {
  const { channels = 0, readyWithinMs = READY_WITHIN_MS } = options;
  for (const until = performance.now() + readyWithinMs; performance.now() < until; await pause(50)) {
    const port = /http:\/\/localhost:(\d+)/.exec(output())?.[1];
    const base = `http://127.0.0.1:${port}`;
    if (port !== undefined && (await channelsOf(base)) >= channels) return base;
  }
  throw new Error(`Masthead was not ready within ${readyWithinMs} ms:\n${output()}`);
}

/** -1 as long as nobody answers. */
async function channelsOf(base: string): Promise<number> {
  const response = await fetch(`${base}/health`).catch(() => undefined);
  return response?.ok ? ((await response.json()) as { channels: number }).channels : -1;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
