// Makes a transport stream fit for a browser while it goes by: handed on as it is while the browser plays it, led through
// FFmpeg while it does not. Which, its programme table says, each time that it changes.
//
//   packets ──► (programme known) ──┬─ plays ────────────► packets
//                                   └─ else ──► ffmpeg ──► packets

import { PACKET_BYTES, pidOf } from '../../formats/mpegts/packet.ts';
import { ProgramReader } from '../../formats/mpegts/program.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, toAppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { fitOf, type Fit, type PageAbility } from './fit.ts';
import { LiveConversion } from './live-conversion.ts';
import type { Seats } from './seats.ts';

/** FFmpeg that dies is started again; one that dies so often within the time cannot make it. */
const MOST_DEATHS = 3;
const DEATHS_WITHIN_MS = 60 * SECOND_MS;
/** What has no programme table by then is no transport stream, and goes as it is. */
const UNKNOWN_BYTES = 2 * 1024 * 1024;

/** What conversions need, wherever they are. */
export interface Workshop {
  readonly seats: Seats;
  /** Absolute, of ffmpeg; undefined where it is not installed. */
  readonly program: () => string | undefined;
  readonly clock: Clock;
}

export interface FittingOptions extends Workshop {
  readonly ability: PageAbility;
  /** Whole packets. */
  readonly onBytes: (packets: Uint8Array) => void;
  /** What comes from now on does not go on where what came before has ended. */
  readonly onBreak: () => void;
  /** It takes more again. */
  readonly onDrained: () => void;
  /** It cannot be made to fit: nothing more comes. @param error `process.busy`, `upstream.unsupported` */
  readonly onFailed: (error: AppError) => void;
}

export class Fitting {
  readonly #options: FittingOptions;
  readonly #tables = new ProgramReader();
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #fit: Fit | undefined;
  #conversion: LiveConversion | undefined;
  #leaveSeat: (() => void) | undefined;
  #deathsAtMs: number[] = [];
  #isOver = false;

  constructor(options: FittingOptions) {
    this.#options = options;
  }

  /** Undefined until the programme is known. */
  get fit(): Fit | undefined {
    return this.#fit;
  }

  /** Whole packets, which are never written to. False: it wants nothing more until `onDrained`. */
  push(packets: Uint8Array): boolean {
    if (this.#isOver) return true;
    let from = 0;
    for (let at = 0; at < packets.length; at += PACKET_BYTES) {
      const pid = pidOf(packets, at);
      if (!this.#tables.isTable(pid) || !this.#tables.read(pid, packets, at) || !this.#tables.program) continue;
      this.#handOn(packets.subarray(from, at));
      from = at;
      this.#learn();
    }
    this.#handOn(packets.subarray(from));
    return !this.#conversion?.isFull;
  }

  /** Nothing more comes. Resolves when all was handed on. */
  async finish(): Promise<void> {
    if (!this.#fit) this.#passHeld();
    const conversion = this.#conversion;
    const ending = await conversion?.finish();
    const isBroken = ending !== undefined && ending.code !== 0 && this.#conversion === conversion && !this.#isOver;
    if (isBroken) this.#fail(this.#broken(conversion!));
    this.stop();
  }

  /** The receiver takes no more for a while. */
  hold(isHeld: boolean): void {
    this.#conversion?.hold(isHeld);
  }

  /** Nobody wants anything any more. */
  stop(): void {
    this.#isOver = true;
    this.#held = [];
    this.#endConversion();
  }

  /** The programme is there, or another one. */
  #learn(): void {
    if (this.#isOver) return; // since this piece was begun
    const fit = fitOf(this.#tables.program!.streams, this.#options.ability);
    const before = this.#fit;
    this.#fit = fit;
    if (before && ways(before) === ways(fit)) return;
    this.#endConversion();
    if (before) this.#options.onBreak();
    if (!fit.isAsItIs) this.#beginConversion(fit);
    this.#passHeld();
  }

  #handOn(packets: Uint8Array): void {
    if (packets.length === 0 || this.#isOver) return;
    if (this.#conversion) return void this.#convert(this.#conversion, packets);
    if (this.#fit) return this.#options.onBytes(packets);
    this.#held.push(packets.slice());
    this.#heldBytes += packets.length;
    if (this.#heldBytes > UNKNOWN_BYTES) this.#fit = fitOf([], this.#options.ability);
    if (this.#fit) this.#passHeld();
  }

  #passHeld(): void {
    if (this.#held.length === 0) return;
    const packets = Buffer.concat(this.#held.splice(0)); // piece by piece each would wait for the receiver by itself
    if (this.#conversion) void this.#convert(this.#conversion, packets);
    else this.#options.onBytes(packets);
  }

  async #convert(conversion: LiveConversion, packets: Uint8Array): Promise<void> {
    await conversion.write(packets);
    if (this.#conversion === conversion && !conversion.isFull) this.#options.onDrained();
  }

  #beginConversion(fit: Fit): void {
    try {
      const { seats, program, clock, onBytes } = this.#options;
      const file = program();
      if (file === undefined) throw new AppError('upstream.unsupported', 'ffmpeg is not installed');
      this.#leaveSeat = seats.take(fit.picture?.isMade ?? false);
      const conversion: LiveConversion = new LiveConversion({
        program: file,
        fit,
        clock,
        onBytes: (packets) => {
          if (this.#conversion === conversion) onBytes(packets);
        },
      });
      this.#conversion = conversion;
      const tables = [...this.#tables.patPackets, ...this.#tables.pmtPackets];
      void this.#convert(conversion, Buffer.concat(tables));
      void conversion.over.then(() => this.#died(conversion));
    } catch (error) {
      this.#fail(toAppError(error));
    }
  }

  #endConversion(): void {
    const conversion = this.#conversion;
    this.#conversion = undefined;
    this.#leaveSeat?.();
    this.#leaveSeat = undefined;
    conversion?.stop();
  }

  /** By itself, or somebody has killed it. */
  #died(conversion: LiveConversion): void {
    if (this.#conversion !== conversion || this.#isOver || conversion.isFinished) return;
    const nowMs = this.#options.clock.monotonicMs();
    this.#deathsAtMs = [...this.#deathsAtMs.filter((atMs) => nowMs - atMs < DEATHS_WITHIN_MS), nowMs];
    if (this.#deathsAtMs.length >= MOST_DEATHS) return this.#fail(this.#broken(conversion));
    this.#endConversion();
    this.#options.onBreak();
    this.#beginConversion(this.#fit!);
    this.#options.onDrained();
  }

  #broken({ messages }: LiveConversion): AppError {
    const context = { messages };
    return new AppError('upstream.unsupported', 'The stream could not be made playable for browsers', { context });
  }

  #fail(error: AppError): void {
    if (this.#isOver) return;
    this.stop();
    this.#options.onFailed(error);
  }
}

/** What a conversion is made by: it goes on while this stays the same. */
const ways = ({ isAsItIs, picture, sound }: Fit): string => JSON.stringify(isAsItIs ? [] : [picture, sound]);
