// How much was watched: by day and hour, by channel, title, provider and person, as plots, lists and CSV.

import { mdiChartBar, mdiDownload } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { download } from '../../api/download.ts';
import { isFor } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import '../../elements/bars.ts';
import { icon } from '../../elements/icon.ts';
import { styled } from '../../elements/styled.ts';
import { toastError } from '../../elements/toast.ts';
import { Live } from '../../live/live.ts';
import { byteCount, dayName, duration, hourCount as hoursText, number } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import '../mine/viewing-list.ts';
import { HOURS, lastDays, valuesFor, type Sum, type Sums } from './series.ts';
import { statisticsStyles } from './statistics-styles.ts';

const PERIODS = [7, 30, 90, 365] as const;
const SECOND_MS = 1_000;
const HOUR_SECONDS = 3_600;
/** Of somebody who has just begun there is something to see. */
const LEAST_HOURS = 0.05;
const LISTED = 10;
const LISTS = ['channel', 'title', 'provider', 'person'] as const;
type List = (typeof LISTS)[number];

type Loaded = Readonly<Record<List | 'day' | 'hour_of_day', Sums | undefined>>;

@customElement('mh-statistics')
export class Statistics extends LitElement {
  @state() private days: number = 30;
  @state() private provider = '';
  readonly #live = new Live(this, 'providers');
  readonly #sums: Query<Loaded> = new Query(this, { load: (signal) => this.#load(signal) });

  static override styles = [shared, controls, viewStyles, statisticsStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: Map<string, unknown>): void {
    const isOther = ['days', 'provider'].some((name) => changed.has(name) && changed.get(name) !== undefined);
    if (isOther) void this.#sums.refresh();
  }

  override render(): TemplateResult {
    const sums = this.#sums.data;
    return html`<div class="view">
      <header>
        <h1>${t('nav.statistics')}</h1>
        <select
          aria-label=${t('statistics.period')}
          @change=${(event: Event) => (this.days = Number((event.target as HTMLSelectElement).value))}
        >
          ${PERIODS.map((days) => html`<option value=${days} ?selected=${days === this.days}>${tn('statistics.days', days)}</option>`)}
        </select>
        <select
          aria-label=${t('channels.filter-provider')}
          @change=${(event: Event) => (this.provider = (event.target as HTMLSelectElement).value)}
        >
          <option value="">${t('channels.any-provider')}</option>
          ${[...this.#live.items('providers')].map(([id, { name }]) => html`<option value=${id}>${name}</option>`)}
        </select>
      </header>
      <mh-trouble .error=${this.#sums.error} @retry=${() => this.#sums.refresh()}></mh-trouble>
      ${sums ? this.#content(sums) : html`<div class="card"><mh-skeleton lines="16"></mh-skeleton></div>`}
    </div>`;
  }

  #content(sums: Loaded): TemplateResult {
    const { day, hour_of_day: hours } = sums;
    if (!day || day.totals.viewings === 0)
      return html`<div class="card">
        <mh-empty icon=${mdiChartBar} heading=${t('statistics.none')} text=${t('statistics.none-text')}></mh-empty>
      </div>`;
    const keys = lastDays(this.days);
    const names = keys.map((key) => dayName(new Date(`${key}T12:00`).getTime()));
    const byDay = (label: string, value: (sum: Sum) => number, format: (value: number) => string): TemplateResult =>
      plot({ label, names, values: valuesFor(keys, day.items, value), format });
    return html`${tiles(day.totals)}
      <div class="plots">
        ${plot({ label: t('statistics.watched'), names, values: valuesFor(keys, day.items, hoursOf), format: hoursText, least: LEAST_HOURS })}
        ${byDay(t('statistics.traffic'), (sum) => sum.bytes, byteCount)}
        ${this.provider === '' ? byDay(t('statistics.peak'), (sum) => sum.peak_viewers ?? 0, number) : nothing}
        ${byDay(t('statistics.stalls'), (sum) => sum.stalls + sum.failovers, number)}
        ${plot({ label: t('statistics.hours'), names: HOURS, values: valuesFor(HOURS, hours?.items ?? [], hoursOf), format: hoursText, least: LEAST_HOURS })}
      </div>
      <div class="lists">${LISTS.map((list) => this.#list(list, sums[list]))}</div>
      ${
        isFor('inspect')
          ? html`<section class="viewings">
              <h2>${t('mine.history')}</h2>
              <mh-viewing-list .owner=${null}></mh-viewing-list>
            </section>`
          : nothing
      }`;
  }

  #list(by: List, sums: Sums | undefined): TemplateResult | typeof nothing {
    if (!sums) return nothing;
    const most = sums.items[0]?.watched_seconds || 1;
    const heading = t(`statistics.by-${by}`);
    return html`<section class="card">
      <div class="row">
        <h2 class="grow">${heading}</h2>
        <button
          class="icon"
          title=${t('statistics.csv')}
          aria-label=${`${t('statistics.csv')}: ${heading}`}
          @click=${() => this.#save(by)}
        >
          ${icon(mdiDownload)}
        </button>
      </div>
      ${
        sums.items.length === 0
          ? html`<p class="soft">${t('statistics.nothing')}</p>`
          : html`<ol>
              ${sums.items.map((sum) => row(by, sum, most))}
            </ol>`
      }
    </section>`;
  }

  async #save(by: List): Promise<void> {
    const provider = this.provider === '' ? '' : `&provider_id=${encodeURIComponent(this.provider)}`;
    const path = `api/statistics.csv?by=${by}&days=${this.days}&limit=10000${provider}`;
    await download(path, `masthead-${by}-${this.days}.csv`).catch(toastError);
  }

  async #load(signal: AbortSignal): Promise<Loaded> {
    const { days, provider } = this;
    const sum = (by: keyof Loaded, more: object = {}): Promise<Sums> =>
      ask(
        'GET /statistics',
        { query: { by, days, ...(provider !== '' && { provider_id: provider }), ...more } },
        signal,
      );
    const [day, hour_of_day, channel, title, providers, person] = await Promise.all([
      sum('day', { sort: 'key', limit: days }),
      sum('hour_of_day', { sort: 'key' }),
      sum('channel', { limit: LISTED }),
      sum('title', { limit: LISTED }),
      sum('provider', { limit: LISTED }),
      isFor('inspect') ? sum('person', { limit: LISTED }) : undefined,
    ]);
    return { day, hour_of_day, channel, title, provider: providers, person };
  }
}

const hoursOf = ({ watched_seconds: seconds }: Sum): number => seconds / HOUR_SECONDS;

interface Plotted {
  /** The axis reaches at least so far. */
  readonly least?: number;
  readonly label: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly format: (value: number) => string;
}

const plot = ({ label, names, values, format, least = 1 }: Plotted): TemplateResult =>
  html`<div class="card">
    <h3>${label}</h3>
    <mh-bars label=${label} .names=${names} .values=${values} .format=${format} .least=${least}></mh-bars>
  </div>`;

function tiles(totals: Sums['totals']): TemplateResult {
  const figures: readonly (readonly [string, string])[] = [
    [t('statistics.watched'), duration(totals.watched_seconds * SECOND_MS)],
    [t('statistics.traffic'), byteCount(totals.bytes)],
    [t('statistics.peak'), totals.peak_viewers === null ? '–' : number(totals.peak_viewers)],
    [t('statistics.stalls'), number(totals.stalls + totals.failovers)],
  ];
  return html`<div class="tiles">
    ${figures.map(([label, value]) => html`<div class="card tile"><span class="soft">${label}</span><b class="digits">${value}</b></div>`)}
  </div>`;
}

function row(by: List, { key, name, watched_seconds: seconds, viewings }: Sum, most: number): TemplateResult {
  const shown = name || key || t('statistics.nobody');
  const link = by === 'channel' && key !== '' ? linkTo('channel', key) : '';
  return html`<li>
    ${link === '' ? html`<span class="cut">${shown}</span>` : html`<a class="cut reach" href=${link}>${shown}</a>`}
    <span class="small soft digits">${duration(seconds * SECOND_MS)} · ${tn('statistics.viewings', viewings)}</span>
    <span class="bar" ${styled({ width: `${Math.max(2, (seconds / most) * 100)}%` })}></span>
  </li>`;
}
