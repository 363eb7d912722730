// The grid: channels down, hours across; only what is in sight of either is in the page.
//
//   ┌ corner ┬ hours (stays above) ─────────┐
//   │channels│ cells, placed by their time  │
//   │ (stay  │        │ now                 │
//   │ beside)│        │                     │

import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isFor } from '../../api/me.ts';
import type { Programme, Watchable } from '../../api/routes.ts';
import '../../elements/no-channels.ts';
import { styled } from '../../elements/styled.ts';
import { RowWindow } from '../../elements/window.ts';
import { clockTime, dayName } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { entryOf, LEAST_CELL_PX, placesOf, type CellPlace } from './cell-places.ts';
import { guidePages, type GuideQuery } from './guide-pages.ts';
import { GridKeys, scrolledFromStart, scrollFromStart } from './grid-keys.ts';
import { gridStyles } from './grid-styles.ts';
import { ListingCache } from './listing-cache.ts';
import { keepTextInSight } from './text-in-sight.ts';
import { HOUR_MS, slotsBetween, timeAt, widthOf, xOf, type Axis } from './time-axis.ts';

const ROW_HEIGHT = 64;
/** Beside what is in sight, so that a turn of the wheel finds something. */
const BEYOND_PX = 360;
/** Steps in which the stretch of time in sight is followed: each redraws. */
const STEP_PX = 240;
/** A cell as wide as this shows when it begins and ends, a narrower one when it begins. */
const BOTH_TIMES_PX = 96;
const NOW_EVERY_MS = 30_000;

interface Cell {
  /** Where the row is entered with the tab key; arrows lead on from there. */
  readonly isEntry: boolean;
  readonly place: CellPlace;
}

/** A cell stays the same element while others come and go beside it: a click begins and ends on one element, or is none. */
const keyOf = ({ start_at: startAt }: Programme): number => startAt;
const rowsBetween = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);

/** Places that are held until the length of the list is known. */
const HELD_ROWS = 14;

/** Fires `opened` with channel and programme, and `reached` with the first instant in sight. */
@customElement('mh-guide-grid')
export class GuideGrid extends LitElement {
  @property({ attribute: false }) query!: GuideQuery;
  @property({ attribute: false }) axis!: Axis;
  @state() private left = -1;
  @state() private now = Date.now();
  @query('.scroller') private scroller!: HTMLElement | null;
  #pages = guidePages({}, () => undefined);
  readonly #listings = new ListingCache(() => this.requestUpdate());
  readonly #window = new RowWindow(this, {
    rowHeight: () => ROW_HEIGHT,
    count: () => this.#pages.total ?? 0,
    scroller: () => this.scroller,
    onShown: (first, last) => this.#pages.show(first, Math.min(last, (this.#pages.total ?? last + 1) - 1)),
  });
  readonly #keys = new GridKeys();
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [shared, gridStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => (this.now = Date.now()), NOW_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('query')) return;
    this.#pages = guidePages(this.query, () => this.#arrived());
    if (this.scroller) this.scroller.scrollTop = 0;
    this.#pages.show(0, 20);
  }

  protected override updated(): void {
    if (this.left === -1 && this.scroller) this.show(this.now);
    this.#keepText();
    this.#want();
  }

  #keepText(): void {
    if (this.scroller) keepTextInSight(this.scroller.querySelectorAll('.cell'), scrolledFromStart(this.scroller));
  }

  /** Brings an instant to the left side; now is shown with the half hour before it. */
  show(at: number): void {
    if (!this.scroller) return;
    const margin = Math.abs(at - Date.now()) < HOUR_MS / 2 ? HOUR_MS / 2 : 0;
    scrollFromStart(this.scroller, Math.max(0, xOf(this.axis, at - margin)));
    this.#onScroll();
  }

  override render(): TemplateResult {
    const { total, error } = this.#pages;
    if (error !== undefined && total === undefined) {
      return html`<div class="pad">
        <mh-trouble .error=${error} @retry=${() => this.#pages.show(0, 20)}></mh-trouble>
      </div>`;
    }
    if (total === 0) {
      return html`<mh-no-channels view="guide"></mh-no-channels>`;
    }
    const { first } = this.#window;
    const last = total === undefined ? HELD_ROWS - 1 : this.#window.last;
    const size = {
      width: `calc(var(--side) + ${widthOf(this.axis)}px)`,
      height: `calc(var(--head) + ${this.#window.height}px)`,
    };
    return html`<div
      class="scroller"
      tabindex="0"
      role="region"
      aria-label=${t('nav.guide')}
      @scroll=${this.#onScroll}
      @keydown=${this.#onKey}
    >
      <div class="canvas" ${styled(size)}>
        ${this.#hours()}
        <div class="now" ${styled({ 'inset-inline-start': this.#place(this.now) })}></div>
        <div class="rows" role="list" ${styled({ transform: `translateY(${first * ROW_HEIGHT}px)` })}>
          ${repeat(rowsBetween(first, last), Number, (index) => this.#row(index))}
        </div>
      </div>
    </div>`;
  }

  #place(at: number): string {
    return `calc(var(--side) + ${xOf(this.axis, at)}px)`;
  }

  get #stretch(): { readonly fromAt: number; readonly untilAt: number } {
    const width = this.scroller?.clientWidth ?? 1_200;
    const left = Math.max(0, this.left);
    return {
      fromAt: Math.max(this.axis.fromAt, timeAt(this.axis, left - BEYOND_PX)),
      untilAt: Math.min(this.axis.untilAt, timeAt(this.axis, left + width + BEYOND_PX + STEP_PX)),
    };
  }

  #hours(): TemplateResult {
    const { fromAt, untilAt } = this.#stretch;
    return html`<div class="hours" aria-hidden="true">
      <div class="corner">${this.left === -1 ? '' : dayName(timeAt(this.axis, this.left))}</div>
      ${slotsBetween(fromAt, untilAt).map(
        (at) => html`<span class="digits" ${styled({ 'inset-inline-start': this.#place(at) })}>${clockTime(at)}</span>`,
      )}
    </div>`;
  }

  #row(index: number): TemplateResult {
    const channel = this.#pages.at(index);
    if (!channel) {
      return html`<div class="line" role="listitem">
        <div class="side"><mh-skeleton></mh-skeleton></div>
      </div>`;
    }
    const { fromAt, untilAt } = this.#stretch;
    const listing = this.#listings.of(channel.id, fromAt, untilAt);
    const inSightAt = timeAt(this.axis, Math.max(0, this.left) + STEP_PX);
    const entry = entryOf(listing.programmes, inSightAt);
    const places = placesOf(listing.programmes, this.axis);
    return html`<div class="line" role="listitem" aria-label=${channel.name}>
      ${this.#side(channel)}
      ${
        listing.programmes.length === 0
          ? html`<span class="none soft small"
              >${listing.isWhole ? t('channel.no-programmes') : html`<mh-skeleton class="held"></mh-skeleton>`}</span
            >`
          : repeat(listing.programmes, keyOf, (programme, nth) =>
              this.#cell(channel, programme, { isEntry: programme === entry, place: places[nth]! }),
            )
      }
    </div>`;
  }

  /** Leads to the channel's page; who has none to look at plays it. */
  #side(channel: Watchable): TemplateResult {
    const { id, name, number, logo_url: logo } = channel;
    const content = html`<span class="soft digits small">${number}</span>
      <mh-logo src=${logo} name=${name}></mh-logo>
      <span class="cut">${name}</span>`;
    return isFor('look')
      ? html`<a class="side" href=${linkTo('channel', id)}>${content}</a>`
      : html`<button class="side" title=${t('action.play')} @click=${() => play(id, name)}>${content}</button>`;
  }

  #cell(channel: Watchable, programme: Programme, { isEntry, place: { x, width } }: Cell): TemplateResult {
    const { start_at: startAt, stop_at: stopAt, title, made_of: madeOf } = programme;
    const isOn = startAt <= this.now && stopAt > this.now;
    return html`<button
      class="cell ${isOn ? 'on' : ''} ${stopAt <= this.now ? 'past' : ''} ${width < LEAST_CELL_PX ? 'slim' : ''} ${madeOf === 'template' ? 'made' : ''}"
      ${styled({ 'inset-inline-start': `calc(var(--side) + ${x}px)`, width: `${Math.max(4, width - 4)}px` })}
      data-from=${x}
      data-to=${x + width}
      tabindex=${isEntry ? 0 : -1}
      title=${`${clockTime(startAt)} ${title}`}
      @click=${() => this.dispatchEvent(new CustomEvent('opened', { detail: { channel, programme } }))}
    >
      <span class="title">${title}</span>
      <span class="small soft digits"
        >${width < BOTH_TIMES_PX ? clockTime(startAt) : `${clockTime(startAt)}–${clockTime(stopAt)}`}</span
      >
    </button>`;
  }

  #arrived(): void {
    this.requestUpdate();
    void this.updateComplete.then(() => this.#window.measure());
  }

  #want(): void {
    const ids: string[] = [];
    for (let index = this.#window.first; index <= this.#window.last; index += 1) {
      const channel = this.#pages.at(index);
      if (channel) ids.push(channel.id);
    }
    const { fromAt, untilAt } = this.#stretch;
    const isMissing = ids.some((id) => !this.#listings.of(id, fromAt, untilAt).isWhole);
    if (isMissing) this.#listings.want(ids, fromAt, untilAt);
  }

  readonly #onScroll = (): void => {
    this.#keepText();
    const left = this.scroller ? scrolledFromStart(this.scroller) : 0;
    const step = Math.floor(left / STEP_PX) * STEP_PX;
    if (step === this.left) return;
    const isNewDay = this.left === -1 || dayName(timeAt(this.axis, step)) !== dayName(timeAt(this.axis, this.left));
    this.left = step;
    if (isNewDay) this.dispatchEvent(new CustomEvent('reached', { detail: timeAt(this.axis, step) }));
  };

  #onKey(event: KeyboardEvent): void {
    const on = event.target as HTMLElement;
    const beside = on.matches('.cell') ? this.#keys.cellBeside(on, event.key) : undefined;
    if (beside) {
      event.preventDefault();
      beside.focus();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || on !== this.scroller) return;
    event.preventDefault();
    this.scroller?.scrollBy({ left: (step * this.axis.pixelsPerHour) / 2 });
  }
}
