// A new token: what it is called, what it opens, how long.

import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Answer, Asked } from '../../api/routes.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { t } from '../../locale/locale.ts';
import { dayEnd } from './person-changes.ts';

export type NewToken = Asked<'POST /me/tokens'>['body'];
export type MadeToken = Answer<'POST /me/tokens'>;

const SCOPES: readonly NewToken['scopes'][number][] = ['read', 'stream', 'admin'];

/** Fires `closed`, and `made` with the token. */
@customElement('mh-token-form')
export class TokenForm extends DialogElement {
  @property({ attribute: false }) add!: (token: NewToken) => Promise<MadeToken>;

  static override styles = [
    ...DialogElement.styles,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 500;
      }
    `,
  ];

  override render(): TemplateResult {
    const body = html`<form @submit=${this.#save}>
      <label class="above">${t('tokens.name')}<input name="name" required maxlength="64" autocomplete="off" /></label>
      <fieldset>
        <legend>${t('tokens.opens')}</legend>
        ${SCOPES.map(
          (scope) =>
            html`<label class="beside"
              ><input type="checkbox" name="scopes" value=${scope} ?checked=${scope === 'read'} /><span
                ><b>${t(`scope.${scope}`)}</b> <span class="small soft">${t(`scope-text.${scope}`)}</span></span
              ></label
            >`,
        )}
      </fieldset>
      <label class="above"
        >${t('people.expires')}<input name="expires_at" type="date" />
        <span class="small soft">${t('people.never')}</span></label
      >
    </form>`;
    return this.frame({ label: t('tokens.add'), body, action: t('tokens.make') });
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    await this.busily(async () => {
      const scopes = fields.getAll('scopes') as NewToken['scopes'];
      if (scopes.length === 0) throw new Error(t('tokens.opens-nothing'));
      const expires_at = dayEnd((fields.get('expires_at') ?? '') as string);
      const made = await this.add({ name: ((fields.get('name') ?? '') as string).trim(), scopes, expires_at });
      this.dispatchEvent(new CustomEvent('made', { detail: made }));
    });
  }
}
