// A panel's login: server, user and password, as its provider wrote them into a mail.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { xtreamSource } from './panel-address.ts';

/** Fires `typed` with the source that it makes, empty as long as something is missing. */
@customElement('mh-login-fields')
export class LoginFields extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
        gap: var(--mh-space-4);
      }
      [name='server'] {
        grid-column: 1 / -1;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<wa-input
        name="server"
        label=${t('welcome.server')}
        placeholder="http://tv.example:8080"
        hint=${t('welcome.server-hint')}
        required
        autofocus
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        inputmode="url"
        @input=${this.#onInput}
      ></wa-input>
      <wa-input
        name="user"
        label=${t('welcome.user')}
        required
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        @input=${this.#onInput}
      ></wa-input>
      <wa-input
        name="password"
        type="password"
        password-toggle
        label=${t('login.password')}
        required
        autocomplete="off"
        @input=${this.#onInput}
      ></wa-input>`;
  }

  #onInput(): void {
    const text = (name: string): string =>
      (this.renderRoot.querySelector(`[name=${name}]`) as HTMLInputElement | null)?.value ?? '';
    const login = { server: text('server'), user: text('user'), password: text('password') };
    const isWhole = Object.values(login).every((part) => part.trim() !== '');
    this.dispatchEvent(new CustomEvent('typed', { detail: isWhole ? xtreamSource(login) : '' }));
  }
}
