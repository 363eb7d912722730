// What happened to a channel on air: what is kept, and what happens while it is looked at.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Happening } from '../../api/routes.ts';
import '../../elements/timeline.ts';
import { Live } from '../../live/live.ts';
import { t } from '../../locale/locale.ts';

const SHOWN = 15;
const EVERY_MS = 15_000;

@customElement('mh-channel-past')
export class ChannelPast extends LitElement {
  @property() channelId = '';
  readonly #live = new Live(this, 'happenings');
  readonly #kept = new Query(this, {
    load: (signal) => ask('GET /history', { query: { channel_id: this.channelId, limit: SHOWN } }, signal),
    everyMs: EVERY_MS,
  });

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('channelId') && changed.get('channelId')) void this.#kept.refresh();
  }

  override render(): TemplateResult {
    const { data: kept, error } = this.#kept;
    if (!kept && error === undefined) return html`<mh-skeleton lines="3"></mh-skeleton>`;
    if (!kept) return html`<mh-trouble .error=${error} @retry=${() => this.#kept.refresh()}></mh-trouble>`;
    const happenings = happeningsOf(this.channelId, [...kept.items, ...this.#live.items('happenings').values()]);
    return html`<mh-timeline
      own
      .happenings=${happenings.slice(0, SHOWN)}
      empty=${t('channel.history-empty')}
    ></mh-timeline>`;
  }
}

/** One channel's, the newest first, each as it was told last. */
export function happeningsOf(channelId: string, told: readonly Happening[]): Happening[] {
  const byId = new Map(told.filter(({ channel_id: id }) => id === channelId).map((one) => [one.id, one]));
  return [...byId.values()].toSorted((a, b) => b.at - a.at);
}
