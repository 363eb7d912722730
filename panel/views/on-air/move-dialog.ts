// The other streams of a channel on air, to go on from one of them: how good each is, and whose it is.

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import type { Tone } from '../../elements/chip.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { toast } from '../../elements/toast.ts';
import { Live } from '../../live/live.ts';
import type { LiveSession } from '../../live/topics.ts';
import { t } from '../../locale/locale.ts';

type Health = Answer<'GET /health/channels/{id}'>['streams'][number]['health'];

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly providerId: string;
  /** Null while nothing is known of it. */
  readonly health: Health;
}

/** Scores of health that are as they should be, and those somebody should look at. */
const GOOD = 80;
const FAIR = 50;

/** Fires `closed`. */
@customElement('mh-move-dialog')
export class MoveDialog extends DialogElement {
  @property({ attribute: false }) session!: LiveSession;
  readonly #live = new Live(this, 'providers');
  readonly #channel = new Query(this, { load: (signal) => this.#load(signal) });

  static override styles = [
    ...DialogElement.styles,
    css`
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      li button {
        display: grid;
        gap: 2px;
        width: 100%;
        min-height: 56px;
        align-content: center;
        padding: var(--mh-space-2);
        border-radius: var(--mh-radius-s);
      }
      li button:hover:not(:disabled) {
        background: color-mix(in srgb, var(--mh-text) 6%, transparent);
      }
    `,
  ];

  override render(): TemplateResult {
    return this.frame({ label: t('on-air.move'), body: this.#body() });
  }

  #body(): TemplateResult {
    const known = this.#channel.data;
    if (this.#channel.error !== undefined) {
      return html`<mh-trouble .error=${this.#channel.error} @retry=${() => this.#channel.refresh()}></mh-trouble>`;
    }
    if (!known) return html`<mh-skeleton lines="4"></mh-skeleton>`;
    return html`${known.length < 2 ? html`<p class="soft">${t('on-air.move-none')}</p>` : nothing}
      <ul>
        ${known.map((stream) => this.#stream(stream))}
      </ul>
      <mh-trouble in-form .error=${this.error}></mh-trouble>`;
  }

  #stream({ id, name, providerId, health }: Choice): TemplateResult {
    const isOnAir = id === this.session.stream_id;
    const provider = this.#live.items('providers').get(providerId);
    const limit = provider?.connections_limit ?? null;
    const free = limit === null ? '' : t('provider.used-of', { used: provider?.connections_used ?? 0, limit });
    return html`<li>
      <button class="bare" ?disabled=${isOnAir || this.isBusy} @click=${() => void this.#move(id)}>
        <span class="row breaks">
          <b class="wrap">${name}</b>
          ${isOnAir ? html`<mh-chip tone="live">${t('state.on-air')}</mh-chip>` : nothing}
          ${health ? marks(health) : nothing}
        </span>
        <span class="small soft wrap">${[provider?.name ?? providerId, free].filter(Boolean).join(' · ')}</span>
      </button>
    </li>`;
  }

  /** In the order in which they are tried, without those that are never dialled. */
  async #load(signal: AbortSignal): Promise<readonly Choice[]> {
    const params = { id: this.session.channel_id };
    const [{ items }, { streams }] = await Promise.all([
      ask('GET /channels/{id}/streams', { params }, signal),
      ask('GET /health/channels/{id}', { params }, signal),
    ]);
    const healthOf = new Map(streams.map(({ stream_id: id, health }) => [id, health]));
    return items
      .filter(({ is_excluded: isExcluded, stream }) => !isExcluded && !stream.is_protected)
      .map(({ stream: { id, name, provider_id: providerId } }) => ({
        id,
        name,
        providerId,
        health: healthOf.get(id) ?? null,
      }));
  }

  #move(stream_id: string): Promise<void> {
    const { channel_id, channel_name: name } = this.session;
    return this.busily(async () => {
      await ask('POST /sessions/{channel_id}/move', { params: { channel_id }, body: { stream_id } });
      toast(t('on-air.moved', { name }));
      this.close();
    });
  }
}

function marks({ state, health, quality }: NonNullable<Health>): TemplateResult {
  const definition = quality.real || quality.advertised;
  return html`${definition === '' ? nothing : html`<mh-chip>${definition.toUpperCase()}</mh-chip>`}
  ${state === 'dead' ? html`<mh-chip tone="bad">${t('health.dead')}</mh-chip>` : nothing}
  ${
    state === 'dead' || health === null
      ? nothing
      : html`<mh-chip tone=${toneOf(health)}>${t('health.score', { score: health })}</mh-chip>`
  }`;
}

const toneOf = (health: number): Tone => (health >= GOOD ? 'good' : health >= FAIR ? 'warn' : 'bad');
