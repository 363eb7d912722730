// Of what a person is told at all: a switch for each kind of event, and the daily summary. They are settings like others.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { fieldsOf, patchOf, type JsonSchema } from '../settings/fields.ts';
import type { SettingChange } from '../settings/setting-field.ts';
import '../settings/setting-field.ts';

@customElement('mh-alert-switches')
export class AlertSwitches extends LitElement {
  readonly #schema = new Query(this, { load: (signal) => ask('GET /settings/schema', {}, signal) });
  readonly #settings = new Query(this, { load: (signal) => ask('GET /settings', {}, signal) });

  static override styles = [
    shared,
    viewStyles,
    css`
      mh-setting-field:first-of-type {
        border-block-start: 0;
      }
      p {
        margin-block-end: var(--mh-space-3);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const schema = this.#schema.data as JsonSchema | undefined;
    const settings = this.#settings.data;
    const error = this.#schema.error ?? this.#settings.error;
    return html`<p class="soft">${t('alerts.events-text')}</p>
      <mh-trouble
        .error=${error}
        @retry=${() => Promise.all([this.#schema.refresh(), this.#settings.refresh()])}
      ></mh-trouble>
      <div class="card">
        ${
          schema && settings
            ? fieldsOf(schema, settings)
                .filter(({ section }) => section === 'alerts')
                .map(
                  (field) =>
                    html`<mh-setting-field
                      .field=${field}
                      ?disabled=${!mayChange()}
                      @set=${this.#set}
                    ></mh-setting-field>`,
                )
            : html`<mh-skeleton lines="12"></mh-skeleton>`
        }
      </div>`;
  }

  async #set({ detail: { path, value } }: CustomEvent<SettingChange>): Promise<void> {
    try {
      this.#settings.set(await ask('PATCH /settings', { body: patchOf(path, value) }));
      toast(t('settings.saved'));
    } catch (error) {
      toastError(error);
      await this.#settings.refresh();
    }
  }
}
