// What rules would change: how many of what, and the first of them, before and after. Fires `only` with a kind, and `more`.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChangeKind, RulePreview } from '../../api/routes.ts';
import { t, tn } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { changeLabel } from './words.ts';

type Item = RulePreview['items'][number];
type Change = Item['changes'][number];

@customElement('mh-change-list')
export class ChangeList extends LitElement {
  /** Undefined while it is looked for the first time. */
  @property({ attribute: false }) preview: RulePreview | undefined;
  @property() only: ChangeKind | '' = '';
  /** What is shown belongs to what was typed before. */
  @property({ type: Boolean }) stale = false;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-3);
        align-content: start;
      }
      :host([stale]) .result {
        opacity: 0.6;
      }
      .result {
        display: grid;
        gap: var(--mh-space-3);
      }
      .kinds {
        display: flex;
        flex-wrap: wrap;
        gap: var(--mh-space-2);
      }
      .kinds button {
        min-height: var(--mh-touch);
        padding: 4px 14px;
        border-radius: calc(var(--mh-touch) / 2);
        border: 1px solid var(--mh-line);
      }
      .kinds button[aria-pressed='true'] {
        border-color: var(--mh-link);
        background: color-mix(in srgb, var(--mh-primary) 14%, var(--mh-card));
      }
      li {
        padding-block: var(--mh-space-2);
        border-block-start: 1px solid var(--mh-line);
      }
      dl {
        display: grid;
        grid-template-columns: 88px minmax(0, 1fr);
        gap: 2px var(--mh-space-2);
      }
      .after {
        font-weight: 500;
      }
      ins {
        text-decoration: none;
      }
    `,
  ];

  override render(): TemplateResult {
    const { preview } = this;
    if (!preview) return html`<mh-skeleton lines="6"></mh-skeleton>`;
    const { matched, hidden, shown, counts, items, total } = preview;
    const streams = [
      matched === 0 ? t('rules.matched-none') : tn('rules.matched', matched),
      ...(hidden > 0 ? [tn('rules.hidden', hidden)] : []),
      ...(shown > 0 ? [tn('rules.shown', shown)] : []),
    ];
    return html`<div class="result">
      <p>${streams.join(' · ')}</p>
      ${counts.channels === 0 ? html`<p class="soft">${t('rules.no-change')}</p>` : this.#kinds()}
      <ul>
        ${items.map((item) => this.#item(item))}
      </ul>
      ${
        items.length < total
          ? html`<div>
              <wa-button size="s" appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('more'))}
                >${t('rules.more')}</wa-button
              >
            </div>`
          : nothing
      }
    </div>`;
  }

  #kinds(): TemplateResult {
    const { channels, ...kinds } = this.preview!.counts;
    const counts = Object.entries({ channels, ...kinds }).filter(([, count]) => (count ?? 0) > 0);
    return html`<div class="kinds">
      ${counts.map(([kind, count]) => {
        const only = kind === 'channels' ? '' : (kind as ChangeKind);
        const label = only === '' ? t('rules.change-all') : changeLabel(only);
        return html`<button
          class="bare"
          type="button"
          aria-pressed=${this.only === only}
          @click=${() => this.dispatchEvent(new CustomEvent('only', { detail: only }))}
        >
          ${label} <span class="digits soft">${count.toLocaleString()}</span>
        </button>`;
      })}
    </div>`;
  }

  #item({ name, changes }: Item): TemplateResult {
    return html`<li>
      <p class="wrap">${name}</p>
      <dl class="small">
        ${changes.map(
          (change) => html`
            <dt class="soft">${changeLabel(change.kind)}</dt>
            <dd class="wrap">${difference(change)}</dd>
          `,
        )}
      </dl>
    </li>`;
  }
}

function difference({ kind, before, after }: Change): TemplateResult {
  if (kind === 'gone') return html`${before}`;
  if (kind === 'back') return html`<ins class="after">${after}</ins>`;
  const [from, to] = kind === 'enabled' ? [onOff(before), onOff(after)] : [before || '–', after || '–'];
  return html`<span class="soft">${from}</span> → <ins class="after">${to}</ins>`;
}

const onOff = (value: string): string => t(value === 'true' ? 'rules.on' : 'rules.off');
