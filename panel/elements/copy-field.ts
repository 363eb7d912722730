// An address to copy, or to scan: what a person types into a client.

import { mdiCheck, mdiContentCopy, mdiQrcode } from '@mdi/js';
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { encode } from 'uqr';
import { t } from '../locale/locale.ts';
import { shared } from '../theme/shared.ts';
import { icon } from './icon.ts';

const SAID_MS = 2_000;

@customElement('mh-copy-field')
export class CopyField extends LitElement {
  @property() label = '';
  @property() value = '';
  /** Not for a phone: no code to scan. */
  @property({ type: Boolean }) plain = false;
  @state() private copied = false;
  @state() private scanned = false;
  #encode: typeof encode | undefined;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .label {
        font-size: 12px;
        color: var(--mh-text-soft);
      }
      .field {
        display: flex;
        align-items: center;
        background: var(--mh-sunken);
        border-radius: var(--mh-radius-s);
        padding-inline-start: var(--mh-space-3);
      }
      .value {
        flex: 1;
        min-width: 0;
        padding-block: var(--mh-space-2);
        overflow-wrap: anywhere;
        user-select: all;
      }
      .qr {
        width: 192px;
        height: 192px;
      }
      .code {
        display: grid;
        justify-content: center;
        padding: var(--mh-space-4);
        margin-block-start: var(--mh-space-2);
        background: #fff;
        border-radius: var(--mh-radius-s);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<div class="label">${this.label}</div>
      <div class="field">
        <span class="value mono" dir="ltr">${this.value}</span>
        <button class="icon" @click=${this.#copy} aria-label=${t('copy.copy', { what: this.label })}>
          ${icon(this.copied ? mdiCheck : mdiContentCopy, 18)}
        </button>
        ${
          this.plain
            ? nothing
            : html`<button
                class="icon"
                @click=${this.#scan}
                aria-label=${t('copy.scan', { what: this.label })}
                aria-expanded=${this.scanned}
              >
                ${icon(mdiQrcode, 18)}
              </button>`
        }
      </div>
      ${this.scanned ? html`<div class="code">${this.#code()}</div>` : nothing}
      <span class="read-out" role="status">${this.copied ? t('copy.copied') : ''}</span>`;
  }

  /** Drawn as one path: a square for each dark module, and the white rim that scanners want. */
  #code(): TemplateResult {
    const { data, size } = this.#encode!(this.value, { border: 2 });
    const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return html`<svg
      class="qr"
      viewBox="0 0 ${size} ${size}"
      role="img"
      aria-label=${this.value}
      shape-rendering="crispEdges"
    >
      ${svg`<path d=${squares.join('')} fill="#000" />`}
    </svg>`;
  }

  async #copy(): Promise<void> {
    if (!(await copyText(this.value, this.renderRoot.querySelector('.value')))) return;
    this.copied = true;
    setTimeout(() => (this.copied = false), SAID_MS);
  }

  async #scan(): Promise<void> {
    this.#encode ??= (await import('uqr')).encode;
    this.scanned = !this.scanned;
  }
}

/** The clipboard is closed to pages without TLS, which a home's mostly are: then the selection is copied. */
async function copyText(text: string, source: Element | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const selection = getSelection();
    if (!selection || !source) return false;
    selection.selectAllChildren(source);
    return document.execCommand('copy');
  }
}
