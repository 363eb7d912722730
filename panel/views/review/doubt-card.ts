// A channel and the guides that it could have: how sure each is, what it says is on now, and why.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { candidatesOf, type Candidate, type Doubt } from './guide-edits.ts';
import { meter, reasonSides, reasonStyles } from './reasons.ts';

/** Fires `marked` with the place of the candidate that is meant. */
@customElement('mh-doubt-card')
export class DoubtCard extends LitElement {
  @property({ attribute: false }) doubt!: Doubt;
  @property({ type: Number }) marked = 0;

  static override styles = [
    shared,
    reasonStyles,
    css`
      :host {
        display: block;
      }
      .channel {
        display: flex;
        align-items: center;
        gap: var(--mh-space-3);
        margin-block-end: var(--mh-space-4);
      }
      .channel a {
        font-size: 16px;
        font-weight: 500;
        color: inherit;
      }
      label {
        display: grid;
        grid-template-columns: 20px 1fr minmax(72px, 160px);
        gap: 2px var(--mh-space-3);
        align-items: center;
        min-height: var(--mh-touch);
        padding: var(--mh-space-2) var(--mh-space-3);
        border: 2px solid var(--mh-line);
        border-radius: var(--mh-radius);
        cursor: pointer;
      }
      label.marked {
        border-color: var(--mh-primary);
        background: color-mix(in srgb, var(--mh-primary) 6%, var(--mh-card));
      }
      label b {
        font-weight: 500;
      }
      .choices {
        display: grid;
        gap: var(--mh-space-2);
        margin-block-end: var(--mh-space-4);
      }
      .how {
        display: grid;
        gap: 4px;
      }
      @media (max-width: 599px) {
        label {
          grid-template-columns: 20px 1fr;
        }
        .how {
          grid-column: 2;
        }
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { channel_id: id, name, number, group, logo_url: logo, guide } = this.doubt;
    const candidates = candidatesOf(this.doubt);
    const reasons = candidates[this.marked]?.reasons ?? [];
    return html`<article class="card" aria-label=${t('review.one')}>
      <div class="channel">
        <mh-logo src=${logo} name=${name}></mh-logo>
        <span class="grow wrap">
          <a class="wrap" href=${linkTo('channel', id)}>${name}</a><br />
          <span class="small soft"
            >${[number, group, guide ? t('review.has-guide', { name: guide.name }) : t('review.no-guide')].filter(Boolean).join(' · ')}</span
          >
        </span>
      </div>
      <div class="choices" role="radiogroup" aria-label=${t('review.guides')}>
        ${candidates.map((one, index) => this.#candidate(one, index))}
      </div>
      ${reasons.length > 0 ? reasonSides(reasons) : html`<p class="small soft">${t('review.no-reasons')}</p>`}
    </article>`;
  }

  #candidate(candidate: Candidate, index: number): TemplateResult {
    const { name, xmltv_id: xmltvId, source, score, on_now: onNow, by } = candidate;
    const isMarked = index === this.marked;
    const guide = this.doubt.guide;
    const isHad = guide !== null && guide.source === source && guide.xmltv_id === xmltvId;
    return html`<label class=${isMarked ? 'marked' : ''}
      ><input
        type="radio"
        name="candidate"
        .checked=${isMarked}
        @change=${() => this.dispatchEvent(new CustomEvent<number>('marked', { detail: index }))}
      />
      <span class="wrap">
        <b>${name}</b>
        <span class="soft mono small" dir="ltr">${xmltvId}</span>
        ${isHad ? html`<mh-chip tone="soft">${t('review.had')}</mh-chip>` : nothing}<br />
        <span class="small soft wrap"
          >${[t(`channel.guide-by.${by}`), onNow === null ? t('review.nothing-on') : t('review.on-now', { title: onNow })].join(' · ')}</span
        ><br />
        <span class="small soft mono wrap" dir="ltr">${source}</span>
      </span>
      <span class="how small">${t('review.score', { score })}${meter(score)}</span>
    </label>`;
  }
}
