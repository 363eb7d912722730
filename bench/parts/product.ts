// Masthead itself as a process of a bench: the compiled one, with a data folder of its own, on a whole machine or on a
// home box's share of it.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEBIBYTE } from '../../src/kernel/units.ts';

const PASSWORD = 'bench-password';
const ENTRY = join(import.meta.dirname, '../../dist/main.js');
/** Of this run alone: two that share one kill each other. */
const CGROUP = `/sys/fs/cgroup/memory/masthead-bench-${process.pid}`;

/** One core and 512 MB: the box in the living room. */
export const HOME_BOX = { core: 0, mebibytes: 512 } as const;

export interface ProductOptions {
  readonly dataDir: string;
  readonly args?: readonly string[];
  readonly box?: typeof HOME_BOX;
}

export interface Memory {
  readonly residentMebibytes: number;
  readonly peakMebibytes: number;
}

export class Product {
  readonly base: string;
  readonly #process: ChildProcess;
  #token = '';

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.base = `http://127.0.0.1:${port}`;
  }

  /** Resolves when `/health` answers. */
  static async start({ dataDir, args = [], box }: ProductOptions): Promise<Product> {
    const port = await freePort();
    const more = process.env['BENCH_NODE']?.split(' ') ?? []; // `--cpu-prof --cpu-prof-dir=…`: a profile of each thread
    const exec = process.env['BENCH_EXEC']?.split(' ') ?? [process.execPath]; // `chroot DIR node`: that of another system
    const node = [...exec, ...more, '--max-semi-space-size=2', ENTRY, ...args];
    const child = spawn(
      'sh',
      ['-c', `${box ? confine(box) : ''} exec ${box ? `taskset -c ${box.core} ` : ''}"$@"`, 'sh', ...node],
      {
        stdio: ['ignore', process.env['BENCH_LOG'] ? 'inherit' : 'ignore', 'inherit'],
        env: {
          ...process.env,
          MASTHEAD_DATA_DIR: dataDir,
          MASTHEAD_PORT: String(port),
          MASTHEAD_HOST: '127.0.0.1',
          MASTHEAD_ADMIN_PASSWORD: PASSWORD,
          MASTHEAD_DISCOVERY: 'off',
        },
      },
    );
    process.once('exit', () => child.kill('SIGKILL')); // also of a bench that failed
    const product = new Product(child, port);
    while (!(await fetch(`${product.base}/health`).catch(() => undefined))?.ok) {
      if (child.exitCode !== null) throw new Error(`Masthead ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return product;
  }

  async api<Answer>(path: string, method = 'GET', body?: unknown): Promise<Answer> {
    if (this.#token === '') {
      const login = await fetch(`${this.base}/api/login`, json('POST', { password: PASSWORD }));
      this.#token = ((await login.json()) as { token: string }).token;
    }
    const { headers, ...rest } = json(method, body);
    const answer = await fetch(`${this.base}/api${path}`, {
      ...rest,
      headers: { ...headers, authorization: `Bearer ${this.#token}` },
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as Answer;
  }

  /** Resolves when no provider is being read. */
  async settled(): Promise<void> {
    for (;;) {
      const { sync } = await this.api<{ sync: { state: string; phase: string }[] }>('/status');
      if (sync.every(({ state, phase }) => state !== 'new' && state !== 'syncing' && phase === 'idle')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  memory(): Memory {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1_024;
    return { residentMebibytes: of('VmRSS'), peakMebibytes: of('VmHWM') };
  }

  /** Processor seconds of the whole process so far. */
  cpuSeconds(): number {
    const fields = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  /** Milliseconds from SIGTERM to the end. @throws when it does not end well */
  async stop(): Promise<number> {
    const startedMs = performance.now();
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', (code) => resolve(code)));
    this.#process.kill('SIGTERM');
    const code = await ended;
    if (code !== 0) throw new Error(`Masthead ended with ${code}`);
    return performance.now() - startedMs;
  }
}

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'masthead-bench-'));
export const removeDataDir = (dataDir: string): void => rmSync(dataDir, { recursive: true, force: true });

/** Compiles what is to be measured. */
export function build(): void {
  if (spawnSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' }).status !== 0) throw new Error('The build failed');
}

/** A memory cgroup where the system lets us make one; else the peak is only measured. */
function confine({ mebibytes }: typeof HOME_BOX): string {
  try {
    if (!existsSync(CGROUP)) mkdirSync(CGROUP);
    writeFileSync(join(CGROUP, 'memory.limit_in_bytes'), String(mebibytes * MEBIBYTE));
    return `echo $$ > ${CGROUP}/cgroup.procs;`;
  } catch {
    console.log('(no memory limit can be set here: the peak is measured instead)');
    return '';
  }
}

const json = (method: string, body: unknown): { method: string; headers: Record<string, string>; body?: string } => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
