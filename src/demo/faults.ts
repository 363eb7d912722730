// What is broken at the moment: for each channel at most one fault, until its time is over.

import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { SECOND_MS } from '../kernel/units.ts';

export const FAULTS = {
  stall: 'Connections stay open and nothing comes',
  end: 'Connections end, as after a restart of the panel',
  reset: 'Connections are torn down',
  slow: 'Less than a third of the data arrives',
  refuse: 'New connections get 403, as at a connection limit',
  garbage: 'Noise instead of packets',
  html: 'A web page instead of a stream',
} as const;

export type Fault = keyof typeof FAULTS;

/** Body of `POST /fault`. `none` ends a fault before its time. */
export const faultRequest = z.strictObject({
  channel: z.union([z.int().min(1), z.literal('all')]),
  kind: z.enum([...(Object.keys(FAULTS) as Fault[]), 'none']),
  seconds: z.number().min(0.1).max(3_600).default(10),
});

export class Faults {
  readonly #clock: Clock;
  readonly #active = new Map<number, { readonly kind: Fault; readonly untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(channel: number, kind: Fault | 'none', seconds: number): void {
    if (kind === 'none') this.#active.delete(channel);
    else this.#active.set(channel, { kind, untilMs: this.#clock.monotonicMs() + seconds * SECOND_MS });
  }

  of(channel: number): Fault | undefined {
    const active = this.#active.get(channel);
    return active && active.untilMs > this.#clock.monotonicMs() ? active.kind : undefined;
  }
}
