// The table: rows in sight only, chosen with mouse, shift or keys, edited in their cells, dragged to their place.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { Asked, Channel } from '../../api/routes.ts';
import '../../elements/no-channels.ts';
import { styled } from '../../elements/styled.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { RowWindow } from '../../elements/window.ts';
import { currentLocale, t } from '../../locale/locale.ts';
import { go } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import type { ChannelQuery } from './channel-pages.ts';
import { isChannelNumber } from './channel-number.ts';
import { sortedBy, sortingOf, type Sort, type Sorting } from './filters.ts';
import { channelRow, type RowContext } from './channel-row.ts';
import { FoldedRows } from './folded-rows.ts';
import { RowDrag } from './row-drag.ts';
import { rowStyles } from './row-styles.ts';
import { OnNow } from './on-now.ts';
import { KEYS, type TableKeyboard } from './table-keys.ts';
import { tableHeads } from './table-heads.ts';
import { tableStyles } from './table-styles.ts';
import { Selection } from './selection.ts';

const ROW_HEIGHT = 56;
/** Of the headings, which stay above the rows; a phone has none. */
const headsHeight = (): number => (NARROW.matches ? 0 : 40);
const NARROW = matchMedia('(max-width: 719px)');

export type Set = Asked<'PATCH /channels'>['body']['patches'][number]['set'];

export interface EditedField {
  readonly id: string;
  readonly set: Set;
  /** Puts the row back as it was. */
  readonly undo: () => void;
}

/** Fires `all`, `family`, `sorted`, `selected`, `counted`, `edited` and `moved`. */
@customElement('mh-channel-table')
export class ChannelTable extends LitElement {
  @property({ attribute: false }) query!: ChannelQuery;
  @property({ attribute: false }) selection = new Selection();
  @property({ type: Boolean }) editable = false;
  @state() private active = 0;
  @state() private editing: { readonly id: string; readonly field: 'name' | 'number' | 'group' } | undefined;
  @state() private dropAt: number | undefined;
  @query('.scroller') private scroller!: HTMLElement | null;
  #pages = new FoldedRows({}, () => undefined);
  readonly #onNow = new OnNow(() => this.requestUpdate());
  readonly #window = new RowWindow(this, {
    rowHeight: () => ROW_HEIGHT,
    above: headsHeight,
    count: () => this.#pages.total ?? 0,
    scroller: () => this.scroller,
    onShown: (first, last) => this.#show(first, last),
  });
  readonly #drag = new RowDrag({
    scroller: () => this.scroller,
    rowHeight: ROW_HEIGHT,
    above: headsHeight,
    count: () => this.#pages.total ?? 0,
    onOver: (index) => (this.dropAt = index),
    onDrop: (from, index) => this.#move(from, index),
  });

  static override styles = [shared, rowStyles, tableStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('query')) return;
    this.#pages = new FoldedRows(this.query, () => this.#arrived());
    this.active = 0;
    this.editing = undefined;
    if (this.scroller) this.scroller.scrollTop = 0;
    this.#show(0, Math.max(this.#window.last, 20));
  }

  /** Looks at the rows in sight anew; the old ones stay until then. */
  async refresh(): Promise<void> {
    this.#onNow.forget();
    await this.#pages.refresh(this.#window.first, Math.max(this.#window.last, this.#window.first));
  }

  takeFocus(): void {
    this.scroller?.focus();
  }

  override render(): TemplateResult {
    const total = this.#pages.total;
    if (this.#pages.error !== undefined && total === undefined) {
      return html`<div class="pad">
        <mh-trouble .error=${this.#pages.error} @retry=${() => this.refresh()}></mh-trouble>
      </div>`;
    }
    if (total === 0) {
      return html`<mh-no-channels view="channels"></mh-no-channels>`;
    }
    const { first } = this.#window;
    const last = total === undefined ? 14 : this.#window.last;
    return html`<div
      class="scroller"
      role="grid"
      tabindex="0"
      aria-label=${t('nav.channels')}
      aria-rowcount=${total === undefined ? -1 : total + 1}
      aria-multiselectable="true"
      aria-activedescendant=${`row-${this.active}`}
      @keydown=${this.#onKey}
      @click=${this.#onClick}
      @dblclick=${this.#onDoubleClick}
      @change=${this.#onChange}
      @pointerdown=${this.#onPointerDown}
    >
      ${
        NARROW.matches
          ? nothing
          : guard([this.query, this.editable, currentLocale()], () =>
              tableHeads({ sorting: this.#sorting, isEditable: this.editable, onSort: this.#sort }),
            )
      }
      <div class="space" ${styled({ height: `${total === undefined ? 0 : this.#window.height}px` })}>
        <div class="rows" ${styled({ transform: `translateY(${first * ROW_HEIGHT}px)` })}>
          ${Array.from({ length: last - first + 1 }, (_, offset) => this.#row(first + offset))}
        </div>
        ${
          this.dropAt === undefined
            ? nothing
            : html`<div class="drop" ${styled({ top: `${this.dropAt * ROW_HEIGHT - 1}px` })}></div>`
        }
      </div>
    </div>`;
  }

  #row(index: number): TemplateResult {
    const channel = this.#pages.at(index);
    const context: RowContext = {
      index,
      isChosen: channel !== undefined && this.selection.has(channel.id),
      isActive: index === this.active,
      isEditable: this.editable,
      isMovable: this.#isInOrder,
      isNarrow: NARROW.matches,
      fold: channel && this.#foldOf(index, channel),
      editing: channel !== undefined && this.editing?.id === channel.id ? this.editing.field : undefined,
      now: channel && this.#onNow.of(channel.id),
      onEdited: (field, value) => this.#edited(index, field, value),
    };
    return channelRow(channel, context);
  }

  get #sorting(): Sorting {
    const { sort = '', order } = this.query;
    return sortingOf({ sort: order === 'desc' ? `-${sort || 'number'}` : sort });
  }

  /** As players see it: only there has a place in between a meaning. */
  get #isInOrder(): boolean {
    return this.query.sort === undefined && this.query.order === undefined;
  }

  readonly #sort = (by: Sort): void =>
    void this.dispatchEvent(new CustomEvent('sorted', { detail: sortedBy(by, this.#sorting) }));

  #foldOf(index: number, { family }: Channel): RowContext['fold'] {
    if (this.query.folded !== 'true' || family === null) return undefined;
    if (this.#pages.isBelow(index)) return 'below';
    return this.#pages.isOpen(family) ? 'open' : 'closed';
  }

  #arrived(): void {
    if (this.#pages.total !== undefined) this.dispatchEvent(new CustomEvent('counted', { detail: this.#pages.total }));
    this.#lookUp();
    this.requestUpdate();
    void this.updateComplete.then(() => this.#window.measure());
  }

  #show(first: number, last: number): void {
    this.#pages.show(first, Math.min(last, (this.#pages.total ?? last + 1) - 1));
    this.#lookUp();
  }

  #lookUp(): void {
    const ids: string[] = [];
    for (let index = this.#window.first; index <= this.#window.last; index += 1) {
      const channel = this.#pages.at(index);
      if (channel) ids.push(channel.id);
    }
    this.#onNow.want(ids);
  }

  #indexOf(event: Event): number {
    const row = (event.composedPath() as Element[]).find(
      (node) => node instanceof HTMLElement && node.dataset['index'],
    );
    return row instanceof HTMLElement ? Number(row.dataset['index']) : -1;
  }

  #onClick(event: MouseEvent): void {
    const index = this.#indexOf(event);
    const channel = this.#pages.at(index);
    if (!channel || index === -1) return;
    this.active = index;
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>('[data-edit]')?.dataset['edit'] as 'name' | 'number' | 'group' | undefined;
    const family = target.closest<HTMLElement>('[data-family]')?.dataset['family'];
    if (family) this.#openFamily(index, family);
    else if (target.closest('.check')) this.#choose(index, event.shiftKey);
    else if (event.shiftKey) this.#choose(index, true);
    else if (cell && this.editable && event.detail === 1 && target.closest('.pencil'))
      this.editing = { id: channel.id, field: cell };
  }

  #openFamily(index: number, family: string): void {
    if (this.query.folded === 'true') void this.#pages.toggle(index).catch(toastError);
    else this.dispatchEvent(new CustomEvent('family', { detail: family }));
  }

  #onDoubleClick(event: MouseEvent): void {
    const channel = this.#pages.at(this.#indexOf(event));
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-edit]')?.dataset['edit'];
    if (channel && cell && this.editable) this.editing = { id: channel.id, field: cell as 'name' };
  }

  #onChange(event: Event): void {
    const target = event.target as HTMLInputElement;
    if (!target.classList.contains('switch')) return;
    this.#edited(this.#indexOf(event), 'enabled', target.checked);
  }

  #onPointerDown(event: PointerEvent): void {
    if (!(event.target as HTMLElement).closest('.handle')) return;
    this.#drag.start(event, this.#indexOf(event));
  }

  #choose(index: number, isReach: boolean): void {
    const channel = this.#pages.at(index);
    if (!channel || !this.editable) return;
    const selection = isReach
      ? this.selection.extend(index, (at) => this.#pages.at(at)?.id)
      : this.selection.toggle(channel.id, index);
    this.dispatchEvent(new CustomEvent('selected', { detail: selection }));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return;
    if ((event.target as HTMLElement).closest('.heads')) return; // its keys are a button's
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(this.#keyboard, event);
  }

  readonly #keyboard: TableKeyboard = {
    step: (rows: number, event: KeyboardEvent): void => {
      const total = this.#pages.total ?? 0;
      const next = Math.max(0, Math.min(total - 1, this.active + rows));
      if (event.altKey && this.editable && this.#isInOrder) return this.#move(this.active, rows > 0 ? next + 1 : next);
      if (event.shiftKey && this.editable) this.#choose(next, true);
      this.active = next;
      this.#window.reveal(next);
    },
    choose: (event: KeyboardEvent): void => this.#choose(this.active, event.shiftKey),
    all: (): void => void (this.editable && this.dispatchEvent(new CustomEvent('all'))),
    clear: (): void => void this.dispatchEvent(new CustomEvent('selected', { detail: new Selection() })),
    open: (): void => {
      const channel = this.#pages.at(this.active);
      if (channel) go('channel', channel.id);
    },
    unfold: (): void => {
      const channel = this.#pages.at(this.active);
      if (channel?.family) this.#openFamily(this.active, channel.family);
    },
    edit: (): void => {
      const channel = this.#pages.at(this.active);
      if (channel && this.editable) this.editing = { id: channel.id, field: 'name' };
    },
    page: (): number => Math.max(1, Math.floor((this.scroller?.clientHeight ?? ROW_HEIGHT) / ROW_HEIGHT) - 1),
    total: (): number => this.#pages.total ?? 0,
  };

  #edited(index: number, field: 'name' | 'number' | 'group' | 'enabled', value: string | boolean | undefined): void {
    const channel = this.#pages.at(index);
    const wasEditing = this.editing !== undefined;
    this.editing = undefined;
    if (wasEditing) void this.updateComplete.then(() => this.scroller?.focus());
    if (!channel || value === undefined || value === channel[field] || value === '') return;
    if (field === 'number' && !isChannelNumber(String(value))) return toast(t('channels.number-how'));
    const undo = this.#pages.change(channel.id, { [field]: value });
    const detail: EditedField = { id: channel.id, set: { [field]: value }, undo };
    this.dispatchEvent(new CustomEvent('edited', { detail }));
  }

  /** @param to the place that the row is put before */
  #move(from: number, to: number): void {
    const channel: Channel | undefined = this.#pages.at(from);
    if (!channel || to === from || to === from + 1) return;
    const isMany = this.selection.has(channel.id) && !this.selection.isAll && this.selection.ids.size > 1;
    const ids = isMany ? [...this.selection.ids] : [channel.id];
    let before = to;
    while (ids.includes(this.#pages.at(before)?.id ?? '')) before += 1;
    this.active = to > from ? to - 1 : to;
    const detail = { ids, before: this.#pages.at(before)?.id ?? null };
    this.dispatchEvent(new CustomEvent('moved', { detail }));
  }
}
