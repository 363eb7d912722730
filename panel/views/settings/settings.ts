// All settings, made from the API's own description of them: label, unit, limits, default. Saved one by one, as they are set.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { known, t } from '../../locale/locale.ts';
import { replaceQuery, type Place } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { fieldsOf, patchOf, type Field } from './fields.ts';
import './profiles.ts';
import './setting-field.ts';
import type { SettingChange } from './setting-field.ts';
import { settingsStyles } from './settings-styles.ts';

type Settings = Answer<'GET /settings'>;

/** Shown and changed with the profiles. */
const OF_PROFILES: ReadonlySet<string> = new Set(['commands.profiles', 'streaming.client_profiles']);

@customElement('mh-settings')
export class SettingsView extends LitElement {
  @property({ attribute: false }) place!: Place;
  readonly #schema = new Query(this, { load: (signal) => ask('GET /settings/schema', {}, signal) });
  readonly #settings = new Query(this, { load: (signal) => ask('GET /settings', {}, signal) });

  @state() private search = '';
  readonly #profiles = new Query(this, { load: (signal) => ask('GET /stream-profiles', {}, signal) });

  static override styles = [shared, controls, viewStyles, settingsStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** A link may lead to some of them. */
  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('place')) this.search = (this.place.query.get('search') ?? '').toLowerCase();
  }

  override render(): TemplateResult {
    const { data: schema } = this.#schema;
    const { data: settings } = this.#settings;
    return html`<div class="view">
      <header>
        <h1>${t('nav.settings')}</h1>
        <input
          type="search"
          placeholder=${t('settings.search')}
          aria-label=${t('settings.search')}
          .value=${this.search}
          @input=${this.#onSearch}
        />
      </header>
      <mh-trouble
        .error=${this.#settings.error ?? this.#schema.error}
        @retry=${() => Promise.all([this.#schema.refresh(), this.#settings.refresh()])}
      ></mh-trouble>
      ${
        schema && settings
          ? html`${this.#sections(this.#shown(fieldsOf(schema, settings)))} ${this.#streamProfiles(settings)}`
          : html`<div class="card"><mh-skeleton lines="14"></mh-skeleton></div>`
      }
    </div>`;
  }

  /** In the address, too: a link to what was searched before leads there again. */
  #onSearch(event: Event): void {
    this.search = (event.target as HTMLInputElement).value.trim().toLowerCase();
    replaceQuery({ search: this.search });
  }

  /** Those that match the search; what a profile is called is chosen, not typed. */
  #shown(fields: readonly Field[]): Field[] {
    const names = (this.#profiles.data?.items ?? []).filter((one) => one.is_available).map(({ name }) => name);
    return fields
      .filter(({ path }) => !OF_PROFILES.has(path))
      .filter((field) => this.search === '' || this.#words(field).includes(this.search))
      .map((field) =>
        field.path === 'streaming.default_profile' && names.length > 0
          ? { ...field, control: 'choice', choices: [...new Set([...names, String(field.value)])] }
          : field,
      );
  }

  #words({ path, section, label }: Field): string {
    return [path, known(`setting.${path}`, label), known(`section.${section}`, section)].join(' ').toLowerCase();
  }

  #streamProfiles(settings: Settings): TemplateResult | typeof nothing {
    if (this.search !== '') return nothing;
    return html`<section class="card" id="profiles">
      <h2>${t('section.profiles')}</h2>
      <mh-profiles .settings=${settings} ?disabled=${!mayChange()} @set=${this.#set}></mh-profiles>
    </section>`;
  }

  #sections(fields: readonly Field[]): TemplateResult[] | TemplateResult {
    if (fields.length === 0) return html`<p class="soft">${t('settings.nothing-found')}</p>`;
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
      toast(t(path.startsWith('matching.') ? 'settings.saved-anew' : 'settings.saved'));
    } catch (error) {
      toastError(error);
      await this.#settings.refresh(); // the field shows again what is in force
    }
  }
}
