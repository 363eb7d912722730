// WebVTT (W3C) as it is written by a program that goes on writing: cues as soon as they are whole.

export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  /** With WebVTT's own marks; lines are kept. */
  readonly text: string;
}

/** A block that never ends is no cue. */
const MOST_CHARACTERS = 64 * 1_024;
const TIMES = /^(?:(\d{1,4}):)?(\d{2}):(\d{2})\.(\d{3})[ \t]+-->[ \t]+(?:(\d{1,4}):)?(\d{2}):(\d{2})\.(\d{3})/m;

export class CueReader {
  readonly #decoder = new TextDecoder();
  readonly #onCue: (cue: Cue) => void;
  #pending = '';

  constructor(onCue: (cue: Cue) => void) {
    this.#onCue = onCue;
  }

  push(bytes: Uint8Array): void {
    this.#pending = (this.#pending + this.#decoder.decode(bytes, { stream: true })).replaceAll('\r\n', '\n');
    const blocks = this.#pending.split(/\n\n+/);
    this.#pending = blocks.pop()!;
    for (const block of blocks) this.#read(block);
    if (this.#pending.length > MOST_CHARACTERS) this.#pending = '';
  }

  /**
   * Whole lines that have come are a cue, though no empty line follows yet: FFmpeg writes a cue at once, and the empty line
   * with the next one, which may be minutes away.
   */
  settle(): void {
    if (!this.#pending.endsWith('\n')) return;
    this.#read(this.#pending);
    this.#pending = '';
  }

  /** Nothing more comes. */
  end(): void {
    this.#read(this.#pending);
    this.#pending = '';
  }

  #read(block: string): void {
    const match = TIMES.exec(block);
    if (!match) return; // the header, a note, a style
    const text = block.slice(match.index).split('\n').slice(1).join('\n').trim();
    const startMs = timeOf(match.slice(1, 5));
    const endMs = timeOf(match.slice(5, 9));
    if (text !== '' && endMs > startMs) this.#onCue({ startMs, endMs, text });
  }
}

function timeOf([hours = '0', minutes, seconds, ms]: readonly (string | undefined)[]): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(ms);
}
