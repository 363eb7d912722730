// A person in a dialog: name and role, what it may watch, its limits, how its players come in. Passwords are written, never
// read: an empty field leaves them as they are.

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import '../../elements/pick-list.ts';
import { toast } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { whereaboutsFields, type Countries } from './whereabouts.ts';
import { freeFor, homeUserField, withOwn, type HomeUser } from './home-user-field.ts';
import { changesOf, CONTENTS, dayOf, personOf, ROLES, STATUSES, type Person } from './person-changes.ts';

/** Fires `closed`, and `saved` with the person. */
@customElement('mh-person-form')
export class PersonForm extends DialogElement {
  /** Undefined for a new one. */
  @property({ attribute: false }) person: Person | undefined;
  /** Of Home Assistant: whom a new person is to be. */
  @property({ attribute: false }) visitor: HomeUser | undefined;
  @state() private homeUser = '';
  @state() private groups: readonly string[] | null = null;
  @state() private titleGroups: readonly string[] | null = null;
  @state() private countries: Countries = { allowed: null, blocked: [] };
  @state() private chosenRole: Person['role'] = 'viewer';
  readonly #groups = new Query(this, { load: (signal) => ask('GET /groups', {}, signal) });
  readonly #homeUsers = new Query(this, { load: (signal) => ask('GET /people/home-assistant', {}, signal) });
  readonly #titleGroups = new Query(this, { load: (signal) => ask('GET /title-groups', {}, signal) });

  static override styles = [
    ...DialogElement.styles,
    css`
      details > div {
        display: grid;
        gap: var(--mh-space-4);
        padding-block-end: var(--mh-space-3);
      }
      summary {
        font-weight: 500;
      }
      .contents {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--mh-space-4);
      }
      .hint {
        font-weight: 400;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.homeUser = this.visitor?.id ?? this.person?.home_assistant_user_id ?? '';
    this.groups = this.person?.groups ?? null;
    this.titleGroups = this.person?.title_groups ?? null;
    this.countries = {
      allowed: this.person?.allowed_countries ?? null,
      blocked: this.person?.blocked_countries ?? [],
    };
    this.chosenRole = this.person?.role ?? 'viewer';
  }

  override render(): TemplateResult {
    const label = this.person?.name ?? t('people.add');
    return this.frame({ label, body: this.#form(), action: t('action.save') });
  }

  /** What is not shown is not sent: of whom nobody tells, a visitor is here, and a person stays who it is. */
  #choosable(): readonly HomeUser[] {
    const { person, visitor } = this;
    const users = freeFor(this.#homeUsers.data?.items ?? [], person?.id);
    const id = person?.home_assistant_user_id ?? null;
    const isGone = users.length > 0 && person && id !== null;
    return withOwn(users, isGone ? { id, name: '', is_admin: false, person_id: person.id } : visitor);
  }

  #form(): TemplateResult {
    const { person } = this;
    return html`<form @submit=${this.#save}>
      <div class="pair">
        <label class="above"
          >${t('field.name')}<input
            name="name"
            required
            maxlength="64"
            autocomplete="off"
            .value=${person?.name ?? this.visitor?.name ?? ''}
        /></label>
        <label class="above"
          >${t('people.role')}<select
            name="role"
            @change=${(event: Event) => (this.chosenRole = (event.target as HTMLSelectElement).value as Person['role'])}
          >
            ${ROLES.map((role) => html`<option value=${role} ?selected=${role === this.chosenRole}>${t(`role.${role}`)}</option>`)}
          </select>
          <span class="hint small soft">${t(`role-text.${this.chosenRole}`)}</span></label
        >
      </div>
      ${homeUserField({
        users: this.#choosable(),
        chosen: this.homeUser,
        pick: (id) => (this.homeUser = id),
      })}
      <label class="above"
        >${t('login.password')}<input
          name="password"
          type="password"
          minlength="8"
          maxlength="1024"
          autocomplete="new-password"
        />
        <span class="hint small soft">${t(passwordHint(person?.has_password ?? false, this.homeUser))}</span></label
      >
      ${this.#watch()} ${this.#limits()}
      ${whereaboutsFields(
        { networks: person?.networks ?? null, ...this.countries },
        (countries) => (this.countries = countries),
      )}
      ${this.#player()}
    </form>`;
  }

  #watch(): TemplateResult {
    const contents = this.person?.contents ?? CONTENTS;
    const { movie = [], series = [] } = this.#titleGroups.data ?? {};
    return html`<details open>
      <summary>${t('people.may-watch')}</summary>
      <div>
        <div class="contents">
          ${CONTENTS.map(
            (content) =>
              html`<label class="beside"
                ><input
                  type="checkbox"
                  name="contents"
                  value=${content}
                  ?checked=${contents.includes(content)}
                />${t(`contents.${content}`)}</label
              >`,
          )}
        </div>
        <mh-pick-list
          label=${t('people.allowed-groups')}
          all=${t('people.all-groups')}
          .items=${(this.#groups.data?.items ?? []).map(({ name }) => name)}
          .chosen=${this.groups}
          @picked=${({ detail }: CustomEvent<readonly string[] | null>) => (this.groups = detail)}
        ></mh-pick-list>
        ${
          this.groups !== null && this.titleGroups === null && movie.length + series.length > 0
            ? html`<p class="warn small" role="status">${t('people.titles-open')}</p>`
            : nothing
        }
        <mh-pick-list
          label=${t('people.allowed-categories')}
          all=${t('people.all-categories')}
          .items=${[...new Set([...movie, ...series])]}
          .chosen=${this.titleGroups}
          @picked=${({ detail }: CustomEvent<readonly string[] | null>) => (this.titleGroups = detail)}
        ></mh-pick-list>
      </div>
    </details>`;
  }

  #limits(): TemplateResult {
    const { person } = this;
    return html`<details>
      <summary>${t('people.limits')}</summary>
      <div>
        <div class="pair">
          ${numberField({ name: 'max_streams', label: t('people.max-streams'), hint: t('people.no-limit'), value: person?.max_streams, min: 1, max: 1_000 })}
          ${numberField({ name: 'kilobytes_per_second', label: t('people.bandwidth'), hint: t('people.no-limit'), value: person?.kilobytes_per_second, min: 16, max: 1_000_000 })}
          ${numberField({ name: 'priority', label: t('people.priority'), hint: t('people.priority-hint'), value: person?.priority, min: -100, max: 100 })}
          <label class="above"
            >${t('people.expires')}<input name="expires_at" type="date" .value=${dayOf(person?.expires_at ?? null)} />
            <span class="hint small soft">${t('people.never')}</span></label
          >
        </div>
        ${
          person
            ? html`<label class="above"
                >${t('people.status')}<select name="status">
                  ${STATUSES.map((status) => html`<option value=${status} ?selected=${status === person.status}>${t(`standing.${status}`)}</option>`)}
                </select></label
              >`
            : nothing
        }
        <label class="beside"
          ><input
            type="checkbox"
            name="keeps_history"
            ?checked=${person?.keeps_history ?? true}
          />${t('history.keep')}</label
        >
      </div>
    </details>`;
  }

  #player(): TemplateResult {
    return html`<details>
      <summary>${t('people.xtream')}</summary>
      <div>
        <label class="above"
          >${t('people.xtream-name')}<input
            name="xtream_username"
            pattern="[A-Za-z0-9._@\\-]+"
            maxlength="64"
            dir="ltr"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            .value=${this.person?.xtream_username ?? ''}
          />
          <span class="hint small soft">${t('people.xtream-hint')}</span></label
        >
      </div>
    </details>`;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const body = personOf(new FormData(event.target as HTMLFormElement), {
      groups: this.groups,
      titleGroups: this.titleGroups,
      countries: this.countries,
      expiresAt: this.person?.expires_at ?? null,
    });
    await this.busily(async () => {
      const { person } = this;
      const saved = person
        ? await ask('PATCH /people/{id}', { params: { id: person.id }, body: changesOf(person, body) })
        : await ask('POST /people', { body });
      toast(t('people.saved', { name: saved.name }));
      this.dispatchEvent(new CustomEvent('saved', { detail: saved }));
    });
  }
}

const passwordHint = (isSet: boolean, homeUser: string) =>
  isSet ? 'people.password-kept' : homeUser === '' ? 'people.password-none' : 'people.password-home';

interface NumberField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: number | null | undefined;
  readonly min: number;
  readonly max: number;
}

const numberField = ({ name, label, hint, value, min, max }: NumberField): TemplateResult =>
  html`<label class="above"
    >${label}<input name=${name} type="number" min=${min} max=${max} .value=${value == null ? '' : String(value)} />
    <span class="hint small soft">${hint}</span></label
  >`;
