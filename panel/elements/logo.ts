// A channel's logo in a fixed square, on what it can be read on; without one (or when it cannot be had) the first letters of
// its name.

import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { seenPlate, knownPlate } from './logo-sight.ts';
import type { Plate } from './plate.ts';

@customElement('mh-logo')
export class Logo extends LitElement {
  /** Relative to the page; empty for none. */
  @property() src = '';
  @property() name = '';
  @state() private failed = false;
  /** Undefined until the picture has been looked at: it is shown then, once, where it stays. */
  @property({ reflect: true }) plate: Plate | undefined;

  static override styles = css`
    :host {
      display: inline-grid;
      place-items: center;
      width: var(--logo-size, 40px);
      height: var(--logo-size, 40px);
      flex: none;
      border-radius: 8px;
      overflow: hidden;
      background: #3b4855;
      color: #fff;
      font-size: calc(var(--logo-size, 40px) * 0.32);
      font-weight: 600;
      letter-spacing: 0.02em;
    }
    :host([plate='light']) {
      background: #f2f4f6;
      box-shadow: inset 0 0 0 1px rgb(0 0 0 / 8%);
    }
    :host([plate='middle']) {
      background: #7e868e;
    }
    :host(:not([plate])) img {
      opacity: 0;
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: contain;
      padding: 8%;
      box-sizing: border-box;
    }
  `;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('src')) return;
    this.failed = false;
    this.plate = this.src === '' ? undefined : knownPlate(this.#address);
  }

  /** What is drawn for a dark page where there is such a one: most plates are dark. */
  get #address(): string {
    return `${this.src}${this.src.includes('?') ? '&' : '?'}on=dark&missing=204`;
  }

  override render(): TemplateResult {
    if (this.src === '' || this.failed) return html`<span aria-hidden="true">${initials(this.name)}</span>`;
    return html`<img
      src=${this.#address}
      alt=""
      loading="lazy"
      decoding="async"
      @load=${this.#onLoad}
      @error=${this.#onError}
    />`;
  }

  async #onLoad({ target }: Event): Promise<void> {
    if (this.plate !== undefined) return;
    const address = this.#address;
    const plate = await seenPlate(target as HTMLImageElement, address);
    if (address === this.#address) this.plate = plate;
  }

  #onError(): void {
    this.failed = true;
    this.plate = undefined;
  }
}

const characters = (word = ''): string[] => Array.from(word);

function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters =
    words.length > 1 ? words.slice(0, 2).map((word) => characters(word)[0] ?? '') : characters(words[0]).slice(0, 2);
  return letters.join('').toUpperCase();
}
