// The channels: a table of any length that is searched, filtered, edited in place and in bulk.

import { mdiFormatListGroup, mdiUnfoldLessHorizontal } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { takeBack } from '../../api/match-decisions.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Asked } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { Live } from '../../live/live.ts';
import { t, tn } from '../../locale/locale.ts';
import { replaceQuery, type Place } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import type { ChannelQuery } from './channel-pages.ts';
import './bulk-bar.ts';
import './channel-table.ts';
import type { ChannelTable, EditedField } from './channel-table.ts';
import { channelsStyles } from './channels-styles.ts';
import { everyId } from './every-id.ts';
import './filter-panel.ts';
import type { Merge } from './merge-dialog.ts';
import './saved-views.ts';
import { Selection } from './selection.ts';
import { filtersOf, queryOf, type ChannelFilters } from './filters.ts';

const TYPING_MS = 200;

@customElement('mh-channels')
export class Channels extends LitElement {
  @property({ attribute: false }) place!: Place;
  @state() private filters: ChannelFilters = filtersOf(new URLSearchParams());
  @state() private selection = new Selection();
  @state() private total: number | undefined;
  readonly #live = new Live(this, 'providers', 'status');
  readonly #groups = new Query(this, { load: (signal) => ask('GET /groups', {}, signal) });
  #typing: ReturnType<typeof setTimeout> | undefined;
  #revision = '';

  static override styles = [shared, controls, channelsStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('place')) this.filters = filtersOf(this.place.query);
    const revision = this.#live.status('lineup')?.revision ?? '';
    if (revision !== this.#revision && this.#revision !== '') void this.#table?.refresh();
    this.#revision = revision;
  }

  override render(): TemplateResult {
    return html`<div class="bar" role="search">
        <h1 class="read-out">${t('nav.channels')}</h1>
        <input
          class="search"
          type="search"
          aria-label=${t('channels.search')}
          placeholder=${t('channels.search')}
          .value=${this.filters.search}
          @input=${this.#onSearch}
        />
        ${this.#select('show', [
          ['active', t('channels.active')],
          ['inactive', t('channels.inactive')],
          ['missing', t('channels.missing')],
          ['', t('channels.all')],
        ])}
        ${this.#select('group', [
          ['', t('channels.any-group')],
          ...(this.#groups.data?.items ?? [])
            .filter(({ name }) => name !== '')
            .map(({ name }) => [name, name] as const),
        ])}
        <mh-filter-panel
          .filters=${this.filters}
          .providers=${[...this.#live.items('providers')].map(([id, { name }]) => [id, name] as const)}
          @filtered=${(event: CustomEvent<Partial<ChannelFilters>>) => this.#filter(event.detail)}
        ></mh-filter-panel>
        ${this.#fold()}
        ${
          this.filters.family === ''
            ? nothing
            : html`<wa-button appearance="outlined" @click=${() => this.#filter({ family: '' })}
                ><span slot="start">${icon(mdiUnfoldLessHorizontal, 18)}</span>${t('channels.all-again')}</wa-button
              >`
        }
        <mh-saved-views .filters=${this.filters} @chosen=${this.#onView}></mh-saved-views>
        <span class="soft digits count" role="status"
          >${this.total === undefined ? '' : tn('channels', this.total)}</span
        >
      </div>
      <mh-channel-table
        .query=${this.#query}
        .selection=${this.selection}
        ?editable=${mayChange()}
        @sorted=${(event: CustomEvent<string>) => this.#filter({ sort: event.detail })}
        @family=${(event: CustomEvent<string>) => this.#filter({ family: event.detail })}
        @all=${this.#chooseAll}
        @selected=${(event: CustomEvent<Selection>) => (this.selection = event.detail)}
        @counted=${(event: CustomEvent<number>) => (this.total = event.detail)}
        @edited=${this.#onEdited}
        @moved=${this.#onMoved}
      ></mh-channel-table>
      ${
        mayChange() && this.selection.count(this.total ?? 0) > 0
          ? html`<mh-bulk-bar
              .selection=${this.selection}
              .total=${this.total ?? 0}
              .where=${queryOf(this.filters).where}
              .groups=${this.#groups.data?.items ?? []}
              @done=${this.#onBulkDone}
              @merged=${this.#onMerged}
              @all=${this.#chooseAll}
              @cleared=${() => (this.selection = new Selection())}
            ></mh-bulk-bar>`
          : nothing
      }`;
  }

  #fold(): TemplateResult {
    const isFolded = this.filters.fold !== '';
    return html`<button
      class="icon"
      aria-label=${t('channels.fold')}
      title=${t('channels.fold')}
      aria-pressed=${isFolded}
      @click=${() => this.#filter({ fold: isFolded ? '' : 'alike' })}
    >
      ${icon(mdiFormatListGroup)}
    </button>`;
  }

  #select(name: 'group' | 'show', options: readonly (readonly [value: string, label: string])[]): TemplateResult {
    return html`<select
      class=${name}
      aria-label=${t(`channels.filter-${name}`)}
      @change=${(event: Event) => this.#filter({ [name]: (event.target as HTMLSelectElement).value })}
    >
      ${options.map(([value, label]) => html`<option value=${value} ?selected=${value === this.filters[name]}>${label}</option>`)}
    </select>`;
  }

  /** The same object until a filter changes: the table begins anew with another. */
  get #query(): ChannelQuery {
    return queryOf(this.filters).query;
  }

  get #table(): ChannelTable | null {
    return this.renderRoot.querySelector('mh-channel-table');
  }

  #onSearch(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#filter({ search: value }), TYPING_MS);
  }

  readonly #chooseAll = async (): Promise<void> => {
    const { query, where } = queryOf(this.filters);
    try {
      this.selection = where ? this.selection.all() : new Selection(new Set(await everyId(query)));
    } catch (error) {
      toastError(error);
    }
  };

  #onView(event: CustomEvent<ChannelFilters>): void {
    this.#filter(event.detail);
  }

  #filter(filters: Partial<ChannelFilters>): void {
    this.filters = { ...this.filters, ...filters };
    this.selection = new Selection();
    replaceQuery({ ...this.filters, show: this.filters.show === 'active' ? '' : this.filters.show || 'all' });
  }

  async #onEdited({ detail: { id, set, undo } }: CustomEvent<EditedField>): Promise<void> {
    try {
      const { undo_id, changed } = await ask('PATCH /channels', { body: { patches: [{ ids: [id], set }] } });
      this.#said(t(changed > 1 ? 'channels.gave-way' : 'channels.saved'), undo_id);
    } catch (error) {
      undo();
      toastError(error);
    }
  }

  async #onMoved({ detail: { ids, before } }: CustomEvent<{ ids: string[]; before: string | null }>): Promise<void> {
    const body: Asked<'POST /channels/edit'>['body'] = { ids, edit: { kind: 'move', before } };
    try {
      const { undo_id, changed } = await ask('POST /channels/edit', { body });
      await this.#table?.refresh();
      this.#said(tn('channels.changed', changed), undo_id);
    } catch (error) {
      toastError(error);
      await this.#table?.refresh();
    }
  }

  #onBulkDone({ detail }: CustomEvent<{ changed: number; undo_id: string }>): void {
    this.selection = new Selection();
    this.#said(tn('channels.changed', detail.changed), detail.undo_id);
    void this.#table?.refresh();
    void this.#groups.refresh();
  }

  async #onMerged({ detail: { name, count, decisions } }: CustomEvent<Merge>): Promise<void> {
    const undo = { label: t('action.undo'), run: () => void this.#undone(() => takeBack(decisions)) };
    toast(tn('merge.done', count, { name }), decisions.length === 0 ? undefined : undo);
    this.selection = new Selection();
    await Promise.all([this.#table?.refresh(), this.#groups.refresh()]);
    this.#table?.takeFocus(); // what had it is gone with the choice
  }

  #said(text: string, undoId: string): void {
    toast(text, {
      label: t('action.undo'),
      run: () => void this.#undone(() => ask('POST /channels/undo', { body: { undo_id: undoId } })),
    });
  }

  async #undone(take: () => Promise<unknown>): Promise<void> {
    try {
      await take();
      toast(t('channels.undone'));
    } catch (error) {
      toastError(error);
    }
    await this.#table?.refresh();
  }
}
