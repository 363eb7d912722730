// Why the streams of a channel are tried in this order: each one's points, and each term of them; and how the last thirty
// days went.

import { mdiChevronDown } from '@mdi/js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { styled } from '../../elements/styled.ts';
import { number } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { rankReason } from '../../locale/problems.ts';
import { shared } from '../../theme/shared.ts';
import { uptimeText } from '../../elements/health-strip.ts';

type Ranked = Answer<'GET /health/channels/{id}'>['streams'][number];
const EVERY_MS = 60_000;

@customElement('mh-rank-card')
export class RankCard extends LitElement {
  @property() channelId = '';
  /** Another one when a person has decided something about the streams. */
  @property({ type: Number }) edition = 0;
  readonly #health = new Query(this, {
    load: (signal) => ask('GET /health/channels/{id}', { params: { id: this.channelId } }, signal),
    everyMs: EVERY_MS,
  });

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--mh-space-4);
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .chevron {
        display: grid;
      }
      details[open] .chevron {
        rotate: 180deg;
      }
      .total {
        min-width: 4ch;
        text-align: end;
        font-weight: 500;
      }
      .sum {
        display: flex;
        width: 72px;
        height: 8px;
        flex: none;
        border-radius: 4px;
        overflow: hidden;
        background: color-mix(in srgb, var(--mh-text) 10%, transparent);
      }
      .sum i {
        background: var(--mh-primary);
      }
      @media (max-width: 599px) {
        .sum {
          width: 32px;
        }
      }
      table {
        width: 100%;
        border-collapse: collapse;
        margin-block-end: var(--mh-space-2);
      }
      td,
      th {
        padding: 4px 8px 4px 0;
        text-align: start;
        font-weight: 400;
        vertical-align: baseline;
        border-block-start: 1px solid var(--mh-line);
      }
      td.points {
        text-align: end;
        white-space: nowrap;
      }
    `,
  ];

  protected override updated(changed: PropertyValues<this>): void {
    const isOther = changed.has('channelId') && changed.get('channelId');
    if (isOther || (changed.has('edition') && changed.get('edition') !== undefined)) void this.#health.refresh();
  }

  override render(): TemplateResult | typeof nothing {
    const health = this.#health.data;
    if (this.#health.error !== undefined)
      return html`<mh-trouble .error=${this.#health.error} @retry=${() => this.#health.refresh()}></mh-trouble>`;
    if (health?.channel_id !== this.channelId) return html`<mh-skeleton lines="5"></mh-skeleton>`;
    return html`<div class="stack tight">
        <mh-health-strip ends .days=${health.days} label=${t('health.month')}></mh-health-strip>
        <p class="small soft digits">${uptimeText(health.uptime) || t('health.unchecked')}</p>
      </div>
      ${
        health.streams.length === 0
          ? nothing
          : html`<div>
              <h3>${t('rank.heading')}</h3>
              <p class="small soft">${t('rank.text')}</p>
              ${health.streams.map((stream, index) => this.#stream(stream, index, health.streams[0]?.total ?? 1))}
            </div>`
      }`;
  }

  #stream(
    { stream_id: id, name, total, terms, is_resting: rests }: Ranked,
    index: number,
    most: number,
  ): TemplateResult {
    const share = most <= 0 ? 0 : Math.max(0, Math.min(1, total / most));
    return html`<details>
      <summary>
        <span class="soft digits">${index + 1}</span>
        <span class="grow cut">${name || id}</span>
        ${rests ? html`<mh-chip tone="bad">${t('rank.resting')}</mh-chip>` : nothing}
        <span class="sum" aria-hidden="true"><i ${styled({ width: `${share * 100}%` })}></i></span>
        <span class="total digits">${number(total)}</span>
        <span class="soft chevron">${icon(mdiChevronDown, 18)}</span>
      </summary>
      <table class="small">
        <tbody>
          ${terms.map(
            (term) =>
              html`<tr>
                <th scope="row">${t(`rank.${term.name}`)}</th>
                <td class="soft wrap">${rankReason(term.because)}</td>
                <td class="points digits">
                  ${t('rank.points', { points: number(term.points), share: number(term.share) })}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
  }
}
