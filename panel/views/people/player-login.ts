// How a person's players come in: server, name and password for Xtream Codes, and the same as one address. A password is told
// once, when it is made.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import '../../elements/copy-field.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { makePassword, xtreamList, type Person } from './person-changes.ts';

/** Fires `changed`. */
@customElement('mh-player-login')
export class PlayerLogin extends LitElement {
  @property({ attribute: false }) person!: Person;
  /** Of the password that was just made, and whose it is. */
  @state() private made: { readonly id: string; readonly password: string } | undefined;
  readonly #status = new Query(this, { load: (signal) => ask('GET /status', {}, signal) });

  static override styles = [
    shared,
    css`
      .card {
        display: grid;
        gap: var(--mh-space-3);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { xtream_username: name, has_xtream_password: has } = this.person;
    return html`<div class="card">
      ${name === null ? html`<p class="soft">${t('people.xtream-none')}</p>` : this.#addresses(name)}
      <div class="row breaks">
        <wa-button size="s" appearance="outlined" @click=${this.#make}
          >${t(name !== null && has ? 'people.xtream-new' : 'people.xtream-make')}</wa-button
        >
        ${
          name === null
            ? nothing
            : html`<wa-button size="s" appearance="plain" @click=${this.#take}>${t('people.xtream-take')}</wa-button>`
        }
      </div>
    </div>`;
  }

  #addresses(name: string): TemplateResult {
    const base = this.#status.data?.clients.tuner;
    if (base === undefined) return html`<mh-skeleton lines="4"></mh-skeleton>`;
    const password = this.made?.id === this.person.id ? this.made.password : undefined;
    return html`<mh-copy-field label=${t('people.server')} value=${base}></mh-copy-field>
      <mh-copy-field label=${t('people.xtream-name')} value=${name}></mh-copy-field>
      ${
        password === undefined
          ? html`<p class="small soft">
              ${t(this.person.has_xtream_password ? 'people.xtream-secret' : 'people.xtream-locked')}
            </p>`
          : html`<mh-copy-field label=${t('login.password')} value=${password}></mh-copy-field>
              <mh-copy-field label=${t('people.as-list')} value=${xtreamList(base, name, password)}></mh-copy-field>
              <mh-copy-field
                label=${t('connect.guide')}
                value=${`${base}/xmltv.php?${new URLSearchParams({ username: name, password })}`}
              ></mh-copy-field>
              <p class="small warn">${t('people.told-once')}</p>`
      }`;
  }

  async #make(): Promise<void> {
    const { id, name, xtream_username: known } = this.person;
    const password = makePassword();
    const plain = name
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9._@-]/g, '')
      .toLowerCase();
    try {
      const xtream_username = known ?? (plain || id);
      await ask('PATCH /people/{id}', { params: { id }, body: { xtream_username, xtream_password: password } });
      this.made = { id, password };
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      toastError(error);
    }
  }

  async #take(): Promise<void> {
    const { id, name } = this.person;
    try {
      const body = { xtream_username: null, xtream_password: null };
      await ask('PATCH /people/{id}', { params: { id }, body });
      toast(t('people.xtream-taken', { name }));
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      toastError(error);
    }
  }
}
