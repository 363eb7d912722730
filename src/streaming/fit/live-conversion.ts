// A transport stream made into one that browsers play, in its own time: packets in, packets out. What the browser plays is
// copied; the rest becomes H.264 and AAC.

import type { Clock } from '../../kernel/clock.ts';
import { PACKET_BYTES } from '../../formats/mpegts/packet.ts';
import { Child, FIRST_INPUT, type Ending } from '../../processes/child.ts';
import { madePicture, soundArguments } from '../files/conversion.ts';
import type { Fit } from './fit.ts';

/** FFmpeg looks at so much before it begins; a channel is entered with three seconds at once. */
const LOOKED_AT = ['-analyzeduration', '1500000', '-probesize', '4000000'];
/** A segment is to begin with a key frame every two seconds, at twenty-five pictures a second. */
const GROUP = ['-g', '50', '-keyint_min', '25'];
/** Half of the pictures of fifty a second are enough, for a small box. Fields are woven where pictures say that they are such. */
const FILTERS = ['yadif=deint=interlaced', "fps='if(gt(source_fps,31),source_fps/2,source_fps)'"];

function liveArguments({ picture, sound }: Pick<Fit, 'picture' | 'sound'>): string[] {
  return [
    ['-nostdin', '-hide_banner', '-loglevel', 'error', '-threads', '2', '-protocol_whitelist', 'pipe'],
    // A decoder that holds back pictures until it has many would be a delay; missing times are made up.
    ['-fflags', '+genpts+discardcorrupt', ...LOOKED_AT, '-copyts', '-f', 'mpegts', '-i', `pipe:${FIRST_INPUT}`],
    picture ? ['-map', `0:i:${picture.pid}`] : [],
    sound ? ['-map', `0:i:${sound.pid}`] : [],
    picture ? pictureArguments(picture.isMade) : [],
    sound ? soundArguments(!sound.isMade) : [],
    // What is lost in between is filled up with silence, so that sound stays with the picture.
    sound?.isMade ? ['-af', 'aresample=async=1'] : [],
    ['-muxdelay', '0', '-muxpreload', '0', '-max_interleave_delta', '500000', '-flush_packets', '1'],
    ['-mpegts_flags', '+resend_headers', '-f', 'mpegts', 'pipe:1'],
  ].flat();
}

const pictureArguments = (isMade: boolean): string[] =>
  isMade ? [...madePicture(FILTERS), ...GROUP] : ['-c:v', 'copy'];

interface LiveConversionOptions {
  /** Absolute, of ffmpeg. */
  readonly program: string;
  readonly fit: Fit;
  readonly clock: Clock;
  /** Whole packets. The bytes are the receiver's to keep. */
  readonly onBytes: (packets: Uint8Array) => void;
}

export class LiveConversion {
  /** Resolves when all was handed on; never rejects. */
  readonly over: Promise<Ending>;
  /** All that it is to make was written. */
  isFinished = false;
  readonly #child: Child;
  readonly #onBytes: LiveConversionOptions['onBytes'];
  /** The beginning of a packet. */
  #rest: Uint8Array = new Uint8Array(0);

  /** Begins. */
  constructor({ program, fit, clock, onBytes }: LiveConversionOptions) {
    this.#onBytes = onBytes;
    this.#child = new Child({
      file: program,
      args: liveArguments(fit),
      clock,
      onOutput: (chunk) => this.#received(chunk),
      inputCount: 1,
    });
    this.over = this.#child.over;
  }

  get isFull(): boolean {
    return this.#child.isFull(0);
  }

  get messages(): readonly string[] {
    return this.#child.messages;
  }

  /** Resolves when it takes more. */
  write(packets: Uint8Array): Promise<void> {
    return this.#child.write(0, packets);
  }

  /** Nothing more comes: what it has is still handed on. */
  finish(): Promise<Ending> {
    this.isFinished = true;
    this.#child.endInput(0);
    return this.over;
  }

  /** The receiver takes no more for a while. */
  hold(isHeld: boolean): void {
    this.#child.holdOutput(isHeld);
  }

  stop(): void {
    void this.#child.stop();
  }

  #received(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - (bytes.length % PACKET_BYTES);
    this.#rest = bytes.slice(whole);
    if (whole > 0) this.#onBytes(bytes.subarray(0, whole));
  }
}
