// ISO base media (MP4) seen from outside: where its top-level boxes begin in a stream of bytes, and boxes that carry a cue.
// ISO/IEC 14496-12; `emsg` is ISO/IEC 23009-1, 5.10.3.3: players pass over those whose scheme they do not know.

const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;

/** Hands a stream on as it comes, cut where a box begins. */
export class BoxSplitter {
  readonly #head = Buffer.alloc(LONG_HEADER_BYTES);
  #headBytes = 0;
  /** Of the box that is under way; after its header. */
  #leftBytes = 0;
  readonly #onBox: (type: string) => void;
  readonly #onBytes: (bytes: Uint8Array) => void;

  /** @param onBox before the first of its bytes is handed on @param onBytes parts of what was pushed, in order; headers whole */
  constructor(onBox: (type: string) => void, onBytes: (bytes: Uint8Array) => void) {
    this.#onBox = onBox;
    this.#onBytes = onBytes;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#leftBytes > 0) {
        const until = Math.min(bytes.length, at + this.#leftBytes);
        this.#onBytes(bytes.subarray(at, until));
        this.#leftBytes -= until - at;
        at = until;
        continue;
      }
      this.#head[this.#headBytes] = bytes[at]!;
      this.#headBytes += 1;
      at += 1;
      if (this.#headBytes === this.#wantedBytes()) this.#begin();
    }
  }

  #wantedBytes(): number {
    const isLong = this.#headBytes >= HEADER_BYTES && this.#head.readUInt32BE(0) === 1;
    return isLong ? LONG_HEADER_BYTES : HEADER_BYTES;
  }

  #begin(): void {
    const short = this.#head.readUInt32BE(0);
    const size = short === 1 ? Number(this.#head.readBigUInt64BE(HEADER_BYTES)) : short;
    const header = Buffer.from(this.#head.subarray(0, this.#headBytes));
    this.#headBytes = 0;
    // A size of 0 means: to the end of the file. Nothing begins after it.
    this.#leftBytes = short === 0 ? Number.POSITIVE_INFINITY : Math.max(0, size - header.length);
    this.#onBox(header.toString('latin1', 4, HEADER_BYTES));
    this.#onBytes(header);
  }
}

/** A line of subtitles, as a box among those of a stream. */
export interface CueMessage {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** Whose messages these are. */
const CUE_SCHEME = 'urn:masthead:cue';

/** An `emsg` box of version 1, in milliseconds of the stream's own time. */
export function cueBox({ startMs, endMs, text }: CueMessage, id: number): Uint8Array {
  const words = Buffer.concat([Buffer.from(`${CUE_SCHEME}\0\0`), Buffer.from(text)]);
  const fixed = Buffer.alloc(32);
  fixed.writeUInt32BE(fixed.length + words.length, 0);
  fixed.write('emsg', 4, 'latin1');
  fixed.writeUInt8(1, 8); // version; its flags are 0
  fixed.writeUInt32BE(1_000, 12); // ticks a second
  fixed.writeBigUInt64BE(BigInt(Math.max(0, Math.round(startMs))), 16);
  fixed.writeUInt32BE(Math.max(0, Math.round(endMs - startMs)), 24);
  fixed.writeUInt32BE(id, 28);
  return Buffer.concat([fixed, words]);
}
