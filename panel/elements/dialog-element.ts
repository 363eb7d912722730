// What dialogs have in common: a frame with its buttons, closing, and the word that they are gone.

import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { t } from '../locale/locale.ts';
import { controls } from '../theme/controls.ts';
import { shared } from '../theme/shared.ts';

interface Frame {
  readonly label: string;
  readonly body: TemplateResult;
  /** What the button says that does it; without one there is nothing to do but to read. */
  readonly action?: string;
  /** Nothing would come of it. */
  readonly isIdle?: boolean;
  /** Beside the usual buttons, or in their place. */
  readonly footer?: TemplateResult;
}

/** Fires `closed` when it is gone from the page. */
export abstract class DialogElement extends LitElement {
  @state() protected error: unknown;
  @state() protected isBusy = false;

  static override styles = [
    shared,
    controls,
    css`
      :host {
        position: absolute; /* in a row of others it takes neither room nor a gap */
      }
      wa-dialog {
        --width: min(640px, calc(100vw - 32px));
      }
      wa-dialog::part(footer) {
        padding-block-start: var(--mh-space-4);
      }
    `,
  ];

  protected frame({ label, body, action, isIdle = false, footer }: Frame): TemplateResult {
    return html`<wa-dialog label=${label} open ?light-dismiss=${action === undefined} @wa-after-hide=${this.#hidden}>
      ${body}
      ${
        action === undefined
          ? nothing
          : html`<mh-trouble in-form .error=${this.error}></mh-trouble>
              <wa-button slot="footer" appearance="plain" @click=${() => this.close()}>${t('action.cancel')}</wa-button>
              <wa-button
                class="sends"
                slot="footer"
                variant="brand"
                ?loading=${this.isBusy}
                ?disabled=${isIdle}
                @click=${this.#submit}
                >${action}</wa-button
              >`
      }
      ${footer ?? nothing}
    </wa-dialog>`;
  }

  protected close(): void {
    const dialog = this.renderRoot.querySelector('wa-dialog') as unknown as { open: boolean } | null;
    if (dialog) dialog.open = false;
  }

  protected get form(): HTMLFormElement | null {
    return this.renderRoot.querySelector('form');
  }

  /** Shows that it takes a while, and what went wrong. */
  protected async busily(act: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.error = undefined;
    try {
      await act();
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }

  readonly #submit = (): void => this.form?.requestSubmit();

  readonly #hidden = (event: Event): void => {
    if ((event.target as HTMLElement).localName === 'wa-dialog') this.dispatchEvent(new CustomEvent('closed'));
  };
}
