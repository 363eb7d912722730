// Streams that died and streams that came back, the newest first.

import { mdiHeartOffOutline, mdiHeartPulse } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { Live } from '../../live/live.ts';
import { relative } from '../../locale/format.ts';
import { known, t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';

const EVERY_MS = 15_000;
const KINDS = ['died', 'returned'] as const;
type Change = Answer<'GET /health/changes'>['items'][number];
type Kind = (typeof KINDS)[number];

@customElement('mh-health-changes')
export class HealthChanges extends LitElement {
  @state() private kind: Kind | undefined;
  @state() private provider = '';
  readonly #live = new Live(this, 'providers');
  readonly #changes = new Query(this, {
    load: (signal) => ask('GET /health/changes', { query: { limit: 200, ...this.#filter() } }, signal),
    everyMs: EVERY_MS,
  });

  static override styles = [
    shared,
    controls,
    viewStyles,
    css`
      .filters {
        margin-block-end: var(--mh-space-3);
      }
      li {
        display: grid;
        grid-template-columns: 20px 1fr auto;
        gap: 0 var(--mh-space-3);
        align-items: center;
        min-height: 52px;
        padding-block: var(--mh-space-1);
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      a {
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: Map<string, unknown>): void {
    const isOther = ['kind', 'provider'].some((name) => changed.has(name));
    if (isOther && this.hasUpdated) void this.#changes.refresh();
  }

  override render(): TemplateResult {
    const items = this.#changes.data?.items;
    return html`<div class="row breaks filters">
        <select
          aria-label=${t('health.kind')}
          @change=${(event: Event) => (this.kind = ((event.target as HTMLSelectElement).value || undefined) as Kind | undefined)}
        >
          <option value="">${t('health.both')}</option>
          ${KINDS.map((kind) => html`<option value=${kind}>${t(`health.${kind}`)}</option>`)}
        </select>
        <select
          aria-label=${t('channels.filter-provider')}
          @change=${(event: Event) => (this.provider = (event.target as HTMLSelectElement).value)}
        >
          <option value="">${t('channels.any-provider')}</option>
          ${[...this.#live.items('providers')].map(([id, { name }]) => html`<option value=${id}>${name}</option>`)}
        </select>
      </div>
      <mh-trouble .error=${this.#changes.error} @retry=${() => this.#changes.refresh()}></mh-trouble>
      <div class="card">
        ${
          items
            ? items.length === 0
              ? html`<mh-empty
                  icon=${mdiHeartPulse}
                  heading=${t('health.no-changes')}
                  text=${t('health.no-changes-text')}
                ></mh-empty>`
              : html`<ol>
                  ${items.map((item) => this.#row(item))}
                </ol>`
            : html`<mh-skeleton lines="8"></mh-skeleton>`
        }
      </div>`;
  }

  #row(item: Change): TemplateResult {
    const { kind, name, channel_id: channel, provider_id: provider, code, at } = item;
    const isDead = kind === 'died';
    const why = code === null ? '' : known(`reason.${code}`, code);
    return html`<li>
      <span class=${isDead ? 'bad' : 'good'}>${icon(isDead ? mdiHeartOffOutline : mdiHeartPulse)}</span>
      <span class="wrap">
        <a class="reach" href=${linkTo('channel', channel)}>${t(`health.did-${kind}`, { name })}</a><br />
        <span class="small soft"
          >${[this.#live.items('providers').get(provider)?.name ?? provider, why].filter(Boolean).join(' · ')}</span
        >
      </span>
      <time class="small soft digits" datetime=${new Date(at).toISOString()}>${relative(at)}</time>
    </li>`;
  }

  #filter(): { kind?: Kind; provider_id?: never } {
    return {
      ...(this.kind && { kind: this.kind }),
      ...(this.provider !== '' && { provider_id: this.provider as never }),
    };
  }
}
