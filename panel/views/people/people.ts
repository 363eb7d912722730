// People: who may come in, what each may, and for how long. A person's own page holds logins and tokens.

import { mdiAccountPlusOutline, mdiChevronRight } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { me } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import { go, linkTo, type Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { freeFor, type HomeUser } from './home-user-field.ts';
import type { Person } from './person-changes.ts';
import './person-form.ts';
import './person-page.ts';
import { limitsOf, STANDING_TONES } from './words.ts';

@customElement('mh-people')
export class People extends LitElement {
  @property({ attribute: false }) place!: Place;
  @state() private isAdding = false;
  @state() private visitor: HomeUser | undefined;
  readonly #homeUsers = new Query(this, { load: (signal) => ask('GET /people/home-assistant', {}, signal) });
  readonly #people = new Query(this, { load: (signal) => ask('GET /people', {}, signal) });

  static override styles = [
    shared,
    viewStyles,
    css`
      ul.card {
        padding-block: 0;
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      section {
        display: grid;
        gap: var(--mh-space-2);
        margin-block-start: var(--mh-space-6);
      }
      li.row {
        min-height: 64px;
        gap: var(--mh-space-3);
      }
      li a {
        display: flex;
        align-items: center;
        gap: var(--mh-space-3);
        min-height: 64px;
        color: inherit;
        text-decoration: none;
      }
      li a:hover .name {
        text-decoration: underline;
      }
      .name {
        font-weight: 500;
      }
      .what {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        flex: 1;
        min-width: 0;
      }
      svg:dir(rtl) {
        scale: -1 1;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { id } = this.place;
    return html`<div class="view">
      <header>
        <h1>${id === '' ? t('nav.people') : this.#back(id)}</h1>
        ${
          id === ''
            ? html`<wa-button variant="brand" @click=${() => this.#open()}
                ><span slot="start">${icon(mdiAccountPlusOutline, 18)}</span>${t('people.add')}</wa-button
              >`
            : nothing
        }
      </header>
      <mh-trouble .error=${this.#people.error} @retry=${() => this.#people.refresh()}></mh-trouble>
      ${this.#content(id)}
      ${
        this.isAdding
          ? html`<mh-person-form
              .visitor=${this.visitor}
              @closed=${this.#closed}
              @saved=${this.#added}
            ></mh-person-form>`
          : nothing
      }
    </div>`;
  }

  #back(id: string): TemplateResult {
    const name = this.#people.data?.items.find((person) => person.id === id)?.name ?? '';
    return html`<a href=${linkTo('people')}>${t('nav.people')}</a> <span class="soft">/</span> ${name}`;
  }

  #content(id: string): TemplateResult | typeof nothing {
    const items = this.#people.data?.items;
    if (!items)
      return this.#people.error === undefined
        ? html`<div class="card"><mh-skeleton lines="6"></mh-skeleton></div>`
        : nothing;
    if (id === '') return this.#list(items);
    const person = items.find((one) => one.id === id);
    if (!person) return html`<p class="soft">${t('people.gone')}</p>`;
    return html`<mh-person-page
      .person=${person}
      @changed=${this.#refresh}
      @removed=${() => go('people')}
    ></mh-person-page>`;
  }

  #list(items: readonly Person[]): TemplateResult {
    return html`<ul class="card">
        ${repeat(
          items,
          ({ id }) => id,
          (person) => this.#row(person),
        )}
      </ul>
      ${this.#notHereYet()}`;
  }

  /** Whoever may come in any day: held before the first visit, not after. */
  #notHereYet(): TemplateResult | typeof nothing {
    const users = freeFor(this.#homeUsers.data?.items ?? [], undefined);
    if (users.length === 0) return nothing;
    return html`<section>
      <h2>${t('people.home')}</h2>
      <p class="soft">${t('people.home-text')}</p>
      <ul class="card">
        ${users.map(
          (user) =>
            html`<li class="row">
              <mh-logo name=${user.name || user.id}></mh-logo>
              <span class="name cut grow">${user.name || user.id}</span>
              <wa-button size="s" appearance="outlined" @click=${() => this.#open(user)}
                >${t('people.home-decide')}<span class="read-out">: ${user.name || user.id}</span></wa-button
              >
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #open(visitor?: HomeUser): void {
    this.visitor = visitor;
    this.isAdding = true;
  }

  readonly #closed = (): void => {
    this.isAdding = false;
    this.visitor = undefined;
  };

  #row(person: Person): TemplateResult {
    const { id, name, role, standing } = person;
    return html`<li>
      <a href=${linkTo('people', id)}>
        <mh-logo name=${name}></mh-logo>
        <span class="what">
          <span class="row"
            ><span class="name cut">${name}</span>
            ${id === me()?.id ? html`<span class="small soft">${t('people.you')}</span>` : nothing}</span
          >
          <span class="small soft wrap">${[t(`role.${role}`), ...limitsOf(person)].join(' · ')}</span>
        </span>
        ${standing === 'active' ? nothing : html`<mh-chip tone=${STANDING_TONES[standing]}>${t(`standing.${standing}`)}</mh-chip>`}
        ${icon(mdiChevronRight)}
      </a>
    </li>`;
  }

  readonly #refresh = (): Promise<unknown> => Promise.all([this.#people.refresh(), this.#homeUsers.refresh()]);

  readonly #added = ({ detail }: CustomEvent<Person>): void => {
    this.#closed();
    void this.#refresh().then(() => go('people', detail.id));
  };
}
