// A plot of bars side by side: a value for each day or hour.

import { customElement, property } from 'lit/decorators.js';
import UPlot from 'uplot';
import { namedApart, PlotFrame, withoutRepeats, type Look } from './plot-frame.ts';

const WIDEST_BAR = 48;

@customElement('mh-bars')
export class Bars extends PlotFrame {
  /** What stands below each bar. */
  @property({ attribute: false }) names: readonly string[] = [];
  /** The axis reaches at least so far: of whole things to one, of hours to some minutes. */
  @property({ type: Number }) least = 1;
  protected readonly height = 160;

  /** The highest bar, and which it is. */
  protected inWords(): string {
    const most = Math.max(0, ...this.values);
    const at = this.values.indexOf(most);
    return `${this.label}: ${this.format(most)}${at < 0 ? '' : ` (${this.names[at] ?? ''})`}`;
  }

  protected points(): UPlot.AlignedData {
    return [this.values.map((_, index) => index), [...this.values]];
  }

  protected options({ color, axis }: Look): Omit<UPlot.Options, 'height' | 'width'> {
    return {
      padding: [8, 12, 0, 0],
      scales: {
        x: { time: false, range: () => [-0.5, Math.max(this.values.length, 1) - 0.5] },
        y: { range: (_plot, _low, high) => [0, Math.max(high * 1.1, this.least)] },
      },
      axes: [
        {
          ...axis,
          size: 24,
          space: 56,
          grid: { show: false },
          values: (_plot, splits) => splits.map((split) => (Number.isInteger(split) ? (this.names[split] ?? '') : '')),
        },
        {
          ...axis,
          size: 64,
          space: 32,
          grid: { stroke: color('--mh-line'), width: 1, filter: namedApart((value) => this.format(value)) },
          values: (_plot, splits) => withoutRepeats(splits.map((split) => this.format(split))),
        },
      ],
      series: [
        {},
        {
          fill: color('--mh-primary'),
          points: { show: false },
          paths: UPlot.paths.bars!({ size: [0.7, WIDEST_BAR] }),
        },
      ],
    };
  }
}
