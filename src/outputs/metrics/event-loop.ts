// How long the event loop lets a stream wait, as seconds at a few quantiles since the last reading.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Sample } from '../../formats/prometheus/write.ts';
import { SECOND_MS } from '../../kernel/units.ts';

const RESOLUTION_MS = 20;
const QUANTILES = [0.5, 0.9, 0.99, 1];
const NANOSECONDS = 1e9;

export class EventLoopDelay {
  #histogram: ReturnType<typeof monitorEventLoopDelay> | undefined;

  start(): void {
    this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    this.#histogram.enable();
  }

  stop(): void {
    this.#histogram?.disable();
    this.#histogram = undefined;
  }

  /** Nothing before the start. What is read is forgotten, so that each reading tells of its own time. */
  samples(): Sample[] {
    const histogram = this.#histogram;
    if (!histogram || histogram.count === 0) return [];
    const samples = QUANTILES.map((quantile) => ({
      labels: { quantile: String(quantile) },
      value: Math.max(0, histogram.percentile(quantile * 100) / NANOSECONDS - RESOLUTION_MS / SECOND_MS),
    }));
    histogram.reset();
    return samples;
  }
}
