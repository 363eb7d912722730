// The way in by itself: a login, or the set-up link of a first start.

import '@awesome.me/webawesome/dist/components/input/input.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { token } from '../../api/token.ts';
import { t } from '../../locale/locale.ts';
import { go } from '../../router.ts';
import { shared } from '../../theme/shared.ts';

const MIN_PASSWORD_LENGTH = 8;

/** Fires `entered` when a token is kept. */
@customElement('mh-login')
export class Login extends LitElement {
  @state() private state: 'asking' | 'set-up' | 'login' | 'waiting' = 'asking';
  @state() private error: unknown;
  @state() private isBusy = false;
  #link = '';

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-area: 1 / 1 / -1 / -1;
        overflow: auto;
      }
      form,
      .waiting {
        width: min(400px, calc(100% - 32px));
        margin: max(24px, 12vh) auto 24px;
        padding: var(--mh-space-8) var(--mh-space-6);
        display: grid;
        gap: var(--mh-space-4);
        align-content: start;
        height: max-content;
      }
      img {
        width: 56px;
        height: 56px;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#start();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.state === 'asking')
      return html`<div class="waiting"><mh-trouble .error=${this.error} @retry=${this.#start}></mh-trouble></div>`;
    if (this.state === 'waiting') {
      return html`<div class="waiting card">
        <img src="icon.svg" alt="" />
        <h1>Masthead</h1>
        <p>${t('login.not-set-up')}</p>
      </div>`;
    }
    const isSetUp = this.state === 'set-up';
    return html`<form class="card" @submit=${isSetUp ? this.#setUp : this.#logIn}>
      <img src="icon.svg" alt="" />
      <div>
        <h1>${isSetUp ? t('login.welcome') : 'Masthead'}</h1>
        <p class="soft">${isSetUp ? t('login.choose', { count: MIN_PASSWORD_LENGTH }) : t('login.why')}</p>
      </div>
      ${
        isSetUp
          ? nothing
          : html`<wa-input
              name="name"
              label=${t('login.name')}
              value="admin"
              autocomplete="username"
              required
            ></wa-input>`
      }
      <wa-input
        name="password"
        type="password"
        password-toggle
        required
        autofocus
        label=${t('login.password')}
        minlength=${isSetUp ? MIN_PASSWORD_LENGTH : nothing}
        autocomplete=${isSetUp ? 'new-password' : 'current-password'}
      ></wa-input>
      ${
        isSetUp
          ? html`<wa-input
              name="again"
              type="password"
              required
              label=${t('login.again')}
              autocomplete="new-password"
            ></wa-input>`
          : nothing
      }
      <mh-trouble in-form .error=${this.error}></mh-trouble>
      <wa-button type="submit" variant="brand" ?loading=${this.isBusy}>
        ${isSetUp ? t('login.set-up') : t('login.enter')}
      </wa-button>
    </form>`;
  }

  readonly #start = async (): Promise<void> => {
    this.error = undefined;
    try {
      const { required } = await ask('GET /setup');
      this.#link = location.pathname.endsWith('/setup') ? location.hash.slice(1) : '';
      if (!required) this.state = 'login';
      else this.state = this.#link === '' ? 'waiting' : 'set-up';
    } catch (error) {
      this.error = error;
    }
  };

  readonly #logIn = (event: SubmitEvent): void => {
    void this.#send(event, ({ name = '', password = '' }) => ask('POST /login', { body: { name, password } }));
  };

  readonly #setUp = (event: SubmitEvent): void => {
    void this.#send(event, ({ password = '', again }) => {
      if (password !== again) throw new Error(t('login.differ'));
      return ask('POST /setup', { body: { token: this.#link, password } });
    });
  };

  async #send(
    event: SubmitEvent,
    send: (fields: Record<string, string>) => Promise<{ token: string; refresh_token: string | null }>,
  ): Promise<void> {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<string, string>;
    this.isBusy = true;
    this.error = undefined;
    try {
      const login = await send(fields);
      token.keep(login);
      const isFirst = this.state === 'set-up';
      history.replaceState(null, '', isFirst ? './' : location.href);
      if (isFirst) go('welcome');
      this.dispatchEvent(new CustomEvent('entered'));
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}
