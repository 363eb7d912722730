// Decisions about which channels are one and about their guides, the newest first, each to be taken back.

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
import { Builds } from '../../live/builds.ts';
import { relative } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';

type Match = Answer<'GET /review/history'>['items'][number];
type Guide = Answer<'GET /guide/review/history'>['items'][number];
/** Numbered by two books: each decision is called by its book, too. */
type Decision = (Match & { readonly of: 'match' }) | (Guide & { readonly of: 'guide' });

/** Of one decision. */
const MOST_NAMED = 6;

/** Fires `changed`. */
@customElement('mh-decision-list')
export class DecisionList extends LitElement {
  readonly #decisions = new Query<readonly Decision[]>(this, {
    load: async (signal) => {
      const [matches, guides] = await Promise.all([
        ask('GET /review/history', {}, signal),
        ask('GET /guide/review/history', {}, signal),
      ]);
      const all: Decision[] = [
        ...matches.items.map((one) => ({ ...one, of: 'match' as const })),
        ...guides.items.map((one) => ({ ...one, of: 'guide' as const })),
      ];
      return all.toSorted((a, b) => b.at - a.at);
    },
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
    this.addController(new Builds(this, () => void this.#decisions.refresh()));
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
              <b>${wordOf(decision)}</b>
              ${decision.of === 'match' ? channelsOf(decision) : guideOf(decision)}<br />
              <span class="small soft">${relative(decision.at)}</span>
            </span>
            ${
              mayChange()
                ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#undo(decision)}
                    ><span slot="start">${icon(mdiUndo, 18)}</span>${t('action.undo')}<span class="read-out"
                      >: ${wordOf(decision)}</span
                    ></wa-button
                  >`
                : ''
            }
          </li>`,
      )}
    </ul>`;
  }

  async #undo(decision: Decision): Promise<void> {
    const params = { id: decision.id };
    const isTaken = await optimistically(this.#decisions, {
      show: (items) => items.filter((one) => one !== decision),
      act: () =>
        decision.of === 'match'
          ? ask('DELETE /review/history/{id}', { params })
          : ask('DELETE /guide/review/history/{id}', { params }),
    });
    if (!isTaken) return;
    toast(t('channels.undone'));
    this.dispatchEvent(new CustomEvent('changed'));
  }
}

const wordOf = (decision: Decision): string =>
  decision.of === 'match' ? t(`review.did-${decision.kind}`) : t(`review.did-guide-${decision.kind}`);

/** What was merged into the first is not there to go to. */
function channelsOf({ kind, channels, called }: Match): readonly TemplateResult[] {
  return channels.slice(0, MOST_NAMED).map((id, index) => {
    const name = called[index] || id;
    const isGone = kind === 'merge' && index > 0;
    return html`${index > 0 ? ' · ' : ''}${isGone ? name : html`<a class="reach" href=${linkTo('channel', id)}>${name}</a>`}`;
  });
}

/** Of channels the names alone are known: they are searched for. */
function guideOf({ names, guide }: Guide): TemplateResult {
  const links = names.slice(0, MOST_NAMED).map((name, index) => {
    const place = linkTo('channels', '', { search: name, show: 'all' });
    return html`${index > 0 ? ' · ' : ''}<a class="reach" href=${place}>${name}</a>`;
  });
  return html`${links}${names.length > MOST_NAMED ? ' …' : ''}${guide === '' ? '' : html` → ${guide}`}`;
}
