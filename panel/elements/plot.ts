// A small live plot: one line over time, with its axis.

import { customElement, property } from 'lit/decorators.js';
import type UPlot from 'uplot';
import { clockTime, exactTime } from '../locale/format.ts';
import { PlotFrame, withoutRepeats, type Look } from './plot-frame.ts';

/** Whole seconds: within one of them no two lines of the grid stand apart. */
export const STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];
const LEAST_SECONDS = 60;

/** At least a minute: what has just begun stands at its end, and does not fill the whole width with one second. */
export function shownSpan(first: number | null, last: number | null): [from: number, to: number] {
  const until = last ?? Date.now() / 1_000; // nothing to draw yet: what comes will be of now
  return [Math.min(first ?? until, until - LEAST_SECONDS), until];
}

/** With seconds while two of them would be in one minute; parts of a second have no name. */
function timesOf(_plot: unknown, splits: readonly number[]): string[] {
  const isClose = (splits[1] ?? Infinity) - (splits[0] ?? 0) < 60;
  return withoutRepeats(splits.map((split) => (isClose ? exactTime : clockTime)(split * 1_000)));
}

@customElement('mh-plot')
export class Plot extends PlotFrame {
  /** Epoch seconds. */
  @property({ attribute: false }) at: readonly number[] = [];
  /** Room for the numbers at its side, in pixels. */
  @property({ type: Number }) axisWidth = 72;
  /** Changes when there is more to draw: the arrays are the same ones. */
  @property({ type: Number }) revision = 0;
  protected readonly height = 120;

  protected inWords(): string {
    const last = this.values.at(-1);
    return `${this.label}: ${last === undefined ? '' : this.format(last)}`;
  }

  protected points(): UPlot.AlignedData {
    return [[...this.at], [...this.values]];
  }

  protected options({ color, axis }: Look): Omit<UPlot.Options, 'height' | 'width'> {
    return {
      padding: [8, 36, 0, 0], // half of a time of day with its seconds
      scales: {
        x: { range: (_plot, first, last) => shownSpan(first, last) },
        y: { range: (_plot, _low, high) => [0, Math.max(high * 1.15, 1)] },
      },
      axes: [
        { ...axis, grid: { show: false }, size: 24, space: 80, incrs: STEPS_SECONDS, values: timesOf },
        {
          ...axis,
          size: this.axisWidth,
          space: 32,
          grid: { stroke: color('--mh-line'), width: 1 },
          values: (_plot, splits) =>
            withoutRepeats(splits.map((split) => (Number.isInteger(split) ? this.format(split) : ''))),
        },
      ],
      series: [
        {},
        {
          stroke: color('--mh-primary'),
          width: 2,
          fill: `color-mix(in srgb, ${color('--mh-primary')} 12%, transparent)`,
          points: { show: false },
        },
      ],
    };
  }
}
