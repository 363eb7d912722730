// Guides that Masthead is not sure of, one channel after another, by hand or by keys.

import { mdiCheck, mdiClose, mdiLockOutline, mdiSkipNext } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { toastError } from '../../elements/toast.ts';
import { Builds } from '../../live/builds.ts';
import { Live } from '../../live/live.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { cardButton, nothingLeft, undoButton } from './card-buttons.ts';
import { CardKeys, type CardActs } from './card-keys.ts';
import { CardQueue } from './card-queue.ts';
import './doubt-card.ts';
import {
  candidatesOf,
  leftAsItIs,
  markedStill,
  noneOfThese,
  taken,
  type Doubt,
  type GuideEdits,
} from './guide-edits.ts';
import { reviewStyles } from './review-styles.ts';

const PAGE = 20;
const KINDS = ['missing', 'unsure'] as const;
const TYPING_MS = 250;
/** A decision is taken back as long as nothing else is decided. */
const UNDOABLE = 1;

/** Fires `counted` with how many are left. */
@customElement('mh-guide-review')
export class GuideReview extends LitElement {
  @state() private marked = 0;
  /** The card that the mark is on. */
  #asked: Doubt | undefined;
  @state() private asked: Readonly<Record<'kind' | 'provider_id' | 'search', string>> = {
    kind: '',
    provider_id: '',
    search: '',
  };
  readonly #live = new Live(this, 'providers');
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #queue = new CardQueue<Doubt, GuideEdits, string>({
    load: () => {
      const filter = Object.fromEntries(Object.entries(this.asked).filter(([, value]) => value !== ''));
      return ask('GET /guide/review', { query: { ...filter, limit: PAGE } });
    },
    decide: async (decisions) => (await ask('POST /guide/review', { body: { decisions } })).undo_id,
    undo: (undoId) => ask('POST /channels/undo', { body: { undo_id: undoId } }),
    undoable: UNDOABLE,
    keyOf: ({ channel_id: id }) => id,
    onChanged: () => {
      const { current } = this.#queue;
      this.marked = markedStill(this.#asked, current, this.marked);
      this.#asked = current;
      this.requestUpdate();
      this.dispatchEvent(new CustomEvent('counted', { detail: this.#queue.left, bubbles: true }));
    },
    onFailed: toastError,
  });

  static override styles = [shared, controls, viewStyles, reviewStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    this.addController(new CardKeys(() => this.#keys));
    this.addController(new Builds(this, () => void this.#queue.refresh()));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#queue.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override render(): TemplateResult {
    return html`${this.#filters()} ${this.#content()}`;
  }

  #filters(): TemplateResult {
    const providers = [...this.#live.items('providers')];
    return html`<div class="row breaks filters">
      <input
        type="search"
        placeholder=${t('channels.search')}
        aria-label=${t('channels.search')}
        @input=${this.#onSearch}
      />
      <select aria-label=${t('review.doubt')} @change=${this.#setter('kind')}>
        <option value="">${t('review.doubts')}</option>
        ${KINDS.map((kind) => html`<option value=${kind}>${t(`review.doubt-${kind}`)}</option>`)}
      </select>
      ${
        providers.length > 1
          ? html`<select aria-label=${t('channels.filter-provider')} @change=${this.#setter('provider_id')}>
              <option value="">${t('channels.any-provider')}</option>
              ${providers.map(([id, { name }]) => html`<option value=${id}>${name}</option>`)}
            </select>`
          : nothing
      }
    </div>`;
  }

  #content(): TemplateResult {
    const queue = this.#queue;
    if (queue.error !== undefined)
      return html`<mh-trouble .error=${queue.error} @retry=${() => queue.load()}></mh-trouble>`;
    if (queue.left === undefined) return html`<div class="card"><mh-skeleton lines="10"></mh-skeleton></div>`;
    const { current, laterCount } = queue;
    const undo = undoButton(queue.canUndo, this.#undo);
    if (!current)
      return nothingLeft({ text: t('review.no-doubts-text'), laterCount, again: () => queue.again(), undo });
    const isEmpty = candidatesOf(current).length === 0;
    return html`<p class="soft about">${t('review.guides-about')}</p>
      <mh-doubt-card
        .doubt=${current}
        marked=${this.marked}
        @marked=${({ detail }: CustomEvent<number>) => (this.marked = detail)}
      ></mh-doubt-card>
      <div class="acts">
        ${cardButton({ path: mdiCheck, label: t('review.take-guide'), key: 'A', run: this.#take, isMain: true, isDisabled: isEmpty })}
        ${cardButton({ path: mdiClose, label: t('review.none-of-these'), key: 'R', run: this.#refuse, isDisabled: isEmpty })}
        ${cardButton({ path: mdiLockOutline, label: t(current.guide ? 'channel.guide-lock' : 'review.without-guide'), key: 'L', run: this.#lock })}
        ${cardButton({ path: mdiSkipNext, label: t('review.later'), key: 'S', run: this.#later })} ${undo}
      </div>
      ${candidatesOf(current).length > 1 ? html`<p class="small soft keys">${t('review.guide-keys', { last: candidatesOf(current).length })}</p>` : nothing}
      <p class="read-out" role="status">${t('review.guide-asked', { name: current.name })}</p>`;
  }

  readonly #take = (): void => {
    const { marked } = this;
    const { current } = this.#queue;
    if (current && candidatesOf(current).length > 0) this.#queue.decide((doubt) => taken(doubt, marked));
  };
  readonly #refuse = (): void => {
    const { current } = this.#queue;
    if (current && candidatesOf(current).length > 0) this.#queue.decide(noneOfThese);
  };
  readonly #lock = (): void => this.#queue.decide(leftAsItIs);
  readonly #later = (): void => this.#queue.later();
  readonly #undo = (): void => void this.#queue.undo();

  get #keys(): CardActs {
    const { current } = this.#queue;
    const places = current ? candidatesOf(current).map((_, index) => index) : [];
    const marks = places.map((index) => [String(index + 1), (): void => void (this.marked = index)] as const);
    const acts = { a: this.#take, r: this.#refuse, l: this.#lock, s: this.#later, u: this.#undo };
    return { ...acts, ...Object.fromEntries(marks) };
  }

  #setter(name: 'kind' | 'provider_id') {
    return (event: Event): void => this.#filter({ [name]: (event.target as HTMLSelectElement).value });
  }

  #onSearch(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#filter({ search: value.trim() }), TYPING_MS);
  }

  #filter(asked: Partial<GuideReview['asked']>): void {
    this.asked = { ...this.asked, ...asked };
    this.#queue.startOver();
  }
}
