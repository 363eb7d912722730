// Decisions about which channels are one, the newest first, each to be taken back.

import { mdiHistory, mdiUndo } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toast } from '../../elements/toast.ts';
import { relative } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';

type Decision = Answer<'GET /review/history'>['items'][number];

/** Of one decision. */
const MOST_NAMED = 6;

/** Fires `changed`. */
@customElement('mh-decision-list')
export class DecisionList extends LitElement {
  readonly #decisions = new Query<readonly Decision[]>(this, {
    load: async (signal) => (await ask('GET /review/history', {}, signal)).items,
  });

  static override styles = [
    shared,
    css`
      li {
        display: flex;
        align-items: center;
        gap: var(--mh-space-3);
        min-height: 56px;
        padding-block: var(--mh-space-2);
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const items = this.#decisions.data;
    return html`<mh-trouble .error=${this.#decisions.error} @retry=${() => this.#decisions.refresh()}></mh-trouble>
      <div class="card">${items ? this.#list(items) : html`<mh-skeleton lines="6"></mh-skeleton>`}</div>`;
  }

  #list(items: readonly Decision[]): TemplateResult {
    if (items.length === 0)
      return html`<mh-empty
        icon=${mdiHistory}
        heading=${t('review.no-decisions')}
        text=${t('review.no-decisions-text')}
      ></mh-empty>`;
    return html`<ul>
      ${items.map(
        (decision) =>
          html`<li>
            <span class="grow wrap">
              <b>${t(`review.did-${decision.kind}`)}</b>
              ${this.#names(decision)}<br />
              <span class="small soft">${relative(decision.at)}</span>
            </span>
            ${
              mayChange()
                ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#undo(decision)}
                    ><span slot="start">${icon(mdiUndo, 18)}</span>${t('action.undo')}<span class="read-out"
                      >: ${t(`review.did-${decision.kind}`)}</span
                    ></wa-button
                  >`
                : ''
            }
          </li>`,
      )}
    </ul>`;
  }

  /** What was merged into the first is not there to go to. */
  #names({ kind, channels, called }: Decision): readonly TemplateResult[] {
    return channels.slice(0, MOST_NAMED).map((id, index) => {
      const name = called[index] || id;
      const isGone = kind === 'merge' && index > 0;
      return html`${index > 0 ? ' · ' : ''}${isGone ? name : html`<a class="reach" href=${linkTo('channel', id)}>${name}</a>`}`;
    });
  }

  async #undo({ id }: Decision): Promise<void> {
    const isTaken = await optimistically(this.#decisions, {
      show: (items) => items.filter((one) => one.id !== id),
      act: () => ask('DELETE /review/history/{id}', { params: { id } }),
    });
    if (!isTaken) return;
    toast(t('channels.undone'));
    this.dispatchEvent(new CustomEvent('changed'));
  }
}
