// Subtitles in a stream of MP4: boxes among the others, which a media source would pass over. Told apart here.

export interface Cue {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
}

const SCHEME = 'urn:masthead:cue';
const HEADER_BYTES = 8;
/** Of an `emsg` box of version 1, in front of its texts. */
const FIXED_BYTES = 32;

/** Collects whole boxes: what a media source is given begins and ends with one. */
export class BoxReader {
  #pending = new Uint8Array(0);
  readonly #onCue: (cue: Cue) => void;

  constructor(onCue: (cue: Cue) => void) {
    this.#onCue = onCue;
  }

  /** @returns the media of all boxes that are whole now; empty for none */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const all = joined([this.#pending, bytes]);
    const media: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      const size = sizeAt(all, at);
      if (size === undefined || at + size > all.length) break;
      const box = all.subarray(at, at + size);
      const cue = cueOf(box);
      if (cue) this.#onCue(cue);
      else media.push(box);
      at += size;
    }
    this.#pending = all.slice(at);
    return joined(media);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

function sizeAt(bytes: Uint8Array, at: number): number | undefined {
  if (at + HEADER_BYTES > bytes.length) return undefined;
  const short = viewOf(bytes).getUint32(at);
  if (short !== 1) return Math.max(HEADER_BYTES, short);
  return at + 2 * HEADER_BYTES > bytes.length ? undefined : Number(viewOf(bytes).getBigUint64(at + HEADER_BYTES));
}

function cueOf(box: Uint8Array): Cue | undefined {
  const text = new TextDecoder();
  if (box.length < FIXED_BYTES || text.decode(box.subarray(4, 8)) !== 'emsg' || box[8] !== 1) return undefined;
  const [scheme, , ...words] = text.decode(box.subarray(FIXED_BYTES)).split('\0');
  if (scheme !== SCHEME) return undefined;
  const view = viewOf(box);
  const ticks = view.getUint32(12);
  const startSeconds = Number(view.getBigUint64(16)) / ticks;
  return { startSeconds, endSeconds: startSeconds + view.getUint32(24) / ticks, text: words.join('\0') };
}
