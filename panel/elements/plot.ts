// A small live plot: one line over time, with its axis.

import { css, html, LitElement, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import UPlot from 'uplot';
import sheet from 'uplot/dist/uPlot.min.css?inline';
import { clockTime, exactTime } from '../locale/format.ts';

const HEIGHT = 120;

/** With seconds while two of them would be in one minute. */
function timesOf(_plot: unknown, splits: readonly number[]): string[] {
  const isClose = (splits[1] ?? Infinity) - (splits[0] ?? 0) < 60;
  return splits.map((split) => (isClose ? exactTime : clockTime)(split * 1_000));
}

@customElement('mh-plot')
export class Plot extends LitElement {
  @property() label = '';
  /** Epoch seconds. */
  @property({ attribute: false }) at: readonly number[] = [];
  @property({ attribute: false }) values: readonly number[] = [];
  @property({ attribute: false }) format: (value: number) => string = String;
  /** Room for the numbers at its side, in pixels. */
  @property({ type: Number }) axisWidth = 72;
  /** Changes when there is more to draw: the arrays are the same ones. */
  @property({ type: Number }) revision = 0;
  @query('.plot') private frame!: HTMLElement;
  #plot: UPlot | undefined;
  readonly #resized = new ResizeObserver(() => this.#fit());

  static override styles = [
    unsafeCSS(sheet),
    css`
      :host {
        display: block;
      }
      .plot {
        height: ${HEIGHT}px;
        overflow: hidden;
      }
    `,
  ];

  override render(): TemplateResult {
    const last = this.values.at(-1);
    return html`<div
      class="plot"
      role="img"
      aria-label=${`${this.label}: ${last === undefined ? '' : this.format(last)}`}
    ></div>`;
  }

  protected override updated(_changed: PropertyValues): void {
    this.#plot ??= this.#make();
    this.#plot.setData([[...this.at], [...this.values]]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #make(): UPlot {
    const style = getComputedStyle(this);
    const color = (name: string): string => style.getPropertyValue(name).trim();
    const axis = {
      stroke: color('--mh-text-soft'),
      grid: { show: false },
      ticks: { show: false },
      font: `11px ${style.fontFamily}`,
    };
    const plot = new UPlot(
      {
        width: Math.max(this.frame.clientWidth, 1),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 28, 0, 0],
        scales: { y: { range: (_plot, _low, high) => [0, Math.max(high * 1.15, 1)] } },
        axes: [
          { ...axis, size: 24, space: 80, values: timesOf },
          {
            ...axis,
            size: this.axisWidth,
            space: 32,
            grid: { stroke: color('--mh-line'), width: 1 },
            values: (_plot, splits) => splits.map((split) => (Number.isInteger(split) ? this.format(split) : '')),
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
      },
      [[], []],
      this.frame,
    );
    this.#resized.observe(this.frame);
    return plot;
  }

  #fit(): void {
    if (this.frame.clientWidth > 0) this.#plot?.setSize({ width: this.frame.clientWidth, height: HEIGHT });
  }
}
