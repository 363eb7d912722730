// A child process: run without a shell, in a process group of its own, which ends with it. What it writes is handed on,
// what it complains of is kept.
//
//   running ──► exited by itself ──────────────► the rest of its group is killed ──► over
//      │                                                        ▲
//      └─ stop: SIGTERM to the group ─► 1.5 s ─► SIGKILL ───────┘

import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority, tmpdir } from 'node:os';
import type { Clock, Timer } from '../kernel/clock.ts';
import { SECOND_MS } from '../kernel/units.ts';
import { childEnvironment } from './environment.ts';
import { Messages } from './messages.ts';

/** Time for ffmpeg to say goodbye to a server; the contract gives the whole of Masthead 3 s. */
const TERMINATE_WITHIN_MS = 1.5 * SECOND_MS;
/** Somebody who left the group may hold the pipes: they are not waited for longer. */
const PIPES_WITHIN_MS = 0.5 * SECOND_MS;
/** A transcoder takes all the processor it can get: what streams goes first. */
const NICENESS = 5;

export interface ChildOptions {
  /** Absolute. */
  readonly file: string;
  readonly args: readonly string[];
  readonly clock: Clock;
  /** What it writes to its standard output. The chunk is the receiver's to keep. */
  readonly onOutput: (chunk: Uint8Array) => void;
}

export interface Ending {
  /** Null when a signal ended it, or it could not be started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It could not be started. */
  readonly error?: Error;
}

export class Child {
  /** Resolves when the process is over, its group with it and its output has been handed on; never rejects. */
  readonly over: Promise<Ending>;
  readonly #process: ChildProcess;
  readonly #clock: Clock;
  readonly #messages = new Messages();
  readonly #end: (ending: Ending) => void;
  #pipesTimer: Timer | undefined;
  #isOver = false;
  #isStopping = false;

  constructor({ file, args, clock, onOutput }: ChildOptions) {
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.over = promise;
    this.#end = resolve;
    this.#clock = clock;
    const child = spawn(file, args, {
      cwd: tmpdir(),
      detached: true, // a group of its own, by which all that it starts can be ended
      env: childEnvironment(),
      shell: false,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.#isStopping) onOutput(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => this.#messages.push(chunk));
    for (const pipe of [child.stdout, child.stderr]) pipe.on('error', () => undefined);
    child.on('error', (error) => this.#over({ code: null, signal: null, error }));
    child.on('exit', () => this.#exited());
    child.on('close', (code, signal) => this.#over({ code, signal }));
    if (child.pid === undefined) return;
    remember(child.pid);
    yieldTo(child.pid);
  }

  /** Of the process and of its group; undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** The last lines of its error output, redacted, oldest first. */
  get messages(): readonly string[] {
    return this.#messages.lines;
  }

  /** Ends it with all that it has started; nothing is handed on any more. Resolves when it is over. */
  async stop(): Promise<void> {
    if (!this.#isStopping && !this.#isOver) {
      this.#isStopping = true;
      this.#signal('SIGTERM');
      const timer = this.#clock.after(TERMINATE_WITHIN_MS, () => this.#signal('SIGKILL'));
      void this.over.then(() => timer.cancel());
    }
    await this.over;
  }

  /** Who is left of its group has lost its head. */
  #exited(): void {
    this.#signal('SIGKILL');
    this.#pipesTimer = this.#clock.after(PIPES_WITHIN_MS, () => {
      this.#process.stdout?.destroy();
      this.#process.stderr?.destroy();
    });
  }

  #over(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#pipesTimer?.cancel();
    this.#messages.flush();
    if (this.pid !== undefined) running.delete(this.pid);
    this.#end(ending);
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.pid !== undefined && !this.#isOver) signalGroup(this.pid, signal);
  }
}

/** Heads of the groups that run now: none outlives this process, however it exits. */
const running = new Set<number>();
let isWatching = false;

function remember(pid: number): void {
  running.add(pid);
  if (isWatching) return;
  isWatching = true;
  process.once('exit', () => {
    for (const group of running) signalGroup(group, 'SIGKILL');
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // it is gone already
  }
}

function yieldTo(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // it may be gone already, or not be ours to slow down
  }
}
