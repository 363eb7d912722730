// The two lines of a feed: the lead, on air or to be, and one beside it. Dials them on slots of the supply, and hands the slots
// back, or on to the next line.

import type { Clock } from '../kernel/clock.ts';
import type { AppError } from '../kernel/errors.ts';
import type { Settings } from '../model/settings.ts';
import type { StreamSource } from '../model/stream.ts';
import type { LineSight } from './grace.ts';
import { Line } from './line.ts';
import type { LinePurpose } from './session-view.ts';
import type { Supply } from './supply.ts';
import type { UpstreamKind } from './upstream.ts';

export interface LinesOptions {
  readonly clock: Clock;
  readonly supply: Supply;
  readonly kinds: readonly UpstreamKind[];
  readonly settings: () => Settings['streaming'];
  readonly onBytes: (count: number) => void;
  /** One of them holds a picture. */
  readonly onPicture: () => void;
  /** One of them is over; it has been closed, and is still in its place. */
  readonly onOver: (line: Line, reason: AppError) => void;
}

export class Lines {
  readonly #options: LinesOptions;
  #lead: Line | undefined;
  #beside: Line | undefined;

  constructor(options: LinesOptions) {
    this.#options = options;
  }

  get lead(): Line | undefined {
    return this.#lead;
  }

  get beside(): Line | undefined {
    return this.#beside;
  }

  /** The lead first. */
  get all(): readonly Line[] {
    return [this.#lead, this.#beside].filter((line) => line !== undefined);
  }

  /** False when there is no slot for it. */
  dialLead(source: StreamSource, purpose: LinePurpose): boolean {
    this.#lead = this.#dial(source, purpose);
    return this.#lead !== undefined;
  }

  /** False when there is no slot for it; a check takes only one that nobody needs. */
  dialBeside(source: StreamSource, purpose: LinePurpose): boolean {
    this.#beside = this.#dial(source, purpose);
    return this.#beside !== undefined;
  }

  /** The one beside becomes the lead; the lead is closed. False when there is none beside. */
  promote(): boolean {
    const before = this.#lead;
    if (!this.#beside) return false;
    this.#lead = this.#beside;
    this.#beside = undefined;
    if (before) void this.#retire(before);
    return true;
  }

  /** Closes a line and keeps the lead's slot for the next, unless it is `lost`. Resolves when it is closed. */
  remove(line: Line, slot: 'kept' | 'lost' = 'kept'): Promise<void> {
    const isLead = line === this.#lead;
    if (isLead) this.#lead = undefined;
    else this.#beside = undefined;
    return this.#retire(line, isLead && slot === 'kept');
  }

  /** Resolves when it is closed. */
  async dropBeside(): Promise<void> {
    const line = this.#beside;
    this.#beside = undefined;
    if (line) await this.#retire(line);
  }

  closeAll(): void {
    for (const line of this.all) void this.#retire(line);
    this.#lead = this.#beside = undefined;
  }

  /** @param failures of its stream, in a row */
  sightOf(line: Line | undefined, failures: (source: StreamSource) => number): LineSight | undefined {
    if (!line) return undefined;
    const { purpose, gate, state, ageMs, livedMs, source, lackMs, mostLackMs } = line;
    return {
      purpose,
      isOnAir: gate.isOnAir,
      isReady: gate.isReady,
      hasBytes: state === 'receiving',
      hadPicture: livedMs > 0,
      lackMs,
      mostLackMs,
      ageMs,
      failures: failures(source),
    };
  }

  #dial(source: StreamSource, purpose: LinePurpose): Line | undefined {
    const { clock, supply, kinds, settings, onBytes, onPicture, onOver } = this.#options;
    const supplied = supply.take(source, purpose === 'check' ? 'check' : 'needed');
    if (!supplied) return undefined;
    const line: Line = new Line({
      source,
      slot: supplied.slot,
      purpose,
      clock,
      kinds,
      settings: settings(),
      onBytes,
      onPicture,
      onOver: (reason) => onOver(line, reason),
    });
    line.start(supplied.after);
    return line;
  }

  #retire(line: Line, keepsSlot = false): Promise<void> {
    const closed = line.close();
    if (!keepsSlot) return this.#options.supply.release(line.slot, closed);
    this.#options.supply.keep(line.slot, closed);
    return closed;
  }
}
