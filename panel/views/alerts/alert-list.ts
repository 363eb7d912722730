// What is wrong now, with its cause and what was done about it; and what is over, page by page.

import { mdiCheckCircleOutline } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import type { Tone } from '../../elements/chip.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { clockTime, dayName, duration, relative } from '../../locale/format.ts';
import { currentLocale, known, t, tn, type Locale } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';

type Page = Answer<'GET /alerts'>;
type Alert = Page['open'][number];

const EVERY_MS = 15_000;
const PAGE = 30;
const TONES: Readonly<Record<Alert['severity'], Tone>> = { info: 'soft', warning: 'warn', critical: 'bad' };

@customElement('mh-alert-list')
export class AlertList extends LitElement {
  readonly #page: Query<Page> = new Query(this, {
    load: (signal) => ask('GET /alerts', { query: { limit: PAGE, language: this.#language() } }, signal),
    everyMs: EVERY_MS,
    isWorded: true,
  });
  /** Pages of the history beyond the first. */
  @state() private older: readonly Alert[] = [];
  #readIn = currentLocale();
  /** Undefined until a further page was asked for. */
  @state() private next: string | null | undefined;

  static override styles = [
    shared,
    viewStyles,
    css`
      li {
        display: grid;
        gap: 2px;
        padding-block: var(--mh-space-3);
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      li:first-child {
        padding-block-start: 0;
      }
      li:last-child {
        padding-block-end: 0;
      }
      .title {
        font-weight: 500;
      }
      @media (max-width: 599px) {
        .title {
          order: 1;
          flex: 1 0 100%;
        }
        .times {
          margin-inline-start: auto;
        }
      }
      .acts {
        margin-block-start: var(--mh-space-2);
      }
      .more {
        display: grid;
        justify-content: center;
        margin-block-start: var(--mh-space-3);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const page = this.#page.data;
    return html`<mh-trouble .error=${this.#page.error} @retry=${() => this.#page.refresh()}></mh-trouble>
      ${page ? this.#lists(page) : html`<div class="card"><mh-skeleton lines="8"></mh-skeleton></div>`}`;
  }

  #lists({ open, history, next }: Page): TemplateResult {
    const over = [...history, ...this.older.filter(({ id }) => !history.some((one) => one.id === id))];
    const more = this.next === undefined ? next : this.next;
    return html`<section aria-label=${t('alerts.open')}>
        <h2>${t('alerts.open')}</h2>
        <div class="card">
          ${
            open.length === 0
              ? html`<mh-empty
                  icon=${mdiCheckCircleOutline}
                  heading=${t('alerts.none')}
                  text=${t('alerts.none-text')}
                ></mh-empty>`
              : this.#list(open)
          }
        </div>
      </section>
      <section aria-label=${t('alerts.over')}>
        <h2>${t('alerts.over')}</h2>
        <div class="card">
          ${over.length === 0 ? html`<p class="soft">${t('alerts.over-none')}</p>` : this.#list(over)}
        </div>
        ${
          more === null
            ? nothing
            : html`<p class="more">
                <wa-button appearance="outlined" @click=${() => this.#more(more)}>${t('alerts.more')}</wa-button>
              </p>`
        }
      </section>`;
  }

  #list(alerts: readonly Alert[]): TemplateResult {
    return html`<ul>
      ${repeat(
        alerts,
        ({ id }) => id,
        (alert) => this.#row(alert),
      )}
    </ul>`;
  }

  #row(alert: Alert): TemplateResult {
    const { severity, title, cause, action, provider, resolved_at: resolvedAt } = alert;
    return html`<li>
      <div class="row breaks">
        <mh-chip tone=${resolvedAt === null ? TONES[severity] : 'soft'}>${t(`severity.${severity}`)}</mh-chip>
        ${alert.muted && resolvedAt === null ? html`<mh-chip tone="soft">${t('alerts.muted')}</mh-chip>` : nothing}
        <span class="title grow wrap">${title}</span>
        <span class="times small soft digits">${timesOf(alert)}</span>
      </div>
      ${cause === '' ? nothing : html`<p class="wrap">${cause}</p>`}
      ${action === '' ? nothing : html`<p class="soft wrap">${t('alerts.done', { action })}</p>`}
      <p class="small soft">${factsOf(alert)}</p>
      ${
        resolvedAt === null
          ? html`<div class="row breaks acts">
              ${
                provider === null
                  ? nothing
                  : html`<wa-button size="s" appearance="outlined" href=${linkTo('providers', provider)}
                      >${t('alerts.to-provider')}</wa-button
                    >`
              }
              ${
                mayChange()
                  ? html`<wa-button size="s" appearance="plain" @click=${() => this.#mute(alert)}
                        >${t(alert.muted ? 'alerts.unmute' : 'alerts.mute')}</wa-button
                      ><wa-button size="s" appearance="plain" @click=${() => this.#resolve(alert)}
                        >${t('alerts.resolve')}</wa-button
                      >`
                  : nothing
              }
            </div>`
          : nothing
      }
    </li>`;
  }

  async #mute({ id, title, muted }: Alert): Promise<void> {
    const isTaken = await optimistically(this.#page, {
      show: (page) => ({ ...page, open: page.open.map((one) => (one.id === id ? { ...one, muted: !muted } : one)) }),
      act: () => ask('PATCH /alerts/{id}', { params: { id }, body: { muted: !muted } }),
    });
    if (isTaken) toast(t(muted ? 'alerts.unmuted-now' : 'alerts.muted-now', { title }));
  }

  async #resolve({ id, title }: Alert): Promise<void> {
    const isTaken = await optimistically(this.#page, {
      show: (page) => ({ ...page, open: page.open.filter((one) => one.id !== id) }),
      act: () => ask('DELETE /alerts/{id}', { params: { id } }),
    });
    if (isTaken) toast(t('alerts.resolved', { title }));
  }

  /** What was read in another is not shown beside it. */
  #language(): Locale {
    if (this.#readIn !== currentLocale()) this.older = [];
    if (this.#readIn !== currentLocale()) this.next = undefined;
    this.#readIn = currentLocale();
    return this.#readIn;
  }

  async #more(cursor: string): Promise<void> {
    try {
      const { history, next } = await ask('GET /alerts', {
        query: { limit: PAGE, cursor, language: this.#language() },
      });
      this.older = [...this.older, ...history];
      this.next = next;
    } catch (error) {
      toastError(error);
    }
  }
}

function timesOf({ raised_at: raisedAt, resolved_at: resolvedAt }: Alert): string {
  if (resolvedAt === null) return relative(raisedAt);
  const time = duration(resolvedAt - raisedAt);
  return `${dayName(raisedAt)}, ${clockTime(raisedAt)} · ${t('alerts.lasted', { time })}`;
}

function factsOf({ kind, channel_count: channels, stream_count: streams, count }: Alert): string {
  return [
    known(`alert-kind.${kind}`, kind),
    channels === null ? '' : tn('channels', channels),
    streams === null ? '' : tn('count.streams', streams),
    count > 1 ? tn('alerts.noticed', count) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
