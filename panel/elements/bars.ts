// A plot of bars side by side: a value for each day or hour, drawn by uPlot, with its figures in words for who does not see it.

import { css, html, LitElement, unsafeCSS, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import UPlot from 'uplot';
import sheet from 'uplot/dist/uPlot.min.css?inline';

const HEIGHT = 160;
const WIDEST_BAR = 48;

@customElement('mh-bars')
export class Bars extends LitElement {
  @property() label = '';
  /** What stands below each bar. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ attribute: false }) values: readonly number[] = [];
  @property({ attribute: false }) format: (value: number) => string = String;
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
    return html`<div class="plot" role="img" aria-label=${this.#inWords()}></div>`;
  }

  protected override updated(): void {
    this.#plot ??= this.#make();
    this.#plot.setData([this.values.map((_, index) => index), [...this.values]]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  /** The highest bar, and which it is. */
  #inWords(): string {
    const most = Math.max(0, ...this.values);
    const at = this.values.indexOf(most);
    return `${this.label}: ${this.format(most)}${at < 0 ? '' : ` (${this.names[at] ?? ''})`}`;
  }

  #make(): UPlot {
    const style = getComputedStyle(this);
    const color = (name: string): string => style.getPropertyValue(name).trim();
    const axis = {
      stroke: color('--mh-text-soft'),
      ticks: { show: false },
      font: `11px ${style.fontFamily}`,
    };
    const options: UPlot.Options = {
      width: Math.max(this.frame.clientWidth, 1),
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 12, 0, 0],
      scales: {
        x: { time: false, range: () => [-0.5, Math.max(this.values.length, 1) - 0.5] },
        y: { range: (_plot, _low, high) => [0, Math.max(high * 1.1, 1)] },
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
          grid: { stroke: color('--mh-line'), width: 1 },
          values: (_plot, splits) => splits.map((split) => this.format(split)),
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
    this.#resized.observe(this.frame);
    return new UPlot(options, [[], []], this.frame);
  }

  #fit(): void {
    if (this.frame.clientWidth > 0) this.#plot?.setSize({ width: this.frame.clientWidth, height: HEIGHT });
  }
}
