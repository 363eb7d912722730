// The streams behind a channel, in fail-over order: the first is what is watched, the next three stand by.

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Stream } from '../../api/routes.ts';
import { Live } from '../../live/live.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';

const MARKED_BACKUPS = 3;

@customElement('mh-stream-list')
export class StreamList extends LitElement {
  @property() channelId = '';
  @property({ type: Boolean }) editable = false;
  readonly #live = new Live(this, 'providers', 'sessions');
  readonly #streams = new Query(this, {
    load: (signal) => ask('GET /streams', { query: { channel_id: this.channelId, limit: 100 } }, signal),
  });

  static override styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: 96px 1fr auto;
        gap: var(--mh-space-3);
        align-items: center;
        padding-block: var(--mh-space-2);
        min-height: 56px;
        border-block-start: 1px solid var(--mh-line);
      }
      .what {
        display: grid;
        min-width: 0;
      }
    `,
  ];

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('channelId') && changed.get('channelId')) void this.#streams.refresh();
  }

  override render(): TemplateResult {
    const streams = this.#streams.data?.items;
    if (this.#streams.error !== undefined) {
      return html`<mh-trouble .error=${this.#streams.error} @retry=${() => this.#streams.refresh()}></mh-trouble>`;
    }
    if (!streams) return html`<mh-skeleton lines="4"></mh-skeleton>`;
    if (streams.length === 0) return html`<p class="soft">${t('channel.no-streams')}</p>`;
    const onAir = this.#live.items('sessions').get(this.channelId)?.stream_id;
    return html`<ol>
      ${repeat(
        streams,
        ({ id }) => id,
        (stream, index) => this.#stream(stream, index, stream.id === onAir),
      )}
    </ol>`;
  }

  #stream(stream: Stream, index: number, isOnAir: boolean): TemplateResult {
    const provider = this.#live.items('providers').get(stream.provider_id)?.name ?? stream.provider_id;
    return html`<li>
      <span>${mark(index)}</span>
      <span class="what">
        <span class="cut">${stream.name}</span>
        <span class="small soft cut">${[provider, stream.group].filter(Boolean).join(' · ')}</span>
        <span class="small soft mono cut" dir="ltr">${stream.url}</span>
      </span>
      ${isOnAir ? html`<mh-chip tone="live">${t('state.on-air')}</mh-chip>` : nothing}
      ${stream.is_protected ? html`<mh-chip tone="bad">${t('channel.protected')}</mh-chip>` : nothing}
    </li>`;
  }
}

function mark(index: number): TemplateResult | typeof nothing {
  if (index === 0) return html`<mh-chip tone="good">${t('channel.primary')}</mh-chip>`;
  if (index <= MARKED_BACKUPS) return html`<mh-chip>${t('channel.backup', { number: index })}</mh-chip>`;
  return nothing;
}
