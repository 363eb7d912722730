// Short words about what was just done, with a way to take it back. Said to screen readers, too.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { t } from '../locale/locale.ts';
import { shared } from '../theme/shared.ts';
import { explain, isOutdated } from './state.ts';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

interface Shown {
  readonly text: string;
  readonly isBad: boolean;
  readonly action: ToastAction | undefined;
}

/** Long enough to read it and to reach the button. */
const SHOWN_MS = 8_000;

const listeners = new Set<(shown: Shown) => void>();
const show = (shown: Shown): void => listeners.forEach((listener) => listener(shown));

export const toast = (text: string, action?: ToastAction): void => show({ text, isBad: false, action });
export function toastError(error: unknown): void {
  const reload = { label: t('action.reload'), run: () => location.reload() };
  show({ text: explain(error), isBad: true, action: isOutdated(error) ? reload : undefined });
}

@customElement('mh-toasts')
export class Toasts extends LitElement {
  @state() private shown: Shown | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    shared,
    css`
      :host {
        position: fixed;
        inset-inline: 0;
        bottom: calc(var(--mh-bottom-bar, 0px) + 16px);
        z-index: 900;
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      .toast {
        display: flex;
        align-items: center;
        gap: var(--mh-space-3);
        max-width: min(560px, calc(100vw - 32px));
        padding: 6px 8px 6px 16px;
        min-height: 48px;
        border-radius: var(--mh-radius-s);
        background: #323232;
        color: #fff;
        box-shadow: var(--mh-shadow);
        pointer-events: auto;
      }
      .toast.bad {
        background: #8c1d18;
        color: #fff;
      }
      p {
        overflow-wrap: anywhere;
        max-height: 6lh;
        overflow: auto;
      }
      .toast button {
        font: inherit;
        font-weight: 600;
        border: 0;
        background: none;
        color: #8fd3f2;
        min-height: 40px;
        padding-inline: 12px;
        cursor: pointer;
        white-space: nowrap;
      }
      .toast.bad button {
        color: #ffdad6;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    listeners.add(this.#show);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    listeners.delete(this.#show);
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const { shown } = this;
    return html`<div role="status" aria-live="polite">
      ${
        shown
          ? html`<div class="toast ${shown.isBad ? 'bad' : ''}">
              <p>${shown.text}</p>
              ${shown.action ? html`<button @click=${this.#act}>${shown.action.label}</button>` : nothing}
              <button @click=${this.#close}>${t('action.close')}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  readonly #show = (shown: Shown): void => {
    clearTimeout(this.#timer);
    this.shown = shown;
    this.#timer = setTimeout(this.#close, SHOWN_MS);
  };

  readonly #close = (): void => {
    clearTimeout(this.#timer);
    this.shown = undefined;
  };

  #act(): void {
    this.shown?.action?.run();
    this.#close();
  }
}
