// Two channels that may be one, side by side: what each is, what speaks for it and what against.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { styled } from '../../elements/styled.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import type { Proposal, Side } from './review-queue.ts';

type Reason = Proposal['reasons'][number];

/** Log odds that fill a bar: beyond this a reason decides alone. */
const FULL = 6;

/** What speaks for it and what against, the weightiest first. */
export function sidesOf(reasons: readonly Reason[]): { readonly pro: Reason[]; readonly contra: Reason[] } {
  const pro = reasons.filter(({ weight }) => weight >= 0).toSorted((one, other) => other.weight - one.weight);
  const contra = reasons.filter(({ weight }) => weight < 0).toSorted((one, other) => one.weight - other.weight);
  return { pro, contra };
}

/** Fires `keep` with the side that is to stay. */
@customElement('mh-proposal-card')
export class ProposalCard extends LitElement {
  @property({ attribute: false }) proposal!: Proposal;
  @property() kept: Side = 'a';

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .pair,
      .reasons {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--mh-space-4);
      }
      .side {
        display: grid;
        gap: var(--mh-space-1);
        align-content: start;
        padding: var(--mh-space-3);
        border: 2px solid var(--mh-line);
        border-radius: var(--mh-radius);
      }
      .side.kept {
        border-color: var(--mh-primary);
        background: color-mix(in srgb, var(--mh-primary) 6%, var(--mh-card));
      }
      .side a {
        font-size: 16px;
        font-weight: 500;
        color: inherit;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        min-height: var(--mh-touch);
      }
      .score {
        display: grid;
        gap: 4px;
        margin-block: var(--mh-space-4);
      }
      .meter {
        height: 8px;
        border-radius: 4px;
        background: color-mix(in srgb, var(--mh-text) 10%, transparent);
        overflow: hidden;
      }
      .meter i,
      .bar {
        display: block;
        height: 100%;
        border-radius: inherit;
        background: var(--mh-primary);
      }
      li {
        display: grid;
        gap: 2px;
        padding-block: var(--mh-space-1);
      }
      .bar {
        height: 4px;
        border-radius: 2px;
        background: var(--mh-good-fill);
      }
      .contra .bar {
        background: var(--mh-bad-fill);
      }
      @media (max-width: 599px) {
        .reasons {
          grid-template-columns: 1fr;
        }
        .pair {
          gap: var(--mh-space-2);
        }
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { score, reasons } = this.proposal;
    const { pro, contra } = sidesOf(reasons);
    return html`<article class="card" aria-label=${t('review.one')}>
      <div class="pair">${this.#side('a')} ${this.#side('b')}</div>
      <div class="score">
        <span>${t('review.score', { score: Math.round(score) })}</span>
        <div class="meter" aria-hidden="true"><i ${styled({ width: `${score}%` })}></i></div>
      </div>
      <div class="reasons">
        <section>
          <h3>${t('review.pro')}</h3>
          ${list(pro, 'pro')}
        </section>
        <section>
          <h3>${t('review.contra')}</h3>
          ${list(contra, 'contra')}
        </section>
      </div>
    </article>`;
  }

  #side(side: Side): TemplateResult {
    const { id, channel, name, stream_count: count } = this.proposal[side];
    const isKept = this.kept === side;
    return html`<div class=${isKept ? 'side kept' : 'side'}>
      <mh-logo src=${`logo/${id}`} name=${channel}></mh-logo>
      <a class="wrap" href=${linkTo('channel', id)}>${channel}</a>
      ${name === channel ? '' : html`<span class="small soft wrap">${t('review.named', { name })}</span>`}
      <span class="small soft">${tn('count.streams', count)}</span>
      <label
        ><input
          type="radio"
          name="kept"
          .checked=${isKept}
          @change=${() => this.dispatchEvent(new CustomEvent<Side>('keep', { detail: side }))}
        />${t('review.keep')}</label
      >
    </div>`;
  }
}

function list(reasons: readonly Reason[], kind: 'contra' | 'pro'): TemplateResult {
  if (reasons.length === 0) return html`<p class="small soft">${t('review.nothing')}</p>`;
  return html`<ul class=${kind}>
    ${reasons.map(
      ({ text, weight }) =>
        html`<li>
          <span class="wrap">${text}</span>
          <span
            class="bar"
            aria-hidden="true"
            ${styled({ width: `${Math.min(100, (Math.abs(weight) / FULL) * 100)}%` })}
          ></span>
        </li>`,
    )}
  </ul>`;
}
