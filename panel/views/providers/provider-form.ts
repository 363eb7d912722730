// A provider's settings, in a dialog. Secrets come redacted; what is left as it was stays as it was.

import '@awesome.me/webawesome/dist/components/switch/switch.js';
import '@awesome.me/webawesome/dist/components/textarea/textarea.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Provider } from '../../api/routes.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { toast } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { guideFields, limitFields, mainFields, optionFields, wayFields } from './field-sets.ts';
import { changesOf } from './provider-changes.ts';

/** Fires `closed` and `saved`. */
@customElement('mh-provider-form')
export class ProviderForm extends DialogElement {
  @property({ attribute: false }) provider!: Provider;
  readonly #profiles = new Query(this, { load: (signal) => ask('GET /stream-profiles', {}, signal) });

  static override styles = [
    ...DialogElement.styles,
    css`
      details {
        border-block-start: 1px solid var(--mh-line);
      }
      summary {
        font-weight: 500;
      }
      .part {
        display: grid;
        gap: var(--mh-space-4);
        padding-block: var(--mh-space-2) var(--mh-space-4);
      }
      fieldset {
        display: grid;
        gap: var(--mh-space-2);
        margin: 0;
        padding: 0;
        border: 0;
      }
    `,
  ];

  override render(): TemplateResult {
    const { provider } = this;
    const profiles = (this.#profiles.data?.items ?? []).map(({ name }) => name);
    const body = html`<form @submit=${this.#save}>
      ${mainFields(provider)}
      <div>
        ${optionFields(provider) ?? nothing} ${limitFields(provider)} ${guideFields(provider)}
        ${wayFields(provider, profiles)}
      </div>
    </form>`;
    return this.frame({ label: provider.name, body, action: t('action.save') });
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    await this.busily(async () => {
      const { id, kind, name } = this.provider;
      await ask('PATCH /providers/{id}', { params: { id }, body: changesOf(fields, kind) });
      toast(t('provider.saved', { name }));
      this.dispatchEvent(new CustomEvent('saved'));
    });
  }
}
