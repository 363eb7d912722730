// Titles of which it is not known what they are: looked for, taken as suggested, or left without.

import { mdiCheckAll, mdiMagnify } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer, Asked } from '../../api/routes.ts';
import type { Tone } from '../../elements/chip.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './identify-dialog.ts';
import type { Identified } from './identify-dialog.ts';

type Page = Answer<'GET /titles/review'>;
type Doubt = Page['items'][number];
type Filter = NonNullable<Asked<'GET /titles/review'>['query']>;

const PAGE = 100;
const TYPING_MS = 250;
const TONES: Readonly<Record<Doubt['state'], Tone>> = {
  unasked: 'soft',
  unknown: 'warn',
  unsure: 'warn',
  none: 'soft',
};

@customElement('mh-title-doubts')
export class TitleDoubts extends LitElement {
  @state() private filter: Filter = {};
  @state() private shown = PAGE;
  @state() private asked: Identified | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #page: Query<Page> = new Query(this, {
    load: (signal) => ask('GET /titles/review', { query: { ...this.filter, limit: this.shown } }, signal),
  });

  static override styles = [
    shared,
    controls,
    viewStyles,
    css`
      :host {
        display: block;
        padding-block-end: var(--mh-space-8);
      }
      .filters {
        margin-block: var(--mh-space-3);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--mh-space-2) var(--mh-space-3);
        min-height: 56px;
        padding-block: var(--mh-space-2);
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      .what {
        flex: 1 1 260px;
        min-width: 0;
      }
      .what a {
        font-weight: 500;
        color: inherit;
        text-decoration: none;
      }
      .what a:hover {
        text-decoration: underline;
      }
      .more {
        display: grid;
        justify-content: center;
        margin-block-start: var(--mh-space-3);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override render(): TemplateResult {
    const page = this.#page.data;
    return html`<p class="soft">${t('library.doubts-text')}</p>
      ${this.#filters(page?.total)}
      <mh-trouble .error=${this.#page.error} @retry=${() => this.#page.refresh()}></mh-trouble>
      <div class="card">${page ? this.#list(page) : html`<mh-skeleton lines="8"></mh-skeleton>`}</div>
      ${
        page && page.next !== null && this.shown < 200
          ? html`<p class="more">
              <wa-button appearance="outlined" @click=${this.#more}>${t('health.more')}</wa-button>
            </p>`
          : nothing
      }
      ${
        this.asked
          ? html`<mh-identify-dialog
              .asked=${this.asked}
              @decided=${() => this.#page.refresh()}
              @closed=${() => (this.asked = undefined)}
            ></mh-identify-dialog>`
          : nothing
      }`;
  }

  #filters(total: number | undefined): TemplateResult {
    return html`<div class="row breaks filters">
      <input
        type="search"
        placeholder=${t('library.search')}
        aria-label=${t('library.search')}
        @input=${this.#onSearch}
      />
      <select
        aria-label=${t('library.kind')}
        @change=${(event: Event) => this.#set('kind', (event.target as HTMLSelectElement).value)}
      >
        <option value="">${t('library.all')}</option>
        <option value="movie">${t('contents.movies')}</option>
        <option value="series">${t('contents.series')}</option>
      </select>
      <select
        aria-label=${t('library.suggestion')}
        @change=${(event: Event) => this.#set('suggested', (event.target as HTMLSelectElement).value)}
      >
        <option value="">${t('library.suggestion-any')}</option>
        <option value="true">${t('library.suggestion-some')}</option>
        <option value="false">${t('library.suggestion-none')}</option>
      </select>
      <span class="soft digits count" role="status">${total === undefined ? '' : tn('library.count', total)}</span>
    </div>`;
  }

  #list({ items }: Page): TemplateResult {
    if (items.length === 0)
      return html`<mh-empty
        icon=${mdiCheckAll}
        heading=${t('library.no-doubts')}
        text=${t('library.no-doubts-text')}
      ></mh-empty>`;
    return html`<ul>
      ${repeat(
        items,
        ({ id }) => id,
        (one) => this.#row(one),
      )}
    </ul>`;
  }

  #row(one: Doubt): TemplateResult {
    const { id, name, year, group, names, state: known, suggested_tmdb_id: suggested } = one;
    const others = names.filter((other) => other !== name);
    return html`<li>
      <span class="what wrap">
        <a class="reach" href=${linkTo('library', id)}>${name}</a>
        ${year === null ? nothing : html`<span class="digits">${year}</span>`}<br />
        <span class="small soft">${[group, ...others].filter(Boolean).join(' · ')}</span>
      </span>
      <mh-chip tone=${TONES[known]}>${t(`library.doubt-${known}`)}</mh-chip>
      ${
        mayChange()
          ? html`<span class="row">
              ${
                known === 'unsure' && suggested !== null
                  ? html`<wa-button size="s" variant="brand" @click=${() => this.#take(id, suggested)}
                      >${t('library.take-suggested')}<span class="read-out">: ${name}</span></wa-button
                    >`
                  : nothing
              }
              <wa-button
                size="s"
                appearance="outlined"
                @click=${() => (this.asked = { id, name, year, tmdbId: suggested })}
                ><span slot="start">${icon(mdiMagnify, 18)}</span>${t('library.identify')}<span class="read-out"
                  >: ${name}</span
                ></wa-button
              >
            </span>`
          : nothing
      }
    </li>`;
  }

  async #take(title_id: string, tmdb_id: number): Promise<void> {
    try {
      await ask('POST /titles/review', { body: { decisions: [{ title_id, tmdb_id }] } });
      const back = (): void => void this.#forget(title_id);
      toast(t('channels.saved'), { label: t('action.undo'), run: back });
    } catch (error) {
      toastError(error);
    }
    await this.#page.refresh();
  }

  async #forget(title_id: string): Promise<void> {
    await ask('POST /titles/review', { body: { decisions: [{ title_id, tmdb_id: null }] } }).catch(toastError);
    await this.#page.refresh();
  }

  #onSearch(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#set('search', value.trim()), TYPING_MS);
  }

  #set(name: 'kind' | 'search' | 'suggested', value: string): void {
    const { [name]: _before, ...others } = this.filter;
    this.filter = value === '' ? others : { ...others, [name]: value };
    this.shown = PAGE;
    void this.#page.refresh();
  }

  readonly #more = (): void => {
    this.shown = 200;
    void this.#page.refresh();
  };
}
