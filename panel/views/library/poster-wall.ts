// A wall of posters: of a hundred thousand titles only the rows in sight are in the page.

import { mdiMovieOpenOutline, mdiStar } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { me } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import { icon } from '../../elements/icon.ts';
import { styled } from '../../elements/styled.ts';
import { RowWindow } from '../../elements/window.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo, placeOf, replaceQuery } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { wallStyles } from './library-styles.ts';
import { TitlePages, type TitleRow } from './title-pages.ts';

const LEAST_WIDTH = 136;
const GAP = 12;
/** Name, year and the space around them, below a poster of 2 : 3. */
const WORDS = 60;
const SEARCH_AFTER_MS = 250;
const SORTS = ['name', 'added', 'year', 'rating'] as const;

/** How many posters stand beside one another, and how high a row is. @param width of the wall, in pixels */
export function wallOf(width: number): { readonly columns: number; readonly rowHeight: number } {
  const columns = Math.max(2, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const posterWidth = (width - GAP * (columns - 1)) / columns;
  return { columns, rowHeight: Math.round(posterWidth * 1.5 + WORDS + GAP) };
}

@customElement('mh-poster-wall')
export class PosterWall extends LitElement {
  @state() private asked: Readonly<Record<string, string>> = Object.fromEntries(placeOf(location.hash).query);
  @state() private width = 0;
  @query('.scroller') private scroller!: HTMLElement | null;
  readonly #titles = new TitlePages(() => this.requestUpdate());
  readonly #groups = new Query(this, { load: (signal) => ask('GET /title-groups', {}, signal) });
  readonly #window = new RowWindow(this, {
    rowHeight: () => wallOf(this.width).rowHeight,
    count: () => Math.ceil(this.#titles.items.length / wallOf(this.width).columns),
    scroller: () => this.scroller,
    onShown: (_first, last) => void this.#titles.more(last * wallOf(this.width).columns),
  });
  readonly #resized = new ResizeObserver(([entry]) => (this.width = entry?.contentRect.width ?? 0));
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [shared, controls, wallStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#search();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    clearTimeout(this.#timer);
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this.renderRoot.querySelector('.wall')!);
  }

  override render(): TemplateResult {
    const { error, total, items } = this.#titles;
    return html`${this.#filters()}
      <mh-trouble .error=${error} @retry=${() => this.#search()}></mh-trouble>
      <div class="scroller">
        <div class="wall" ${styled({ height: `${this.#window.height}px` })}>
          ${total === undefined && error === undefined ? html`<mh-skeleton lines="12"></mh-skeleton>` : nothing}
          ${total === 0 ? this.#empty() : nothing} ${this.width > 0 ? this.#rows(items) : nothing}
        </div>
      </div>`;
  }

  #filters(): TemplateResult {
    const { movie = [], series = [] } = this.#groups.data ?? {};
    const { kind = '', group = '', sort = 'name' } = this.asked;
    const groups = kind === 'movie' ? movie : kind === 'series' ? series : [...new Set([...movie, ...series])];
    return html`<div class="row breaks filters">
      <input
        type="search"
        placeholder=${t('library.search')}
        aria-label=${t('library.search')}
        .value=${this.asked['search'] ?? ''}
        @input=${this.#onSearch}
      />
      <select aria-label=${t('library.kind')} @change=${this.#setter('kind')}>
        <option value="">${t('library.all')}</option>
        <option value="movie" ?selected=${kind === 'movie'}>${t('contents.movies')}</option>
        <option value="series" ?selected=${kind === 'series'}>${t('contents.series')}</option>
      </select>
      <select aria-label=${t('library.category')} @change=${this.#setter('group')}>
        <option value="">${t('library.any-category')}</option>
        ${groups.map((name) => html`<option value=${name} ?selected=${name === group}>${name}</option>`)}
      </select>
      <select aria-label=${t('library.sort')} @change=${this.#setter('sort')}>
        ${SORTS.map((one) => html`<option value=${one} ?selected=${one === sort}>${t(`library.sort-${one}`)}</option>`)}
      </select>
      ${
        me()?.id == null
          ? nothing
          : html`<label class="beside"
              ><input
                type="checkbox"
                .checked=${this.asked['favourite'] === 'true'}
                @change=${(event: Event) => this.#set('favourite', (event.target as HTMLInputElement).checked ? 'true' : '')}
              />${t('mine.favourites')}</label
            >`
      }
      <span class="soft digits count" role="status"
        >${this.#titles.total === undefined ? '' : tn('library.count', this.#titles.total)}</span
      >
    </div>`;
  }

  #empty(): TemplateResult {
    const isFiltered = Object.values(this.asked).some((value) => value !== '');
    return html`<mh-empty
      icon=${mdiMovieOpenOutline}
      heading=${t(isFiltered ? 'library.none-found' : 'library.none')}
      text=${t(isFiltered ? 'library.none-found-text' : 'library.none-text')}
      >${
        isFiltered
          ? html`<wa-button appearance="outlined" @click=${() => this.#ask({})}
              >${t('channels.filters-none')}</wa-button
            >`
          : nothing
      }</mh-empty
    >`;
  }

  #rows(items: readonly TitleRow[]): TemplateResult {
    const { columns, rowHeight } = wallOf(this.width);
    const { first, last } = this.#window;
    const shown = items.slice(first * columns, (last + 1) * columns);
    return html`<ul
      ${styled({ transform: `translateY(${first * rowHeight}px)`, 'grid-template-columns': `repeat(${columns}, minmax(0, 1fr))`, 'grid-auto-rows': `${rowHeight - GAP}px` })}
    >
      ${repeat(
        shown,
        ({ id }) => id,
        (title) => poster(title),
      )}
    </ul>`;
  }

  readonly #onSearch = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#set('search', value.trim()), SEARCH_AFTER_MS);
  };

  #setter(name: string) {
    return (event: Event): void => this.#set(name, (event.target as HTMLSelectElement).value);
  }

  #set(name: string, value: string): void {
    this.#ask({ ...this.asked, [name]: value, ...(name === 'kind' && { group: '' }) });
  }

  #ask(asked: Readonly<Record<string, string>>): void {
    this.asked = asked;
    replaceQuery(asked);
    if (this.scroller) this.scroller.scrollTop = 0;
    void this.#search();
  }

  async #search(): Promise<void> {
    const asked = Object.fromEntries(Object.entries(this.asked).filter(([, value]) => value !== ''));
    await this.#titles.search(asked);
    this.#window.measure();
  }
}

function poster({ id, name, year, rating, has_poster: has, favourite }: TitleRow): TemplateResult {
  return html`<li>
    <a href=${linkTo('library', id)}>
      <mh-logo src=${has ? `logo/${id}` : ''} name=${name}></mh-logo>
      <span class="name">${name}</span>
      <span class="small soft row"
        >${[year ?? '', rating > 0 ? `★ ${rating.toFixed(1)}` : ''].filter(Boolean).join(' · ')}
        ${favourite ? icon(mdiStar, 14) : nothing}</span
      >
    </a>
  </li>`;
}
