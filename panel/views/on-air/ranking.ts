// Two short lists beside the timeline: streams that failed, channels that are watched most.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { styled } from '../../elements/styled.ts';
import { Live } from '../../live/live.ts';
import { duration, relative } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';

const SHOWN = 8;
const EVERY_MS = 30_000;
const SECOND_MS = 1_000;

const listStyles = css`
  :host {
    display: block;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 var(--mh-space-3);
    padding-block: var(--mh-space-2);
  }
  li + li {
    border-block-start: 1px solid var(--mh-line);
  }
  li > .whole {
    grid-column: 1 / -1;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
`;

@customElement('mh-failed-streams')
export class FailedStreams extends LitElement {
  /** Another one when something has failed meanwhile. */
  @property() edition = '';
  readonly #live = new Live(this, 'providers');
  readonly #query = new Query(this, {
    load: (signal) => ask('GET /history/failed-streams', {}, signal),
    everyMs: EVERY_MS,
  });

  static override styles = [shared, listStyles];

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('edition') && changed.get('edition') !== undefined) void this.#query.refresh();
  }

  override render(): TemplateResult {
    const items = this.#query.data?.items;
    if (!items) return html`<mh-skeleton lines="3"></mh-skeleton>`;
    if (items.length === 0) return html`<p class="soft">${t('on-air.no-failures')}</p>`;
    return html`<ul>
      ${items.slice(0, SHOWN).map((failed) => this.#row(failed))}
    </ul>`;
  }

  #nameOf(provider: string): string {
    return this.#live.items('providers').get(provider)?.name ?? provider;
  }

  #row(failed: Answer<'GET /history/failed-streams'>['items'][number]): TemplateResult {
    return html`<li>
      <a class="cut reach" href=${linkTo('channel', failed.channel_id)}>${failed.stream_name || failed.channel_name}</a>
      <span class="small soft digits">${relative(failed.failed_at)}</span>
      <span class="small soft wrap whole"
        >${[this.#nameOf(failed.provider_id), known(`reason.${failed.reason}`, failed.message), tn('on-air.failures', failed.failure_count)].join(' · ')}</span
      >
    </li>`;
  }
}

@customElement('mh-top-channels')
export class TopChannels extends LitElement {
  readonly #query = new Query(this, {
    load: (signal) => ask('GET /history/top-channels', { query: { limit: SHOWN } }, signal),
    everyMs: EVERY_MS,
  });

  static override styles = [
    shared,
    listStyles,
    css`
      .bar {
        grid-column: 1 / -1;
        height: 4px;
        border-radius: 2px;
        background: color-mix(in srgb, var(--mh-lamp) 70%, var(--mh-card));
      }
    `,
  ];

  override render(): TemplateResult {
    const items = this.#query.data?.items;
    if (!items) return html`<mh-skeleton lines="3"></mh-skeleton>`;
    if (items.length === 0) return html`<p class="soft">${t('on-air.no-top')}</p>`;
    const most = items[0]?.watched_seconds || 1;
    return html`<ol>
      ${items.map(
        ({ channel_id: id, channel_name: name, watched_seconds: seconds }) =>
          html`<li>
            <a class="cut reach" href=${linkTo('channel', id)}>${name || t('happened.some-channel')}</a>
            <span class="small soft digits">${duration(seconds * SECOND_MS)}</span>
            <span class="bar" ${styled({ width: `${Math.max(2, (seconds / most) * 100)}%` })}></span>
          </li>`,
      )}
    </ol>`;
  }
}
