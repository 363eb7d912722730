// A child process: run without a shell, in a process group of its own, which ends with it. What it writes is handed on,
// what it complains of is kept.
//
//   running ──► exited by itself ──────────────► the rest of its group is killed ──► over
//      │                                                        ▲
//      └─ stop: SIGTERM to the group ─► 1.5 s ─► SIGKILL ───────┘

import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority, tmpdir } from 'node:os';
import type { Readable, Writable } from 'node:stream';
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
  /** Pipes that it reads from, as its descriptors 3, 4 …; without any it has no input at all. */
  readonly inputCount?: number;
  /** Pipes that it writes to beside its standard output: the descriptors after its inputs'. */
  readonly onMoreOutputs?: readonly ((chunk: Uint8Array) => void)[];
}

/** The first of a child's inputs: 0, 1 and 2 are the usual three. */
export const FIRST_INPUT = 3;

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

  constructor({ file, args, clock, onOutput, inputCount = 0, onMoreOutputs = [] }: ChildOptions) {
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.over = promise;
    this.#end = resolve;
    this.#clock = clock;
    const child = spawn(file, args, {
      cwd: tmpdir(),
      detached: true, // a group of its own, by which all that it starts can be ended
      env: childEnvironment(),
      shell: false,
      stdio: [
        'ignore',
        'pipe',
        'pipe',
        ...Array.from({ length: inputCount + onMoreOutputs.length }, () => 'pipe' as const),
      ],
    });
    this.#process = child;
    child.stdout!.on('data', (chunk: Buffer) => {
      if (!this.#isStopping) onOutput(chunk);
    });
    for (const [index, onMore] of onMoreOutputs.entries()) {
      const pipe = child.stdio[FIRST_INPUT + inputCount + index] as Readable;
      pipe.on('data', (chunk: Buffer) => {
        if (!this.#isStopping) onMore(chunk);
      });
    }
    child.stderr!.on('data', (chunk: Buffer) => this.#messages.push(chunk));
    for (const pipe of child.stdio) pipe?.on('error', () => undefined); // how it ended says why
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

  /** Resolves when the input takes more; also when it takes none any more, because the child is over. */
  async write(input: number, chunk: Uint8Array): Promise<void> {
    const pipe = this.#input(input);
    if (pipe.destroyed || pipe.write(chunk)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    pipe.once('drain', resolve).once('close', resolve);
    await promise;
    pipe.off('drain', resolve).off('close', resolve);
  }

  /** Whether an input wants to be waited for. */
  isFull(input: number): boolean {
    return this.#input(input).writableNeedDrain;
  }

  /** Nothing more comes on this input. */
  endInput(input: number): void {
    this.#input(input).end();
  }

  /** While it is held nothing is handed on, and the child waits with the rest. */
  holdOutput(isHeld: boolean): void {
    if (isHeld) this.#process.stdout?.pause();
    else this.#process.stdout?.resume();
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

  #input(index: number): Writable {
    return this.#process.stdio[FIRST_INPUT + index] as Writable;
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
