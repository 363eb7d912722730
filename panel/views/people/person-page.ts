// One person: what it may, how its players come in, its tokens and its open logins.

import { mdiDeleteOutline, mdiPencilOutline } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { me } from '../../api/me.ts';
import { confirmed } from '../../elements/dialog.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import '../mine/viewing-list.ts';
import './login-list.ts';
import type { LoginPort } from './login-list.ts';
import './open-access.ts';
import type { Person } from './person-changes.ts';
import './person-form.ts';
import './player-login.ts';
import './token-list.ts';
import type { TokenPort } from './token-list.ts';
import { limitsOf, STANDING_TONES } from './words.ts';

/** Fires `changed` and `removed`. */
@customElement('mh-person-page')
export class PersonPage extends LitElement {
  @property({ attribute: false }) person!: Person;
  @state() private isEditing = false;

  static override styles = [
    shared,
    viewStyles,
    css`
      .acts {
        margin-block-start: var(--mh-space-3);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { person } = this;
    const { id, standing, role } = person;
    const limits = limitsOf(person);
    return html`<section class="card" aria-label=${t('people.may')}>
        <div class="row breaks">
          <h2 class="grow">${t(`role.${role}`)}</h2>
          <mh-chip tone=${STANDING_TONES[standing]}>${t(`standing.${standing}`)}</mh-chip>
        </div>
        <p class="soft">${t(`role-text.${role}`)}</p>
        <p>${limits.length === 0 ? t('people.no-limits') : limits.join(' · ')}</p>
        <mh-open-access .person=${person}></mh-open-access>
        ${person.has_password ? nothing : html`<p class="small soft">${t(person.home_assistant_user_id === null ? 'people.password-none' : 'people.password-home')}</p>`}
        <div class="row breaks acts">
          <wa-button size="s" appearance="outlined" @click=${() => (this.isEditing = true)}
            ><span slot="start">${icon(mdiPencilOutline, 18)}</span>${t('action.edit')}</wa-button
          >
          ${
            id === me()?.id
              ? nothing
              : html`<wa-button size="s" appearance="outlined" variant="danger" @click=${this.#remove}
                  ><span slot="start">${icon(mdiDeleteOutline, 18)}</span>${t('action.remove')}</wa-button
                >`
          }
        </div>
      </section>
      <section>
        <h2>${t('people.xtream')}</h2>
        <mh-player-login .person=${person} @changed=${this.#changed}></mh-player-login>
      </section>
      <section>
        <h2>${t('tokens.heading')}</h2>
        <mh-token-list .port=${tokensOf(id)} .owner=${id}></mh-token-list>
      </section>
      <section>
        <h2>${t('logins.heading')}</h2>
        <mh-login-list .port=${loginsOf(id)} .owner=${id}></mh-login-list>
      </section>
      <section>
        <h2>${t('mine.history')}</h2>
        <mh-viewing-list .owner=${id}></mh-viewing-list>
      </section>
      ${
        this.isEditing
          ? html`<mh-person-form
              .person=${person}
              @closed=${() => (this.isEditing = false)}
              @saved=${this.#changed}
            ></mh-person-form>`
          : nothing
      }`;
  }

  readonly #changed = (): void => {
    this.isEditing = false;
    this.dispatchEvent(new CustomEvent('changed'));
  };

  async #remove(): Promise<void> {
    const { id, name } = this.person;
    const question = {
      heading: t('people.remove', { name }),
      text: t('people.remove-text'),
      action: t('action.remove'),
      isDangerous: true,
    };
    if (!(await confirmed(question))) return;
    try {
      await ask('DELETE /people/{id}', { params: { id } });
      toast(t('people.removed', { name }));
      this.dispatchEvent(new CustomEvent('removed'));
      this.#changed();
    } catch (error) {
      toastError(error);
    }
  }
}

const tokensOf = (person_id: string): TokenPort => ({
  list: (signal) => ask('GET /tokens', { query: { person_id } }, signal),
  add: (body) => ask('POST /tokens', { body: { person_id, ...body } }),
  remove: (id) => ask('DELETE /tokens/{id}', { params: { id } }),
});

const loginsOf = (id: string): LoginPort => ({
  list: (signal) => ask('GET /people/{id}/sessions', { params: { id } }, signal),
  end: (session_id) => ask('DELETE /people/{id}/sessions/{session_id}', { params: { id, session_id } }),
  endAll: () => ask('DELETE /people/{id}/sessions', { params: { id } }),
});
