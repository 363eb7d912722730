// Two channels that may be one, side by side: what each is, what speaks for it and what against.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import type { Proposal, Side } from './merge-edits.ts';
import { meter, reasonSides, reasonStyles } from './reasons.ts';

/** Fires `keep` with the side that is to stay. */
@customElement('mh-proposal-card')
export class ProposalCard extends LitElement {
  @property({ attribute: false }) proposal!: Proposal;
  @property() kept: Side = 'a';
  /** Names of providers by their ids. */
  @property({ attribute: false }) providers: ReadonlyMap<string, { readonly name: string }> = new Map();

  static override styles = [
    shared,
    reasonStyles,
    css`
      :host {
        display: block;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
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
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
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
      @media (max-width: 599px) {
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
    return html`<article class="card" aria-label=${t('review.one')}>
      <div class="pair">${this.#side('a')} ${this.#side('b')}</div>
      <div class="score">
        <span>${t('review.score', { score: Math.round(score) })}</span>
        ${meter(score)}
      </div>
      ${reasonSides(reasons)}
    </article>`;
  }

  #side(side: Side): TemplateResult {
    const { id, channel, number, group, name, stream_count: count, providers } = this.proposal[side];
    const said = [number, group].filter((one) => one);
    const isKept = this.kept === side;
    return html`<div class=${isKept ? 'side kept' : 'side'}>
      <mh-logo src=${`logo/${id}`} name=${channel}></mh-logo>
      <a class="wrap" href=${linkTo('channel', id)}>${channel}</a>
      ${name === channel ? '' : html`<span class="small soft wrap">${t('review.named', { name })}</span>`}
      ${said.length === 0 ? '' : html`<span class="small soft wrap">${said.join(' · ')}</span>`}
      <ul class="small wrap">
        ${
          providers.length === 0
            ? html`<li>${tn('count.streams', count)}</li>`
            : providers.map(({ provider_id: of, stream_count: own }) => {
                const called = this.providers.get(of)?.name ?? of;
                return html`<li>${tn('review.streams-of', own, { name: called })}</li>`;
              })
        }
      </ul>
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
