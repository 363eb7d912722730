// All settings, made from the API's own description of them: label, unit, limits, default. Saved one by one, as they are set.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { known, t } from '../../locale/locale.ts';
import type { Place } from '../../router.ts';
import { shared, viewStyles } from '../../theme/shared.ts';
import { fieldsOf, patchOf, type Field } from './fields.ts';
import './setting-field.ts';
import type { SettingChange } from './setting-field.ts';
import { settingsStyles } from './settings-styles.ts';

@customElement('mh-settings')
export class SettingsView extends LitElement {
  @property({ attribute: false }) place!: Place;
  readonly #schema = new Query(this, { load: (signal) => ask('GET /settings/schema', {}, signal) });
  readonly #settings = new Query(this, { load: (signal) => ask('GET /settings', {}, signal) });

  static override styles = [shared, viewStyles, settingsStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { data: schema } = this.#schema;
    const { data: settings } = this.#settings;
    return html`<div class="view">
      <header><h1>${t('nav.settings')}</h1></header>
      <mh-trouble
        .error=${this.#settings.error ?? this.#schema.error}
        @retry=${() => Promise.all([this.#schema.refresh(), this.#settings.refresh()])}
      ></mh-trouble>
      ${
        schema && settings
          ? this.#sections(fieldsOf(schema, settings))
          : html`<div class="card"><mh-skeleton lines="14"></mh-skeleton></div>`
      }
    </div>`;
  }

  #sections(fields: readonly Field[]): TemplateResult[] {
    const sections = Map.groupBy(fields, ({ section }) => section);
    return [...sections].map(
      ([section, own]) =>
        html`<section class="card" id=${section}>
          <h2>${known(`section.${section}`, section)}</h2>
          ${own.map(
            (field) =>
              html`<mh-setting-field .field=${field} ?disabled=${!mayChange()} @set=${this.#set}></mh-setting-field>`,
          )}
          ${section === 'access' ? html`<p class="small soft">${t('settings.access-text')}</p>` : nothing}
        </section>`,
    );
  }

  async #set({ detail: { path, value } }: CustomEvent<SettingChange>): Promise<void> {
    const body = patchOf(path, value);
    try {
      this.#settings.set(await ask('PATCH /settings', { body }));
      toast(t('settings.saved'));
    } catch (error) {
      toastError(error);
      await this.#settings.refresh(); // the field shows again what is in force
    }
  }
}
