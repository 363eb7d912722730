// What a list of channels is rarely filtered by, behind one button: beside the list on a phone, below the button elsewhere.

import { mdiFilterVariant } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { icon } from '../../elements/icon.ts';
import { closeFromOutside } from '../../elements/outside.ts';
import { number } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';
import { marketName } from '../../locale/markets.ts';
import { controls } from '../../theme/controls.ts';
import { popover } from '../../theme/popover.ts';
import { shared } from '../../theme/shared.ts';
import { GUIDES, HEALTHS, MORE_FILTERS, SORTS, sortingOf, type ChannelFilters, type MoreFilter } from './filters.ts';

type Option = readonly [value: string, label: string];

/** Fires `filtered` with what changes. */
@customElement('mh-filter-panel')
export class FilterPanel extends LitElement {
  @property({ attribute: false }) filters!: ChannelFilters;
  /** Their ids and names. */
  @property({ attribute: false }) providers: readonly Option[] = [];
  @state() private isOpen = false;
  readonly #facets = new Query(this, { load: (signal) => ask('GET /channel-facets', {}, signal) });

  static override styles = [
    shared,
    controls,
    popover,
    css`
      .panel {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--mh-space-3);
        width: 480px;
        padding: var(--mh-space-4);
      }
      .all {
        grid-column: 1 / -1;
        justify-content: end;
      }
      .badge {
        min-width: 20px;
        padding-inline: 6px;
        border-radius: 10px;
        font-size: 12px;
        line-height: 20px;
        text-align: center;
        color: var(--mh-on-primary, #fff);
        background: var(--mh-primary-fill);
      }
      @media (min-width: 1001px) {
        .sort {
          display: none; /* the headings do it, all of them */
        }
      }
      @media (max-width: 719px) {
        .panel {
          width: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    closeFromOutside(this, () => (this.isOpen = false));
  }

  override render(): TemplateResult {
    const used = MORE_FILTERS.filter((name) => this.filters[name] !== '');
    return html`<wa-button
        appearance="outlined"
        aria-expanded=${this.isOpen}
        @click=${() => (this.isOpen = !this.isOpen)}
      >
        <span slot="start">${icon(mdiFilterVariant, 18)}</span>${t('channels.filters')}
        ${
          used.length === 0
            ? nothing
            : html`<span slot="end" class="badge digits" aria-label=${tn('channels.filters-used', used.length)}
                >${used.length}</span
              >`
        }
      </wa-button>
      ${this.isOpen ? this.#panel(used) : nothing}`;
  }

  #panel(used: readonly MoreFilter[]): TemplateResult {
    const options = this.#options();
    return html`<div class="popover panel" role="group" aria-label=${t('channels.filters')}>
      ${MORE_FILTERS.map((name) => this.#select(name, options[name]))}
      <label class="above sort"
        >${t('channels.sort')}<select
          @change=${(event: Event) => this.#tell({ sort: (event.target as HTMLSelectElement).value })}
        >
          ${SORTS.flatMap((by) => [by, `-${by}`]).map(
            (sort) =>
              html`<option value=${sort === 'number' ? '' : sort} ?selected=${sort === this.#sort}>
                ${t(`channels.sort-${sort as 'name'}`)}
              </option>`,
          )}
        </select></label
      >
      <div class="all row">
        <wa-button
          size="s"
          appearance="plain"
          ?disabled=${used.length === 0}
          @click=${() => this.#tell(Object.fromEntries(MORE_FILTERS.map((name) => [name, ''])))}
          >${t('channels.filters-none')}</wa-button
        >
        <wa-button size="s" appearance="outlined" @click=${() => (this.isOpen = false)}>${t('action.close')}</wa-button>
      </div>
    </div>`;
  }

  get #sort(): string {
    const { by, isDown } = sortingOf(this.filters);
    return isDown ? `-${by}` : by;
  }

  #select(name: MoreFilter, options: readonly Option[]): TemplateResult {
    const chosen = this.filters[name];
    const gone: readonly Option[] =
      chosen === '' || options.some(([value]) => value === chosen) ? [] : [[chosen, chosen]];
    return html`<label class="above"
      >${t(`channels.filter-${name}`)}<select
        @change=${(event: Event) => this.#tell({ [name]: (event.target as HTMLSelectElement).value })}
      >
        <option value="">${t('channels.any')}</option>
        ${[...gone, ...options].map(([value, label]) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`)}
      </select></label
    >`;
  }

  #options(): Readonly<Record<MoreFilter, readonly Option[]>> {
    const { markets = [], feeds = [], shifts = [], resolutions = [] } = this.#facets.data ?? {};
    const counted =
      (label: (value: string) => string) =>
      (facet: { value: string; channel_count: number }): Option => [
        facet.value,
        `${label(facet.value)} (${number(facet.channel_count)})`,
      ];
    return {
      provider: this.providers,
      guide: Object.keys(GUIDES).map((value) => [
        value,
        t(`channels.guide-${value === 'unsure' ? 'unsure-ones' : (value as 'with')}`),
      ]),
      market: markets.map(counted(marketName)),
      feed: feeds.map(counted((value) => t(`rules.variant-${value as 'east'}`))),
      shift: shifts.map(counted((value) => `+${value}`)),
      resolution: resolutions.map(counted((value) => value.toUpperCase())),
      health: Object.keys(HEALTHS).map((value) => [value, t(`channels.health-${value as 'good'}`)]),
    };
  }

  #tell(detail: Partial<ChannelFilters>): void {
    this.dispatchEvent(new CustomEvent('filtered', { detail }));
  }
}
