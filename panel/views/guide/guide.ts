// The guide: a grid of channels and hours on a wide screen, a list by time on a phone.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { dayName } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { replaceQuery, type Place } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import './guide-grid.ts';
import type { GuideGrid } from './guide-grid.ts';
import './guide-list.ts';
import type { GuideQuery } from './guide-pages.ts';
import { guideStyles } from './guide-styles.ts';
import './programme-card.ts';
import type { Shown } from './programme-card.ts';
import { axisOf, daysOf, HOUR_MS } from './time-axis.ts';

const NARROW = matchMedia('(max-width: 719px)');
const TYPING_MS = 200;
const AXIS = { back: 1, ahead: 7, pixelsPerHour: 240 };

@customElement('mh-guide')
export class GuideView extends LitElement {
  @property({ attribute: false }) place!: Place;
  @state() private search = '';
  @state() private group = '';
  @state() private at = Date.now();
  @state() private shown: Shown | undefined;
  @state() private isNarrow = NARROW.matches;
  readonly #groups = new Query(this, { load: (signal) => ask('GET /me/groups', {}, signal) });
  readonly #axis = axisOf(Date.now(), AXIS);
  #query: GuideQuery = {};
  #typing: ReturnType<typeof setTimeout> | undefined;

  static override styles = [shared, controls, guideStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    NARROW.addEventListener('change', this.#onWidth);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    NARROW.removeEventListener('change', this.#onWidth);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('place')) {
      this.search = this.place.query.get('search') ?? '';
      this.group = this.place.query.get('group') ?? '';
    }
    if (!['place', 'search', 'group'].some((name) => changed.has(name))) return;
    this.#query = {
      ...(this.search !== '' && { search: this.search }),
      ...(this.group !== '' && { group: this.group }),
    };
  }

  override render(): TemplateResult {
    const open = (event: CustomEvent<Shown>): void => {
      this.shown = event.detail;
    };
    return html`<div class="bar">
        <h1 class="read-out">${t('nav.guide')}</h1>
        ${this.#filters()} ${this.#jumps()}
      </div>
      ${
        this.isNarrow
          ? html`<mh-guide-list .query=${this.#query} .at=${this.at} @opened=${open}></mh-guide-list>`
          : html`<mh-guide-grid
              .query=${this.#query}
              .axis=${this.#axis}
              @opened=${open}
              @reached=${(event: CustomEvent<number>) => (this.at = event.detail)}
            ></mh-guide-grid>`
      }
      ${
        this.shown
          ? html`<mh-programme-card .shown=${this.shown} @closed=${() => (this.shown = undefined)}></mh-programme-card>`
          : nothing
      }`;
  }

  #filters(): TemplateResult {
    const groups = (this.#groups.data?.items ?? []).filter((name) => name !== '');
    return html`<input
        class="search"
        type="search"
        aria-label=${t('channels.search')}
        placeholder=${t('channels.search')}
        .value=${this.search}
        @input=${this.#onSearch}
      />
      <select
        aria-label=${t('channels.filter-group')}
        @change=${(event: Event) => this.#filter(this.search, (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${this.group === ''}>${t('channels.any-group')}</option>
        ${groups.map((name) => html`<option value=${name} ?selected=${name === this.group}>${name}</option>`)}
      </select>`;
  }

  #jumps(): TemplateResult {
    return html`<span class="jump row">
      <wa-button appearance="outlined" @click=${() => this.#jump(Date.now())}>${t('guide.now')}</wa-button>
      <wa-button appearance="outlined" @click=${() => this.#jump(new Date().setHours(20, 0, 0, 0))}
        >${t('guide.tonight')}</wa-button
      >
      <select aria-label=${t('guide.day')} @change=${this.#onDay}>
        ${daysOf(this.#axis).map(
          (day) => html`<option value=${day} ?selected=${isSameDay(day, this.at)}>${dayName(day)}</option>`,
        )}
      </select>
    </span>`;
  }

  #jump(at: number): void {
    this.at = at;
    this.renderRoot.querySelector<GuideGrid>('mh-guide-grid')?.show(at);
  }

  #onDay(event: Event): void {
    const day = Number((event.target as HTMLSelectElement).value);
    this.#jump(isSameDay(day, Date.now()) ? Date.now() : day + 18 * HOUR_MS);
  }

  #onSearch(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#filter(value.trim(), this.group), TYPING_MS);
  }

  #filter(search: string, group: string): void {
    this.search = search;
    this.group = group;
    replaceQuery({ search, group });
  }

  readonly #onWidth = (): void => {
    this.isNarrow = NARROW.matches;
  };
}

const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
