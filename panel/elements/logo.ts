// A channel's logo in a fixed square; without one (or when it cannot be had) the first letters of its name.

import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

@customElement('mh-logo')
export class Logo extends LitElement {
  /** Relative to the page; empty for none. */
  @property() src = '';
  @property() name = '';
  @state() private failed = false;

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
    img {
      width: 100%;
      height: 100%;
      object-fit: contain;
      padding: 8%;
      box-sizing: border-box;
    }
  `;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('src')) this.failed = false;
  }

  override render(): TemplateResult {
    if (this.src === '' || this.failed) return html`<span aria-hidden="true">${initials(this.name)}</span>`;
    return html`<img
      src=${`${this.src}${this.src.includes('?') ? '&' : '?'}missing=204`}
      alt=""
      loading="lazy"
      decoding="async"
      @error=${this.#onError}
    />`;
  }

  #onError(): void {
    this.failed = true;
  }
}

const characters = (word = ''): string[] => Array.from(word);

function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters =
    words.length > 1 ? words.slice(0, 2).map((word) => characters(word)[0] ?? '') : characters(words[0]).slice(0, 2);
  return letters.join('').toUpperCase();
}
