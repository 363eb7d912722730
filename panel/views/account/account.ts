// One's own page: who one is here, the password, tokens and logins, and how the panel looks.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ask } from '../../api/client.ts';
import { learnWhoIAm, me } from '../../api/me.ts';
import { token } from '../../api/token.ts';
import { confirmed } from '../../elements/dialog.ts';
import { toastError } from '../../elements/toast.ts';
import { t, tn } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import '../about/appearance.ts';
import '../people/login-list.ts';
import type { LoginPort } from '../people/login-list.ts';
import '../people/token-list.ts';
import type { TokenPort } from '../people/token-list.ts';
import './password-form.ts';

const TOKENS: TokenPort = {
  list: (signal) => ask('GET /me/tokens', {}, signal),
  add: (body) => ask('POST /me/tokens', { body }),
  remove: (id) => ask('DELETE /me/tokens/{id}', { params: { id } }),
};
const LOGINS: LoginPort = {
  list: (signal) => ask('GET /me/sessions', {}, signal),
  end: (session_id) => ask('DELETE /me/sessions/{session_id}', { params: { session_id } }),
};

@customElement('mh-account')
export class Account extends LitElement {
  /** Another one when logins have ended. */
  @state() private edition = 0;
  /** As it was just switched. */
  @state() private keepsHistory: boolean | undefined;

  static override styles = [
    shared,
    controls,
    viewStyles,
    css`
      .view {
        max-width: 880px;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const who = me();
    if (!who) return html`<div class="view"><mh-skeleton lines="6"></mh-skeleton></div>`;
    return html`<div class="view">
      <header>
        <h1>${t('nav.account')}</h1>
        ${
          who.via === 'login'
            ? html`<wa-button appearance="outlined" @click=${this.#logOut}>${t('login.leave')}</wa-button>`
            : nothing
        }
      </header>
      <section class="card">
        <div class="row wide">
          <mh-logo name=${who.name}></mh-logo>
          <div class="grow">
            <h2 class="cut">${who.name}</h2>
            <p class="soft">
              ${[t(`role.${who.role}`), who.max_streams === null ? '' : tn('people.streams', who.max_streams), who.groups === null ? '' : tn('people.groups', who.groups.length)].filter(Boolean).join(' · ')}
            </p>
          </div>
        </div>
        ${who.doubt === null ? nothing : html`<p class="warn">${who.doubt}</p>`}
      </section>
      <section>
        <h2>${t('about.appearance')}</h2>
        <div class="card"><mh-appearance></mh-appearance></div>
      </section>
      <section>
        <h2>${t('account.password')}</h2>
        <div class="card"><mh-password-form @changed=${() => (this.edition += 1)}></mh-password-form></div>
      </section>
      <section>
        <h2>${t('mine.history')}</h2>
        <div class="card">
          <label class="beside"
            ><input
              type="checkbox"
              .checked=${live(this.keepsHistory ?? who.keeps_history)}
              @change=${this.#keepHistory}
            />${t('history.keep')}</label
          >
          <p class="small soft">${t('history.keep-text')}</p>
        </div>
      </section>
      <section>
        <h2>${t('tokens.heading')}</h2>
        <mh-token-list .port=${TOKENS}></mh-token-list>
      </section>
      <section>
        <h2>${t('logins.heading')}</h2>
        <mh-login-list .port=${LOGINS} owner=${this.edition}></mh-login-list>
      </section>
    </div>`;
  }

  async #keepHistory({ target }: Event): Promise<void> {
    const box = target as HTMLInputElement;
    const keeps_history = box.checked;
    const question = { heading: t('mine.forget-all'), text: t('history.off-text'), action: t('history.off') };
    if (!keeps_history && !(await confirmed({ ...question, isDangerous: true }))) {
      box.checked = true;
      return;
    }
    try {
      await ask('PUT /me/history', { body: { keeps_history } });
      this.keepsHistory = keeps_history;
      await learnWhoIAm();
    } catch (error) {
      box.checked = !keeps_history;
      toastError(error);
    }
  }

  async #logOut(): Promise<void> {
    await ask('POST /logout').catch(() => undefined); // out of here in any case
    token.refused();
  }
}
