// A provider at a glance: its state, its free connections, what is being synced.

import '@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SyncStatus } from '../../api/routes.ts';
import { downLine, providerChip } from '../../elements/provider-chip.ts';
import type { LiveProvider } from '../../live/topics.ts';
import { t, tn } from '../../locale/locale.ts';
import { sentenceOf } from '../../locale/problems.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { summaryOf } from '../providers/sync-text.ts';

@customElement('mh-provider-card')
export class ProviderCard extends LitElement {
  @property() providerId = '';
  @property({ attribute: false }) provider!: LiveProvider;
  @property({ attribute: false }) sync: SyncStatus | undefined;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        gap: var(--mh-space-2);
      }
      a {
        font-weight: 500;
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
      .slots {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .slots i {
        width: 14px;
        height: 8px;
        border-radius: 4px;
        background: color-mix(in srgb, var(--mh-text) 14%, transparent);
      }
      .slots i.used {
        background: var(--mh-lamp);
      }
    `,
  ];

  override render(): TemplateResult {
    const { name, connections_used: used, connections_limit: limit } = this.provider;
    return html`<article class="card" aria-label=${name}>
      <div class="row">
        <a class="grow cut reach" href=${linkTo('providers', this.providerId)}>${name}</a>
        ${providerChip(this.provider)}
      </div>
      <div class="row">
        ${
          limit !== null && limit <= 24
            ? html`<span class="slots" aria-hidden="true"
                >${Array.from({ length: limit }, (_, index) => html`<i class=${index < used ? 'used' : ''}></i>`)}</span
              >`
            : nothing
        }
        <span class="small soft digits"
          >${limit === null ? tn('provider.used', used) : t('provider.used-of', { used, limit })}</span
        >
      </div>
      ${downLine(this.provider)} ${this.sync ? html`<p class="small soft wrap">${summaryOf(this.sync)}</p>` : nothing}
      ${this.sync?.error ? html`<p class="small bad wrap">${sentenceOf(this.sync.error)}</p>` : nothing}
    </article>`;
  }
}
