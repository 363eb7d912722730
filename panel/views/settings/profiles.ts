// The ways in which streams come: which there are and whether they can be had, own commands, and rules by client.

import { mdiClose } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import type { SettingChange } from './setting-field.ts';

export type Profile = Answer<'GET /stream-profiles'>['items'][number];
type Settings = Answer<'GET /settings'>;
type Rule = Settings['streaming']['client_profiles'][number];

/** Fires `set`. */
@customElement('mh-profiles')
export class Profiles extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ type: Boolean }) disabled = false;
  readonly #profiles = new Query(this, { load: (signal) => ask('GET /stream-profiles', {}, signal) });

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-4);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 0 var(--mh-space-2);
        min-height: 52px;
        padding-block: var(--mh-space-2);
        border-block-start: 1px solid var(--mh-line);
      }
      li > .whole {
        grid-column: 1 / -1;
      }
      summary {
        color: var(--mh-link);
      }
    `,
  ];

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('settings') || !changed.get('settings')) return;
    void this.#profiles.refresh();
    for (const form of this.renderRoot.querySelectorAll('form')) form.reset(); // what was typed has been taken
  }

  override render(): TemplateResult {
    const profiles = this.#profiles.data?.items;
    return html`<p class="soft">${t('profiles.text')}</p>
      <mh-trouble .error=${this.#profiles.error} @retry=${() => this.#profiles.refresh()}></mh-trouble>
      ${profiles ? this.#list(profiles) : html`<mh-skeleton lines="6"></mh-skeleton>`}
      ${this.disabled ? nothing : this.#addition()} ${profiles ? this.#rules(profiles) : nothing}`;
  }

  #list(profiles: readonly Profile[]): TemplateResult {
    return html`<ul>
      ${profiles.map(
        (profile) =>
          html`<li>
            <span><b>${profile.name}</b> <span class="soft">${profile.label}</span></span>
            <mh-chip tone=${profile.is_available ? 'good' : 'soft'}
              >${profile.is_available ? t('profiles.available') : t('profiles.missing')}</mh-chip
            >
            ${
              profile.is_preset || this.disabled
                ? nothing
                : this.#remover(profile.name, () =>
                    this.#tellProfiles(this.#own.filter(({ name }) => name !== profile.name)),
                  )
            }
            ${profile.reason ? html`<span class="small soft wrap whole">${profile.reason}</span>` : nothing}
            ${
              profile.command
                ? html`<span class="small soft mono wrap whole" dir="ltr"
                    >${[profile.command.program, ...profile.command.arguments].join(' ')}</span
                  >`
                : nothing
            }
          </li>`,
      )}
    </ul>`;
  }

  #addition(): TemplateResult {
    return html`<details>
      <summary>${t('profiles.add')}</summary>
      <form @submit=${this.#add}>
        <div class="pair">
          <label class="above"
            >${t('profiles.name')}<input name="name" required pattern="[a-z0-9][a-z0-9-]*" maxlength="40"
          /></label>
          <label class="above">${t('profiles.label')}<input name="label" maxlength="100" /></label>
        </div>
        <label class="above">${t('profiles.program')}<input name="program" required maxlength="500" dir="ltr" /></label>
        <label class="above"
          >${t('profiles.arguments', { url: '{url}' })}<textarea
            name="arguments"
            rows="5"
            required
            dir="ltr"
            spellcheck="false"
          ></textarea>
        </label>
        <div class="row"><wa-button type="submit" variant="brand">${t('profiles.add')}</wa-button></div>
      </form>
    </details>`;
  }

  #rules(profiles: readonly Profile[]): TemplateResult {
    const rules = this.settings.streaming.client_profiles;
    return html`<div>
      <h3>${t('setting.streaming.client_profiles')}</h3>
      <ul>
        ${rules.map(
          ({ user_agent: agent, profile }, index) =>
            html`<li>
              <span class="wrap">${agent}</span><b>${profile}</b>
              ${this.disabled ? nothing : this.#remover(agent, () => this.#tellRules(rules.toSpliced(index, 1)))}
            </li>`,
        )}
      </ul>
      ${
        this.disabled
          ? nothing
          : html`<form @submit=${this.#addRule}>
              <div class="pair">
                <label class="above">${t('profiles.client')}<input name="user_agent" required maxlength="200" /></label>
                <label class="above"
                  >${t('profiles.for')}<select name="profile">
                    ${profiles.map(({ name }) => html`<option>${name}</option>`)}
                  </select></label
                >
              </div>
              <div class="row">
                <wa-button type="submit" appearance="outlined">${t('profiles.rule-add')}</wa-button>
              </div>
            </form>`
      }
    </div>`;
  }

  #remover(name: string, run: () => void): TemplateResult {
    return html`<button class="icon" aria-label=${`${t('action.remove')}: ${name}`} @click=${run}>
      ${icon(mdiClose, 18)}
    </button>`;
  }

  get #own(): Settings['commands']['profiles'] {
    return this.settings.commands.profiles;
  }

  #add(event: SubmitEvent): void {
    const text = fieldsIn(event);
    const lines = text('arguments')
      .split('\n')
      .filter((line) => line !== '');
    const added = { name: text('name'), label: text('label'), program: text('program'), arguments: lines };
    this.#tellProfiles([...this.#own, added]);
  }

  #addRule(event: SubmitEvent): void {
    const text = fieldsIn(event);
    const added = { user_agent: text('user_agent'), profile: text('profile') };
    this.#tellRules([...this.settings.streaming.client_profiles, added]);
  }

  #tellProfiles(value: Settings['commands']['profiles']): void {
    this.#tell({ path: 'commands.profiles', value });
  }

  #tellRules(value: readonly Rule[]): void {
    this.#tell({ path: 'streaming.client_profiles', value });
  }

  #tell(detail: SettingChange): void {
    this.dispatchEvent(new CustomEvent('set', { detail }));
  }
}

/** What was typed, trimmed. */
function fieldsIn(event: SubmitEvent): (name: string) => string {
  event.preventDefault();
  const fields = new FormData(event.target as HTMLFormElement);
  return (name) => ((fields.get(name) ?? '') as string).trim();
}
