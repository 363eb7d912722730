// Processes of a bench: each answers requests over IPC, so that processor time and memory are those of one part alone.

import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
}

export type Answers = Readonly<Record<string, (argument: never) => unknown>>;

const PATIENCE_MS = 180_000; // a starved machine takes a minute for 250 channels

export class Child {
  readonly #process: ChildProcess;
  readonly #part: string;
  #waiting: ((message: unknown) => void) | undefined;

  /** @param part file in bench/parts, without its ending */
  constructor(part: string, args: readonly string[] = []) {
    this.#part = part;
    this.#process = fork(join(import.meta.dirname, `${part}.ts`), args, { execArgv: ['--max-semi-space-size=2'] });
    this.#process.on('message', (message) => this.#waiting?.(message));
    this.#process.on('exit', (code) => {
      if (code) throw new Error(`${part} died with ${code}`);
    });
  }

  /** One request at a time. @throws Error when there is no answer in minutes: a bench that waits for ever says nothing */
  ask<Answer>(what: string, argument: unknown = null): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const tooLong = setTimeout(() => reject(new Error(`${this.#part} does not answer ${what}`)), PATIENCE_MS);
      this.#waiting = (message) => {
        clearTimeout(tooLong);
        resolve(message as Answer);
      };
      this.#process.send({ what, argument });
    });
  }

  end(): void {
    this.#process.disconnect();
  }
}

/** Called in the child: answers until the parent lets go. */
export function answer(answers: Answers): void {
  process.on('message', ({ what, argument }: { what: string; argument: never }) => {
    void Promise.resolve(answers[what]!(argument)).then((result) => process.send!(result ?? null));
  });
  process.on('disconnect', () => process.exit(0));
}

/** Of this process since its start. */
export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return { cpuSeconds: (user + system) / 1e6, peakMebibytes: Number(peak?.[1] ?? 0) / 1_024 };
}
