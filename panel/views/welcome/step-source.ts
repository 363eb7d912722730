// First step: where the channels come from. A source is tried out before it is added: its kind, its account, what it says.

import '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Answer, Asked } from '../../api/routes.ts';
import { known, t } from '../../locale/locale.ts';
import { sentenceOf } from '../../locale/problems.ts';
import { pills } from '../../theme/pills.ts';
import { shared } from '../../theme/shared.ts';
import { loginFields, loginStyles, typedField } from './login-fields.ts';
import { loginIn, xtreamSource } from './panel-address.ts';
import './public-lists.ts';
import type { PickedList } from './public-lists.ts';
import '../providers/category-picker.ts';
import type { Selections } from '../providers/selections.ts';
import { endOf } from '../providers/account-words.ts';
import { StepElement } from './step.ts';

type Report = Answer<'POST /providers/test'>;
type Tried = Pick<Asked<'POST /providers'>['body'], 'options' | 'source'>;

@customElement('mh-step-source')
export class StepSource extends StepElement {
  @state() private source = '';
  @state() private by: 'address' | 'login' = 'address';
  /** As what the provider is asked; empty for as Masthead. */
  #agent = '';
  /** Where the public lists lie, if one was picked from elsewhere. */
  #baseUrl = '';
  /** Categories that were ticked off; undefined takes all. */
  #selections: Selections | undefined;
  @state() private report: Report | undefined;
  @state() private error: unknown;
  @state() private isBusy = false;

  static override styles = [
    shared,
    pills,
    loginStyles,
    css`
      form {
        display: grid;
        gap: var(--mh-space-4);
      }
      .report {
        display: grid;
        gap: var(--mh-space-1);
        padding: var(--mh-space-3) var(--mh-space-4);
        border-radius: var(--mh-radius-s);
        background: var(--mh-sunken);
      }
      .report.bad-report {
        background: color-mix(in srgb, var(--mh-bad-fill) 8%, var(--mh-card));
      }
      .or {
        margin-block: var(--mh-space-6) var(--mh-space-3);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<form class="card" @submit=${this.#go}>
        <div>
          <h2>${t('welcome.source-heading')}</h2>
          <p class="soft">${this.by === 'address' ? t('welcome.source-text') : t('welcome.login-text')}</p>
        </div>
        <div class="row breaks" role="group" aria-label=${t('welcome.by')}>
          ${this.#way('address', t('welcome.by-address'))} ${this.#way('login', t('welcome.by-login'))}
        </div>
        ${this.by === 'address' ? this.#address() : loginFields((source) => this.#take(source))}
        ${this.report ? this.#found(this.report) : nothing}
        <mh-trouble in-form .error=${this.error}></mh-trouble>
        <div class="row breaks">
          <wa-button type="submit" variant="brand" ?loading=${this.isBusy}>
            ${this.report && this.report.error === null ? t('welcome.add') : t('welcome.try')}
          </wa-button>
          ${
            this.report?.error
              ? html`<wa-button appearance="plain" @click=${() => void this.#add()}
                  >${t('welcome.add-anyway')}</wa-button
                >`
              : nothing
          }
        </div>
      </form>
      <h2 class="or">${t('welcome.demo-heading')}</h2>
      <div class="card row breaks">
        <p class="grow soft">${t('welcome.demo-text')}</p>
        <wa-button appearance="outlined" ?disabled=${this.isBusy} @click=${() => void this.#takeDemo()}
          >${t('welcome.demo')}</wa-button
        >
      </div>
      <h2 class="or">${t('welcome.or-public')}</h2>
      <mh-public-lists class="card" .source=${this.source} @picked=${this.#onList}></mh-public-lists>`;
  }

  #way(by: 'address' | 'login', label: string): TemplateResult {
    return html`<button type="button" class="pill" aria-pressed=${this.by === by} @click=${() => this.#choose(by)}>
      ${label}
    </button>`;
  }

  #address(): TemplateResult {
    return typedField({
      name: 'source',
      label: t('field.source'),
      address: { placeholder: 'http://…/playlist.m3u', hint: t('welcome.source-hint') },
      value: this.source,
      onInput: (event) => this.#take((event.target as HTMLInputElement).value),
    });
  }

  /** Some panels let only the players in that they know. */
  #agentField(): TemplateResult {
    return html`<wa-input
      name="user_agent"
      label=${t('field.agent')}
      hint=${t('field.agent-hint')}
      placeholder="TiviMate/5.1.6"
      maxlength="512"
      .value=${this.#agent}
      @input=${(event: Event) => (this.#agent = (event.target as HTMLInputElement).value.trim())}
    ></wa-input>`;
  }

  #found({ kind, title, account, error, latency_ms: latency, better_kind: betterKind }: Report): TemplateResult {
    if (error) {
      return html`<div class="report bad-report" role="alert">
          <p class="wrap">${sentenceOf(error)}</p>
          <p class="small soft">${known(`advice.${error.code}`, t('advice.other'))}</p>
        </div>
        ${error.code === 'provider.refused' ? this.#agentField() : nothing}`;
    }
    return html`<div class="report" role="status">
      <p class="row breaks">
        <mh-chip tone="good">${t('welcome.works')}</mh-chip>
        <b>${known(`kind.${kind}`, title)}</b>
        ${latency === null ? nothing : html`<span class="small soft digits">${Math.round(latency)} ms</span>`}
      </p>
      ${
        account
          ? html`<p class="soft">
              ${endOf(account)} ·
              ${
                account.max_connections === null
                  ? t('account.unlimited')
                  : t('provider.used-of', { used: account.active_connections, limit: account.max_connections })
              }
            </p>`
          : nothing
      }
      ${betterKind === 'xtream' ? this.#better() : nothing}
      ${
        this.report?.has_categories
          ? html`<p class="soft">${t('categories.text')}</p>
              <mh-category-picker
                .source=${this.source.trim()}
                @picked=${(event: CustomEvent<Selections>) => (this.#selections = event.detail)}
              ></mh-category-picker>`
          : nothing
      }
    </div>`;
  }

  /** The same account, with all that its panel knows. */
  #better(): TemplateResult | typeof nothing {
    const login = loginIn(this.source);
    if (!login) return nothing;
    return html`<p class="soft">${t('welcome.better')}</p>
      <div>
        <wa-button
          size="s"
          appearance="outlined"
          @click=${() => void this.#pick({ source: xtreamSource(login), baseUrl: '' })}
          >${t('welcome.better-take')}</wa-button
        >
      </div>`;
  }

  #choose(by: 'address' | 'login'): void {
    if (by === this.by) return;
    this.by = by;
    this.#take('');
  }

  #take(source: string): void {
    this.source = source;
    this.#baseUrl = '';
    this.#agent = '';
    this.#selections = undefined;
    this.report = undefined;
    this.error = undefined;
  }

  /** Nothing of what was typed before is about it. */
  #onList({ detail }: CustomEvent<PickedList>): void {
    this.#take('');
    void this.#pick(detail);
  }

  async #pick({ source, baseUrl }: PickedList): Promise<void> {
    this.by = 'address';
    this.source = source;
    this.#baseUrl = baseUrl;
    this.report = undefined;
    await this.#try();
  }

  #go(event: SubmitEvent): void {
    event.preventDefault();
    const isFine = this.report !== undefined && this.report.error === null;
    void (isFine ? this.#add() : this.#try());
  }

  get #tried(): Tried {
    const options = { kind: 'iptv-org', base_url: this.#baseUrl } as const;
    const agent = this.#agent;
    const told = agent === '' ? {} : { user_agent: agent };
    return { source: this.source.trim(), ...told, ...(this.#baseUrl !== '' && { options }) };
  }

  #try(): Promise<void> {
    return this.#busily(async () => {
      const { source } = this;
      const report = await ask('POST /providers/test', { body: this.#tried });
      if (source === this.source) this.report = report; // else it is of what stood there before
    });
  }

  #add(): Promise<void> {
    return this.#busily(async () => {
      const body = this.#selections ? { ...this.#tried, options: xtreamOf(this.#selections) } : this.#tried;
      const { id } = await ask('POST /providers', { body });
      this.next(id);
    });
  }

  #takeDemo(): Promise<void> {
    return this.#busily(async () => {
      const { provider_id: id } = await ask('POST /demo', {});
      this.next(id);
    });
  }

  async #busily(act: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.error = undefined;
    try {
      await act();
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}

type Xtream = Extract<NonNullable<Tried['options']>, { kind: 'xtream' }>;

const xtreamOf = ({ live, movies, series }: Selections): Xtream => ({
  kind: 'xtream',
  live: plain(live),
  movies: plain(movies),
  series: plain(series),
});

const plain = ({ take, include, exclude }: Selections['live']) => ({
  take,
  include: [...include],
  exclude: [...exclude],
});
