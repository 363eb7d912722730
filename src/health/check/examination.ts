// Looks at the bytes of a transport stream until it is sure that they show something: packets, PAT, PMT, and a clear packet of
// picture or sound. The first picture on which a decoder can begin makes the stream's mark.

import { createHash } from 'node:crypto';
import {
  hasPayload,
  isScrambled,
  isUnitStart,
  PACKET_BYTES,
  payloadStart,
  pidOf,
} from '../../formats/mpegts/packet.ts';
import { PictureDetector, type Verdict } from '../../formats/mpegts/picture.ts';
import { leadOf, ProgramReader } from '../../formats/mpegts/program.ts';
import { PacketSync } from '../../formats/mpegts/sync.ts';
import { AppError } from '../../kernel/errors.ts';
import { KIBIBYTE } from '../../kernel/units.ts';

/** With so much of it and no packets it is another kind of stream. */
const MOST_GARBAGE_BYTES = 256 * KIBIBYTE;
/** Of the picture, from its first slice on. Smaller ones are blank, and blank ones are alike everywhere. */
const MARK_BYTES = 2_048;
const LEAST_MARK_BYTES = 1_024;

export class Examination {
  readonly #sync = new PacketSync((bytes, from, to) => this.#take(bytes, from, to));
  readonly #tables = new ProgramReader();
  #packets = 0;
  #bytes = 0;
  #clear = 0;
  #scrambled = 0;
  #detector: PictureDetector | undefined;
  #verdict: Verdict = 'no';
  #picture: Uint8Array[] = [];
  #pictureBytes = 0;
  #mark: string | undefined;

  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    this.#sync.push(chunk);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** It has a programme, and picture or sound of it has come. */
  get isAlive(): boolean {
    return this.#clear > 0;
  }

  /** The same for the same picture, wherever it is shown; undefined until there is one. */
  get mark(): string | undefined {
    return this.#mark;
  }

  /** Whether more bytes will bring a mark. */
  get awaitsMark(): boolean {
    return this.#mark === undefined && (this.#detector?.knowsCodec ?? false);
  }

  get isGarbage(): boolean {
    return this.#packets === 0 && this.#bytes > MOST_GARBAGE_BYTES;
  }

  /** Why what has come so far is no picture. */
  get complaint(): AppError {
    const more = { retryable: true };
    if (this.#bytes === 0) return new AppError('upstream.empty', 'The provider answered without a single byte', more);
    if (this.#packets === 0) {
      return new AppError('upstream.garbage', 'What the provider sends is no transport stream', more);
    }
    if (this.#scrambled > 0) {
      return new AppError('upstream.scrambled', 'The stream that the provider sends is scrambled', more);
    }
    return new AppError(
      'upstream.no-picture',
      'The stream that the provider sends holds neither picture nor sound',
      more,
    );
  }

  #take(bytes: Uint8Array, from: number, to: number): void {
    if (this.isAlive && !this.awaitsMark) return; // nothing more is to be learnt
    for (let at = from; at < to; at += PACKET_BYTES) {
      this.#packets += 1;
      const pid = pidOf(bytes, at);
      if (this.#tables.isTable(pid)) this.#readTable(pid, bytes, at);
      else if (hasPayload(bytes, at)) this.#look(pid, bytes, at);
    }
  }

  #readTable(pid: number, bytes: Uint8Array, at: number): void {
    if (!this.#tables.read(pid, bytes, at)) return;
    const lead = leadOf(this.#tables.program);
    this.#detector = lead?.medium === 'video' ? new PictureDetector(lead.codec) : undefined;
  }

  #look(pid: number, bytes: Uint8Array, at: number): void {
    const stream = this.#tables.program?.streams.find((one) => one.pid === pid);
    if (!stream || stream.medium === 'other') return;
    if (isScrambled(bytes, at)) {
      this.#scrambled += 1;
      return;
    }
    this.#clear += 1;
    if (stream.medium === 'video' && pid === leadOf(this.#tables.program)?.pid) this.#gather(bytes, at);
  }

  #gather(bytes: Uint8Array, at: number): void {
    const detector = this.#detector;
    if (!detector || this.#mark !== undefined) return;
    const isStart = isUnitStart(bytes, at);
    if (isStart) {
      this.#finish();
      this.#verdict = detector.begin(bytes, at);
    } else if (this.#verdict === 'undecided') this.#verdict = detector.go(bytes, at);
    else if (this.#verdict === 'no') return;
    let from = payloadStart(bytes, at);
    if (isStart) from += 9 + (bytes[from + 8] ?? 0); // its times are others at each showing
    const part = bytes.slice(Math.min(from, at + PACKET_BYTES), at + PACKET_BYTES);
    this.#picture.push(part);
    this.#pictureBytes += part.length;
    if (this.#verdict === 'yes' && this.#pictureBytes >= MARK_BYTES) this.#finish();
  }

  #finish(): void {
    if (this.#verdict === 'yes' && this.#pictureBytes >= LEAST_MARK_BYTES && this.#mark === undefined) {
      const bytes = Buffer.concat(this.#picture).subarray(0, MARK_BYTES);
      this.#mark = createHash('sha1').update(bytes).digest('base64url').slice(0, 16);
    }
    this.#verdict = 'no';
    this.#picture = [];
    this.#pictureBytes = 0;
  }
}
