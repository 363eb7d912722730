// Who is held to some groups gets everything where no login is asked for: in a player at home. Said, and closed in one step.

import { updateWhenLocaleChanges } from '@lit/localize';
import { mdiLockOutline } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { isFor } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { confirmed } from '../../elements/dialog.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { CONTENTS, type Person } from './person-changes.ts';

type Access = Answer<'GET /settings'>['access'];

@customElement('mh-open-access')
export class OpenAccess extends LitElement {
  @property({ attribute: false }) person!: Person;
  readonly #settings = new Query(this, { load: (signal) => ask('GET /settings', {}, signal) });

  static override styles = [
    shared,
    css`
      div {
        display: grid;
        gap: var(--mh-space-2);
        justify-items: start;
        margin-block: var(--mh-space-2);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { groups, title_groups: titles, contents } = this.person;
    const isHeld = groups !== null || titles !== null || contents.length < CONTENTS.length;
    const access = this.#settings.data?.access;
    if (!isHeld || access === undefined || access === 'login') return nothing;
    return html`<div>
      <p class="warn small">
        ${t('people.open-access')}
        <a href=${linkTo('settings', '', { search: 'access' })}>${t('people.open-access-settings')}</a>
      </p>
      ${
        isFor('manage')
          ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#close(access)}
              ><span slot="start">${icon(mdiLockOutline, 18)}</span>${t('people.close-access')}</wa-button
            >`
          : nothing
      }
    </div>`;
  }

  async #close(before: Access): Promise<void> {
    const action = t('people.close-access');
    if (!(await confirmed({ heading: action, text: t('people.close-access-text'), action }))) return;
    if (!(await this.#set('login'))) return;
    toast(t('people.access-closed'), { label: t('action.undo'), run: () => void this.#set(before) });
  }

  async #set(access: Access): Promise<boolean> {
    try {
      await ask('PATCH /settings', { body: { access } });
      await this.#settings.refresh();
      return true;
    } catch (error) {
      toastError(error);
      return false;
    }
  }
}
