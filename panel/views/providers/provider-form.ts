// A provider's settings, in a dialog. Secrets come redacted; what is left as it was stays as it was.

import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/switch/switch.js';
import '@awesome.me/webawesome/dist/components/textarea/textarea.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Provider } from '../../api/routes.ts';
import { toast } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { changesOf } from './provider-changes.ts';

/** Fires `closed` and `saved`. */
@customElement('mh-provider-form')
export class ProviderForm extends LitElement {
  @property({ attribute: false }) provider!: Provider;
  @state() private error: unknown;
  @state() private isBusy = false;

  static override styles = [
    shared,
    css`
      wa-dialog {
        --width: min(640px, calc(100vw - 32px));
      }
      form {
        display: grid;
        gap: var(--mh-space-4);
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--mh-space-4);
      }
      @media (max-width: 599px) {
        .pair {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { provider } = this;
    const headers = Object.entries(provider.headers).map(([name, value]) => `${name}: ${value}`);
    return html`<wa-dialog label=${provider.name} open @wa-after-hide=${this.#hidden}>
      <form id="form" @submit=${this.#save}>
        <wa-input name="name" label=${t('field.name')} .value=${provider.name} required maxlength="100"></wa-input>
        <wa-input
          name="source"
          label=${t('field.source')}
          hint=${t('field.source-hint')}
          .value=${provider.source}
          required
          spellcheck="false"
          autocapitalize="off"
        ></wa-input>
        <div class="pair">
          <wa-input
            name="max_connections"
            type="number"
            min="1"
            max="1000"
            label=${t('field.connections')}
            hint=${t('field.connections-hint')}
            .value=${text(provider.max_connections)}
          ></wa-input>
          <wa-input
            name="sync_interval_hours"
            type="number"
            min="0.25"
            max="720"
            step="any"
            label=${t('field.interval')}
            hint=${t('field.interval-hint')}
            .value=${text(provider.sync_interval_hours)}
          ></wa-input>
        </div>
        <wa-switch name="take_guides" ?checked=${provider.take_guides}>${t('field.take-guides')}</wa-switch>
        <wa-textarea
          name="guide_sources"
          rows="2"
          label=${t('field.guides')}
          hint=${t('field.guides-hint')}
          .value=${provider.guide_sources.join('\n')}
          spellcheck="false"
        ></wa-textarea>
        <div class="pair">
          <wa-input
            name="user_agent"
            label=${t('field.agent')}
            hint=${t('field.agent-hint')}
            .value=${provider.user_agent}
            maxlength="512"
          ></wa-input>
          <wa-input
            name="time_zone"
            label=${t('field.zone')}
            hint=${t('field.zone-hint')}
            .value=${provider.time_zone}
            maxlength="64"
          ></wa-input>
        </div>
        <wa-textarea
          name="headers"
          rows="2"
          label=${t('field.headers')}
          hint=${t('field.headers-hint')}
          .value=${headers.join('\n')}
          spellcheck="false"
        ></wa-textarea>
        <mh-trouble .error=${this.error} @retry=${() => (this.error = undefined)}></mh-trouble>
      </form>
      <wa-button slot="footer" appearance="plain" @click=${this.#close}>${t('action.cancel')}</wa-button>
      <wa-button slot="footer" variant="brand" ?loading=${this.isBusy} @click=${this.#submit}
        >${t('action.save')}</wa-button
      >
    </wa-dialog>`;
  }

  #submit(): void {
    this.renderRoot.querySelector('form')?.requestSubmit();
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    this.isBusy = true;
    try {
      const body = changesOf(fields);
      await ask('PATCH /providers/{id}', { params: { id: this.provider.id }, body });
      toast(t('provider.saved', { name: this.provider.name }));
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }

  #close(): void {
    (this.renderRoot.querySelector('wa-dialog') as unknown as { open: boolean }).open = false;
  }

  #hidden(event: Event): void {
    if ((event.target as HTMLElement).localName === 'wa-dialog') this.dispatchEvent(new CustomEvent('closed'));
  }
}

const text = (value: number | null): string => (value === null ? '' : String(value));
