// Which user of Home Assistant a person is: so that somebody whom the house knows already is held here from the first visit on.

import { html, nothing, type TemplateResult } from 'lit';
import type { Answer } from '../../api/routes.ts';
import { t } from '../../locale/locale.ts';

export type HomeUser = Answer<'GET /people/home-assistant'>['items'][number];

/** Those that are nobody else already. */
export const freeFor = (users: readonly HomeUser[], personId: string | undefined): HomeUser[] =>
  users.filter(({ person_id: taken }) => taken === null || taken === personId);

/** With `own`, though Home Assistant does not tell of that user (now). */
export const withOwn = (users: readonly HomeUser[], own: HomeUser | undefined): readonly HomeUser[] =>
  own === undefined || users.some(({ id }) => id === own.id) ? users : [...users, own];

export interface HomeUserChoice {
  readonly users: readonly HomeUser[];
  /** Empty for none. */
  readonly chosen: string;
  readonly pick: (id: string) => void;
}

/** Nothing where Masthead is not at home in Home Assistant. */
export function homeUserField({ users, chosen, pick }: HomeUserChoice): TemplateResult | typeof nothing {
  if (users.length === 0) return nothing;
  const isAdmin = users.some(({ id, is_admin: admin }) => admin && id === chosen);
  return html`<label class="above"
    >${t('people.home-user')}<select
      name="home_assistant_user_id"
      @change=${(event: Event) => pick((event.target as HTMLSelectElement).value)}
    >
      <option value="" ?selected=${chosen === ''}>${t('people.home-user-none')}</option>
      ${users.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name || id}</option>`)}
    </select>
    <span class="hint small soft">${t(isAdmin ? 'people.home-user-admin' : 'people.home-user-hint')}</span></label
  >`;
}
