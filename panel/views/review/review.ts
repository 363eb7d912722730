// What merging was unsure of, one card after another, by hand or by keys; and what was decided, to be taken back.

import { mdiCheckAll, mdiHistory, mdiLockOutline, mdiSetMerge, mdiSetSplit, mdiSkipNext, mdiUndo } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { icon } from '../../elements/icon.ts';
import { tabs, tabStyles } from '../../elements/tabs.ts';
import { toastError } from '../../elements/toast.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo, type Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './decision-list.ts';
import './proposal-card.ts';
import { ReviewQueue, type Side } from './review-queue.ts';
import { reviewStyles } from './review-styles.ts';

const DECIDED = 'decided';
const PAGE = 100;

@customElement('mh-review')
export class Review extends LitElement {
  @property({ attribute: false }) place!: Place;
  /** Chosen by hand; else the side that has more streams. */
  @state() private chosen: Side | undefined;
  readonly #queue = new ReviewQueue({
    load: () => ask('GET /review', { query: { limit: PAGE } }),
    decide: (edits) => ask('POST /review', { body: { edits } }),
    undo: async () => {
      const { items } = await ask('GET /review/history');
      const [newest] = items;
      if (newest) await ask('DELETE /review/history/{id}', { params: { id: newest.id } });
    },
    onChanged: () => {
      this.chosen = undefined;
      this.requestUpdate();
    },
    onFailed: toastError,
  });

  static override styles = [shared, viewStyles, tabStyles, reviewStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#onKey);
    void this.#queue.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onKey);
  }

  override render(): TemplateResult {
    const { id } = this.place;
    const isDecided = id === DECIDED;
    return html`<div class="view">
      <header>
        <h1>${t('nav.review')}</h1>
      </header>
      ${tabs({
        view: 'review',
        label: t('nav.review'),
        here: id,
        items: [
          { id: '', label: t('review.open'), count: this.#queue.left },
          { id: DECIDED, label: t('review.decided') },
        ],
      })}
      ${isDecided ? html`<mh-decision-list @changed=${() => this.#queue.load()}></mh-decision-list>` : this.#content()}
    </div>`;
  }

  #content(): TemplateResult {
    const queue = this.#queue;
    if (queue.error !== undefined)
      return html`<mh-trouble .error=${queue.error} @retry=${() => queue.load()}></mh-trouble>`;
    if (queue.left === undefined) return html`<div class="card"><mh-skeleton lines="10"></mh-skeleton></div>`;
    const { current } = queue;
    if (!current) return this.#nothingLeft();
    return html`<p class="soft about">${t('review.about')}</p>
      <mh-proposal-card
        .proposal=${current}
        kept=${this.#kept()}
        @keep=${({ detail }: CustomEvent<Side>) => (this.chosen = detail)}
      ></mh-proposal-card>
      <div class="acts">
        <wa-button variant="brand" @click=${this.#accept}
          ><span slot="start">${icon(mdiSetMerge, 18)}</span>${t('review.accept')}<kbd slot="end">A</kbd></wa-button
        >
        <wa-button appearance="outlined" @click=${this.#refuse}
          ><span slot="start">${icon(mdiSetSplit, 18)}</span>${t('review.refuse')}<kbd slot="end">R</kbd></wa-button
        >
        <wa-button appearance="outlined" title=${t('review.lock-text')} @click=${this.#lock}
          ><span slot="start">${icon(mdiLockOutline, 18)}</span>${t('review.lock')}<kbd slot="end">L</kbd></wa-button
        >
        <wa-button appearance="outlined" @click=${this.#later}
          ><span slot="start">${icon(mdiSkipNext, 18)}</span>${t('review.later')}<kbd slot="end">S</kbd></wa-button
        >
        ${this.#undoButton()}
      </div>
      <p class="small soft keys">${t('review.keys')}</p>
      <p class="read-out" role="status">${t('review.asked', { a: current.a.channel, b: current.b.channel })}</p>`;
  }

  #nothingLeft(): TemplateResult {
    const { laterCount } = this.#queue;
    return html`<div class="card">
      <mh-empty icon=${mdiCheckAll} heading=${t('review.none')} text=${t('review.none-text')}>
        ${
          laterCount > 0
            ? html`<wa-button appearance="outlined" @click=${() => this.#queue.again()}
                >${tn('review.again', laterCount)}</wa-button
              >`
            : nothing
        }
        <wa-button appearance="plain" href=${linkTo('review', DECIDED)}
          ><span slot="start">${icon(mdiHistory, 18)}</span>${t('review.decided')}</wa-button
        >
        ${this.#undoButton()}
      </mh-empty>
    </div>`;
  }

  #undoButton(): TemplateResult | typeof nothing {
    if (!this.#queue.canUndo) return nothing;
    return html`<wa-button appearance="plain" @click=${this.#undo}
      ><span slot="start">${icon(mdiUndo, 18)}</span>${t('action.undo')}<kbd slot="end">U</kbd></wa-button
    >`;
  }

  #kept(): Side {
    const current = this.#queue.current;
    return this.chosen ?? (current && current.b.stream_count > current.a.stream_count ? 'b' : 'a');
  }

  readonly #accept = (): void => this.#queue.accept(this.#kept());
  readonly #refuse = (): void => this.#queue.refuse();
  readonly #lock = (): void => this.#queue.lock();
  readonly #later = (): void => this.#queue.later();
  readonly #undo = (): void => void this.#queue.undo();

  readonly #keys: Readonly<Record<string, () => void>> = {
    a: this.#accept,
    r: this.#refuse,
    l: this.#lock,
    s: this.#later,
    u: this.#undo,
    '1': () => (this.chosen = 'a'),
    '2': () => (this.chosen = 'b'),
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || this.place.id === DECIDED) return;
    if (target instanceof HTMLElement && target.closest('input, select, textarea, [role=dialog]')) return;
    const act = this.#keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
