// What merging was unsure of, one card after another, by hand or by keys.

import { mdiLockOutline, mdiSetMerge, mdiSetSplit, mdiSkipNext } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { takeBack, type MatchDecision } from '../../api/match-decisions.ts';
import { toastError } from '../../elements/toast.ts';
import { Builds } from '../../live/builds.ts';
import { Live } from '../../live/live.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { cardButton, nothingLeft, undoButton } from './card-buttons.ts';
import { CardKeys } from './card-keys.ts';
import { CardQueue } from './card-queue.ts';
import { locked, merged, refused, type MergeEdits, type Proposal, type Side } from './merge-edits.ts';
import './proposal-card.ts';
import { reviewStyles } from './review-styles.ts';

const PAGE = 100;
const UNDOABLE = 100;

const keyOf = ({ a, b }: Proposal): string => `${a.id} ${b.id}`;

/** Fires `counted` with how many are left. */
@customElement('mh-merge-review')
export class MergeReview extends LitElement {
  /** Chosen by hand; else the side that has more streams. */
  @state() private chosen: Side | undefined;
  readonly #live = new Live(this, 'providers');
  #asked: string | undefined;
  readonly #queue = new CardQueue<Proposal, MergeEdits, readonly MatchDecision[]>({
    load: () => ask('GET /review', { query: { limit: PAGE } }),
    decide: async (edits) => (await ask('POST /review', { body: { edits } })).decisions,
    undo: takeBack,
    undoable: UNDOABLE,
    keyOf,
    onChanged: () => {
      const { current } = this.#queue;
      const asked = current && keyOf(current);
      if (this.#asked !== asked) this.chosen = undefined;
      this.#asked = asked;
      this.requestUpdate();
      this.dispatchEvent(new CustomEvent('counted', { detail: this.#queue.left, bubbles: true }));
    },
    onFailed: toastError,
  });

  static override styles = [shared, viewStyles, reviewStyles];

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

  override render(): TemplateResult {
    const queue = this.#queue;
    if (queue.error !== undefined)
      return html`<mh-trouble .error=${queue.error} @retry=${() => queue.load()}></mh-trouble>`;
    if (queue.left === undefined) return html`<div class="card"><mh-skeleton lines="10"></mh-skeleton></div>`;
    const { current, laterCount } = queue;
    const undo = undoButton(queue.canUndo, this.#undo);
    if (!current) return nothingLeft({ text: t('review.none-text'), laterCount, again: () => queue.again(), undo });
    return html`<p class="soft about">${t('review.about')}</p>
      <mh-proposal-card
        .proposal=${current}
        kept=${this.#kept()}
        .providers=${this.#live.items('providers')}
        @keep=${({ detail }: CustomEvent<Side>) => (this.chosen = detail)}
      ></mh-proposal-card>
      <div class="acts">
        ${cardButton({ path: mdiSetMerge, label: t('review.accept'), key: 'A', run: this.#accept, isMain: true })}
        ${cardButton({ path: mdiSetSplit, label: t('review.refuse'), key: 'R', run: this.#refuse })}
        ${cardButton({ path: mdiLockOutline, label: t('review.lock'), key: 'L', run: this.#lock, title: t('review.lock-text') })}
        ${cardButton({ path: mdiSkipNext, label: t('review.later'), key: 'S', run: this.#later })} ${undo}
      </div>
      <p class="small soft keys">${t('review.keys')}</p>
      <p class="read-out" role="status">${t('review.asked', { a: current.a.channel, b: current.b.channel })}</p>`;
  }

  #kept(): Side {
    const { current } = this.#queue;
    return this.chosen ?? (current && current.b.stream_count > current.a.stream_count ? 'b' : 'a');
  }

  readonly #accept = (): void => {
    const kept = this.#kept();
    this.#queue.decide((proposal) => merged(proposal, kept));
  };
  readonly #refuse = (): void => this.#queue.decide(refused);
  readonly #lock = (): void => this.#queue.decide(locked);
  readonly #later = (): void => this.#queue.later();
  readonly #undo = (): void => void this.#queue.undo();

  readonly #keys = {
    a: this.#accept,
    r: this.#refuse,
    l: this.#lock,
    s: this.#later,
    u: this.#undo,
    '1': () => (this.chosen = 'a'),
    '2': () => (this.chosen = 'b'),
  };
}
