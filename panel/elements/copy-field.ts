// An address to copy, or to scan: what a person types into a client.

import { mdiCheck, mdiContentCopy, mdiQrcode } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../locale/locale.ts';
import { shared } from '../theme/shared.ts';
import { icon } from './icon.ts';

const SAID_MS = 2_000;

@customElement('mh-copy-field')
export class CopyField extends LitElement {
  @property() label = '';
  @property() value = '';
  @state() private copied = false;
  @state() private scanned = false;

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
        <button
          class="icon"
          @click=${this.#scan}
          aria-label=${t('copy.scan', { what: this.label })}
          aria-expanded=${this.scanned}
        >
          ${icon(mdiQrcode, 18)}
        </button>
      </div>
      ${
        this.scanned
          ? html`<div class="code"><wa-qr-code value=${this.value} label=${this.value} size="176"></wa-qr-code></div>`
          : nothing
      }
      <span class="read-out" role="status">${this.copied ? t('copy.copied') : ''}</span>`;
  }

  async #copy(): Promise<void> {
    if (!(await copyText(this.value, this.renderRoot.querySelector('.value')))) return;
    this.copied = true;
    setTimeout(() => (this.copied = false), SAID_MS);
  }

  async #scan(): Promise<void> {
    if (!this.scanned) await import('@awesome.me/webawesome/dist/components/qr-code/qr-code.js');
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
