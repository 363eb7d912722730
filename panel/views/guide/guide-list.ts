// The guide on a phone: each channel with what is on at an instant, and what follows.

import { mdiPlay } from '@mdi/js';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Watchable } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import '../../elements/no-channels.ts';
import { styled } from '../../elements/styled.ts';
import { RowWindow } from '../../elements/window.ts';
import { clockTime } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { shared } from '../../theme/shared.ts';
import { guidePages, type GuideQuery } from './guide-pages.ts';
import { ListingCache } from './listing-cache.ts';
import { HOUR_MS } from './time-axis.ts';

const ROW_HEIGHT = 84;
/** Enough for one that is on and one that follows. */
const AHEAD_MS = 4 * HOUR_MS;

/** Fires `opened` with channel and programme. */
@customElement('mh-guide-list')
export class GuideList extends LitElement {
  @property({ attribute: false }) query!: GuideQuery;
  @property({ type: Number }) at = Date.now();
  @query('.scroller') private scroller!: HTMLElement | null;
  #pages = guidePages({}, () => undefined);
  readonly #listings = new ListingCache(() => this.requestUpdate());
  readonly #window = new RowWindow(this, {
    rowHeight: () => ROW_HEIGHT,
    count: () => this.#pages.total ?? 0,
    scroller: () => this.scroller,
    onShown: (first, last) => this.#pages.show(first, Math.min(last, (this.#pages.total ?? last + 1) - 1)),
  });

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-height: 0;
      }
      .scroller {
        height: 100%;
        overflow: auto;
      }
      mh-trouble {
        margin: var(--mh-space-4);
      }
      .space {
        position: relative;
      }
      .rows {
        position: absolute;
        inset-inline: 0;
      }
      .line {
        --logo-size: 44px;
        display: grid;
        grid-template-columns: 44px 1fr 44px;
        gap: var(--mh-space-3);
        align-items: center;
        height: 84px;
        padding-inline: var(--mh-space-3);
        background: var(--mh-card);
        border-block-end: 1px solid var(--mh-line);
      }
      .what {
        display: grid;
        min-width: 0;
        width: 100%;
      }
      b {
        font-weight: 500;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('query')) return;
    this.#pages = guidePages(this.query, () => this.#arrived());
    this.#pages.show(0, 20);
  }

  protected override updated(): void {
    const ids: string[] = [];
    for (let index = this.#window.first; index <= this.#window.last; index += 1) {
      const channel = this.#pages.at(index);
      if (channel) ids.push(channel.id);
    }
    const untilAt = this.at + AHEAD_MS;
    if (ids.some((id) => !this.#listings.of(id, this.at, untilAt).isWhole)) {
      this.#listings.want(ids, this.at, untilAt);
    }
  }

  override render(): TemplateResult {
    const { total, error } = this.#pages;
    if (error !== undefined && total === undefined)
      return html`<mh-trouble .error=${error} @retry=${() => this.#pages.show(0, 20)}></mh-trouble>`;
    if (total === 0) return html`<mh-no-channels view="guide"></mh-no-channels>`;
    const { first, last } = this.#window;
    const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${t('nav.guide')}>
      <div class="space" ${styled({ height: `${this.#window.height}px` })}>
        <div class="rows" role="list" ${styled({ transform: `translateY(${first * ROW_HEIGHT}px)` })}>
          ${places.map((place) => this.#row(this.#pages.at(place)))}
        </div>
      </div>
    </div>`;
  }

  #row(channel: Watchable | undefined): TemplateResult {
    if (!channel) return html`<div class="line" role="listitem"><mh-skeleton></mh-skeleton></div>`;
    const { programmes, isWhole } = this.#listings.of(channel.id, this.at, this.at + AHEAD_MS);
    const [on, next] = isWhole ? programmes : [];
    const open = (): void => {
      if (on) this.dispatchEvent(new CustomEvent('opened', { detail: { channel, programme: on } }));
    };
    const times = [
      on && `${clockTime(on.start_at)}–${clockTime(on.stop_at)}`,
      next && `${clockTime(next.start_at)} ${next.title}`,
    ];
    return html`<div class="line" role="listitem">
      <mh-logo src=${channel.logo_url} name=${channel.name}></mh-logo>
      <button class="bare what" @click=${open}>
        <span class="small soft cut">${channel.number} · ${channel.name}</span>
        ${
          on || isWhole
            ? html`<b class="cut">${on?.title ?? t('channel.no-programmes')}</b>`
            : html`<mh-skeleton></mh-skeleton>`
        }
        <span class="small soft cut digits">${times.filter(Boolean).join(' · ')}</span>
      </button>
      <button
        class="icon"
        aria-label=${`${t('action.play')}: ${channel.name}`}
        @click=${() => play(channel.id, channel.name)}
      >
        ${icon(mdiPlay, 24)}
      </button>
    </div>`;
  }

  #arrived(): void {
    this.requestUpdate();
    void this.updateComplete.then(() => this.#window.measure());
  }
}
