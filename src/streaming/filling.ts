// What viewers get while there is no picture: null packets, then a slate; also before the first one, where it is known to come.

import { SECOND_MS } from '../kernel/units.ts';
import type { FeedOptions } from './feed-options.ts';
import type { Line } from './line.ts';
import { silenceReason, type Silence } from './silence.ts';

interface Gap {
  /** There was a picture before. */
  readonly wasOnAir: boolean;
  /** What is being dialled. */
  readonly lead: Line | undefined;
  readonly silence: () => Silence;
}

export class Filling {
  readonly #options: FeedOptions;
  /** Viewers have a slate before the first picture; undefined: not tried. */
  #isForetold: boolean | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Viewers have something to look at, though no picture was ever on air. */
  get isForetold(): boolean {
    return this.#isForetold === true;
  }

  fill(silentMs: number, { wasOnAir, lead, silence }: Gap): void {
    if (!wasOnAir) this.#foretell(silentMs, lead);
    if ((!wasOnAir && !this.isForetold) || silentMs < this.#options.settings().grace_period_ms) return;
    this.#options.splice.idle(silentMs, silenceReason(silence()));
  }

  /** A picture that is late only because the provider still counts a closed connection comes: until then there is a slate. */
  #foretell(silentMs: number, lead: Line | undefined): void {
    const { settings, splice, tracksOf } = this.#options;
    if (this.#isForetold !== undefined || silentMs < (settings().first_byte_seconds * SECOND_MS) / 2) return;
    if (lead?.state !== 'waiting' || lead.slot.waitMs === 0) return;
    this.#isForetold = splice.foretell(tracksOf?.(lead.source) ?? [], 'one-moment');
  }
}
