// Fragmented MP4 as a transport stream: ffmpeg, where there is one, repacks without touching a picture. One process for
// each stretch with the same initialisation; picture and separate sound are two pipes of it.

import type { Clock } from '../../../kernel/clock.ts';
import { AppError } from '../../../kernel/errors.ts';
import { Child, FIRST_INPUT } from '../../../processes/child.ts';

export interface FragmentsOptions {
  /** Path of ffmpeg. */
  readonly file: string;
  readonly inputCount: number;
  readonly clock: Clock;
  readonly onBytes: (chunk: Uint8Array) => void;
  /** `undefined` when there is room for more already, else resolves when there is. */
  readonly room: () => Promise<void> | undefined;
}

export class Fragments {
  /** Resolves with why, when it ended without being told to. */
  readonly failed: Promise<AppError>;
  readonly #child: Child;
  #isEnding = false;

  constructor({ file, inputCount, clock, onBytes, room }: FragmentsOptions) {
    const { promise, resolve } = Promise.withResolvers<AppError>();
    this.failed = promise;
    this.#child = new Child({
      file,
      args: argumentsFor(inputCount),
      clock,
      inputCount,
      onOutput: (chunk) => {
        onBytes(chunk);
        const isFull = room();
        if (!isFull) return;
        this.#child.holdOutput(true);
        void isFull.then(
          () => this.#child.holdOutput(false),
          () => undefined, // closed meanwhile
        );
      },
    });
    void this.#child.over.then(({ error }) => (this.#isEnding ? undefined : resolve(this.#failure(error))));
  }

  /** Resolves when it takes more. */
  write(input: number, chunk: Uint8Array): Promise<void> {
    return this.#child.write(input, chunk);
  }

  /** No more comes; resolves when all that it made of it has been handed on. */
  async end(inputCount: number): Promise<void> {
    this.#isEnding = true;
    for (let input = 0; input < inputCount; input += 1) this.#child.endInput(input);
    await this.#child.over;
  }

  async stop(): Promise<void> {
    this.#isEnding = true;
    await this.#child.stop();
  }

  #failure(error: Error | undefined): AppError {
    const said = this.#child.messages.at(-1) ?? '';
    if (error) return new AppError('upstream.unsupported', 'ffmpeg does not start', { cause: error });
    return new AppError('upstream.not-video', `ffmpeg cannot repack the stream${said === '' ? '' : `: ${said}`}`, {
      retryable: true,
    });
  }
}

/** Times are kept, as picture and sound would be shifted each by its own start; nothing waits in a buffer. */
function argumentsFor(inputCount: number): string[] {
  const inputs = Array.from({ length: inputCount }, (_, index) => `pipe:${FIRST_INPUT + index}`);
  const maps = inputCount === 2 ? '-map 0:v -map 1:a' : '-map 0:v? -map 0:a?';
  return [
    '-hide_banner -loglevel error -nostdin -copyts',
    ...inputs.map((input) => `-probesize 1000000 -analyzeduration 1000000 -i ${input}`),
    `${maps} -c copy -muxdelay 0 -muxpreload 0 -flush_packets 1 -f mpegts pipe:1`,
  ].flatMap((part) => part.split(' '));
}
