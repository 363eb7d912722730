// A new password for oneself: the old one is asked for, all other logins end, this one goes on.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { ask } from '../../api/client.ts';
import { token } from '../../api/token.ts';
import { toast } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';

/** Fires `changed`. */
@customElement('mh-password-form')
export class PasswordForm extends LitElement {
  @state() private error: unknown;
  @state() private isBusy = false;

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: block;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    return html`<form @submit=${this.#save}>
      <div class="pair">
        <label class="above"
          >${t('account.password-now')}<input name="password" type="password" required autocomplete="current-password"
        /></label>
        <label class="above"
          >${t('account.password-new')}<input
            name="new_password"
            type="password"
            required
            minlength="8"
            maxlength="1024"
            autocomplete="new-password"
        /></label>
      </div>
      <mh-trouble in-form .error=${this.error}></mh-trouble>
      <div>
        <wa-button appearance="outlined" ?loading=${this.isBusy} @click=${this.#submit}
          >${t('account.change')}</wa-button
        >
      </div>
    </form>`;
  }

  readonly #submit = (): void => this.renderRoot.querySelector('form')?.requestSubmit();

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const typed = (name: string): string => (fields.get(name) ?? '') as string;
    this.isBusy = true;
    this.error = undefined;
    try {
      const body = { password: typed('password'), new_password: typed('new_password') };
      token.keep(await ask('PUT /me/password', { body }));
      form.reset();
      toast(t('account.changed'));
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}
