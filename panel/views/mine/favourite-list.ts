// Favourites in their order: played, moved, taken out.

import { mdiArrowLeft, mdiArrowRight, mdiStar, mdiStarOutline } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { favouritesSettled, setFavourite } from '../../api/favourite.ts';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toast } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { playTitle } from '../../play-title.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { mineStyles } from './mine-styles.ts';

type Page = Answer<'GET /favourites'>;
type Favourite = Page['items'][number];

const MOST = 1_000;

@customElement('mh-favourite-list')
export class FavouriteList extends LitElement {
  readonly #favourites: Query<Page> = new Query(this, {
    load: async (signal) => {
      await favouritesSettled();
      return ask('GET /favourites', { query: { limit: MOST } }, signal);
    },
  });

  static override styles = [shared, viewStyles, mineStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const items = this.#favourites.data?.items;
    return html`<mh-trouble .error=${this.#favourites.error} @retry=${() => this.#favourites.refresh()}></mh-trouble>
      ${items ? this.#cards(items) : html`<div class="card"><mh-skeleton lines="6"></mh-skeleton></div>`}`;
  }

  #cards(items: readonly Favourite[]): TemplateResult {
    if (items.length === 0)
      return html`<div class="card">
        <mh-empty icon=${mdiStarOutline} heading=${t('mine.none')} text=${t('mine.none-text')}>
          <wa-button variant="brand" href=${linkTo('mine', 'channels')}>${t('nav.channels')}</wa-button>
        </mh-empty>
      </div>`;
    return html`<h2>${t('mine.favourites')}</h2>
      <ol class="grid">
        ${repeat(
          items,
          ({ id }) => id,
          (item, index) => this.#card(item, index, items.length),
        )}
      </ol>`;
  }

  #card(item: Favourite, index: number, count: number): TemplateResult {
    const { id, kind, name, number, group, logo_url: logo, available } = item;
    const act = (path: string, label: string, run: () => void, isDisabled = false): TemplateResult =>
      html`<button class="icon" title=${label} aria-label=${`${label}: ${name}`} ?disabled=${isDisabled} @click=${run}>
        ${icon(path)}
      </button>`;
    return html`<li class="card tile">
      <button
        class="bare watch"
        ?disabled=${!available}
        @click=${() => (kind === 'channel' ? play(id, name) : void playTitle(id, name))}
      >
        <span class="read-out">${t(kind === 'series' ? 'action.open' : 'action.play')}: </span>
        <mh-logo src=${logo} name=${name}></mh-logo>
        <span class="what">
          <b class="cut">${name}</b>
          <span class="small soft cut"
            >${[number ?? t(`contents.${kind === 'movie' ? 'movies' : 'series'}`), group].filter(Boolean).join(' · ')}</span
          >
          ${available ? nothing : html`<span class="small warn">${t('mine.away')}</span>`}
        </span>
      </button>
      <span class="acts">
        ${act(mdiArrowLeft, t('mine.earlier'), () => this.#move(index, index - 1), index === 0)}
        ${act(mdiArrowRight, t('mine.later'), () => this.#move(index, index + 1), index === count - 1)}
        ${act(mdiStar, t('mine.remove'), () => void this.#remove(item))}
      </span>
    </li>`;
  }

  #move(from: number, to: number): void {
    const items = this.#favourites.data?.items ?? [];
    const moved = items[from];
    if (!moved) return;
    const order = items.toSpliced(from, 1).toSpliced(to, 0, moved);
    void optimistically(this.#favourites, {
      show: (page) => ({ ...page, items: order }),
      act: () => ask('PUT /favourites', { body: { ids: order.map(({ id }) => id) } }),
    });
  }

  async #remove({ id, name }: Favourite): Promise<void> {
    const before = this.#favourites.data?.items.map((one) => one.id) ?? [];
    const isTaken = await optimistically(this.#favourites, {
      show: (page) => ({ ...page, items: page.items.filter((one) => one.id !== id) }),
      act: () => setFavourite(id, false),
    });
    if (!isTaken) return;
    const back = (): void =>
      void optimistically(this.#favourites, { act: () => ask('PUT /favourites', { body: { ids: before } }) });
    toast(t('mine.removed', { name }), { label: t('action.undo'), run: back });
  }
}
