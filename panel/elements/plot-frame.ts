// What plots have in common: uPlot in a frame whose width it follows, drawn in the panel's colours, told in words.

import { css, html, LitElement, unsafeCSS, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import UPlot from 'uplot';
import sheet from 'uplot/dist/uPlot.min.css?inline';
import { styled } from './styled.ts';

export interface Look {
  /** The value of a CSS variable. */
  readonly color: (name: string) => string;
  /** To be spread into each axis. */
  readonly axis: Pick<UPlot.Axis, 'stroke' | 'ticks' | 'font'>;
}

/** Of few whole things there are no halves: two lines of a grid may round to the same. */
export const withoutRepeats = (texts: readonly string[]): string[] =>
  texts.map((text, place) => (text === texts.slice(0, place).findLast((before) => before !== '') ? '' : text));

/** Lines of a grid that are named alike are one. */
export const namedApart =
  (format: (value: number) => string) =>
  (_plot: unknown, splits: readonly number[]): (number | null)[] => {
    const names = withoutRepeats(splits.map((split) => format(split)));
    return splits.map((split, place) => (names[place] === '' ? null : split));
  };

export abstract class PlotFrame extends LitElement {
  @property() label = '';
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
        overflow: hidden;
      }
    `,
  ];

  /** In pixels. */
  protected abstract readonly height: number;
  /** What its figures say, for who does not see them. */
  protected abstract inWords(): string;
  /** As uPlot wants it: where each value stands, and the values. */
  protected abstract points(): UPlot.AlignedData;
  protected abstract options(look: Look): Omit<UPlot.Options, 'height' | 'width'>;

  override render(): TemplateResult {
    return html`<div
      class="plot"
      ${styled({ height: `${this.height}px` })}
      role="img"
      aria-label=${this.inWords()}
    ></div>`;
  }

  protected override updated(): void {
    this.#plot ??= this.#make();
    this.#plot.setData(this.points());
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
    const axis = { stroke: color('--mh-text-soft'), ticks: { show: false }, font: `11px ${style.fontFamily}` };
    this.#resized.observe(this.frame);
    const size = { width: Math.max(this.frame.clientWidth, 1), height: this.height };
    const plain = { legend: { show: false }, cursor: { show: false } };
    return new UPlot({ ...size, ...plain, ...this.options({ color, axis }) }, [[], []], this.frame);
  }

  #fit(): void {
    if (this.frame.clientWidth > 0) this.#plot?.setSize({ width: this.frame.clientWidth, height: this.height });
  }
}
